import type { Faults } from '../faults/faults.ts'
import type { Store } from '../store/index.ts'
import { builtInDefinitions, type Definition } from './definitions.ts'
import { findKind, type Kind } from './kinds.ts'

/** The properties that objects of each type may have: the built-in ones and those added since. */
export interface Catalogue {
  find(kind: Kind, name: string): Definition | undefined
  /** The name under which a property's values are kept, whatever it is called by now; undefined: nothing is called that. */
  stored(kind: Kind, name: string): string | undefined
  all(kind: Kind): Definition[]
  add(kind: Kind, definition: Definition): void
  /** Whether a value identifies one object: `hasUniqueValue`, or the e-mail address of a contact. */
  isUnique(kind: Kind, name: string): boolean
  unique(kind: Kind): readonly string[]
  /** Reads the store anew. */
  reload(): void
}

export function openCatalogue(store: Store, faults: () => Faults): Catalogue {
  let definitions = load(store)
  let unique = collectUnique(definitions)
  const of = (kind: Kind) => definitions.get(kind) ?? new Map<string, Definition>()
  const reload = () => {
    definitions = load(store)
    unique = collectUnique(definitions)
  }
  const renamed = (kind: Kind) => (faults().renamed ?? []).filter((one) => one.kind === kind.name)
  const stored = (kind: Kind, name: string) => {
    const changed = renamed(kind)
    if (changed.length === 0) return name
    return changed.find(({ to }) => to === name)?.from ?? (changed.some(({ from }) => from === name) ? undefined : name)
  }
  const shownAs = (kind: Kind, definition: Definition): Definition => {
    const to = renamed(kind).find(({ from }) => from === definition.name)?.to
    return to === undefined ? definition : { ...definition, name: to }
  }
  return {
    find: (kind, name) => {
      const kept = stored(kind, name)
      const definition = kept === undefined ? undefined : of(kind).get(kept)
      return definition && shownAs(kind, definition)
    },
    stored,
    all: (kind) => [...of(kind).values()].map((definition) => shownAs(kind, definition)),
    add: (kind, definition) => {
      store.definitions.add(kind.name, definition.name, JSON.stringify(definition))
      reload()
    },
    isUnique: (kind, name) => unique.get(kind)?.includes(name) ?? false,
    unique: (kind) => unique.get(kind) ?? [],
    reload,
  }
}

function load(store: Store): Map<Kind, Map<string, Definition>> {
  const definitions = builtInDefinitions()
  for (const { type, name, body } of store.definitions.all()) {
    const kind = findKind(type)
    if (kind !== undefined) definitions.get(kind)?.set(name, JSON.parse(body) as Definition)
  }
  return definitions
}

function collectUnique(definitions: Map<Kind, Map<string, Definition>>): Map<Kind, string[]> {
  return new Map(
    [...definitions].map(([kind, properties]) => {
      const own = [...properties.values()].filter((one) => one.hasUniqueValue).map((one) => one.name)
      return [kind, kind.identity === undefined ? own : [kind.identity, ...own]]
    }),
  )
}

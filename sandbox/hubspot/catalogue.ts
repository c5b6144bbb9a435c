import type { Store } from '../store/index.ts'
import { builtInDefinitions, type Definition } from './definitions.ts'
import { findKind, type Kind } from './kinds.ts'

/** The properties that objects of each type may have: the built-in ones and those added since. */
export interface Catalogue {
  find(kind: Kind, name: string): Definition | undefined
  all(kind: Kind): Definition[]
  add(kind: Kind, definition: Definition): void
  /** Whether a value identifies one object: `hasUniqueValue`, or the e-mail address of a contact. */
  isUnique(kind: Kind, name: string): boolean
  unique(kind: Kind): readonly string[]
  /** Reads the store anew. */
  reload(): void
}

export function openCatalogue(store: Store): Catalogue {
  let definitions = load(store)
  let unique = collectUnique(definitions)
  const of = (kind: Kind) => definitions.get(kind) ?? new Map<string, Definition>()
  const reload = () => {
    definitions = load(store)
    unique = collectUnique(definitions)
  }
  return {
    find: (kind, name) => of(kind).get(name),
    all: (kind) => [...of(kind).values()],
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

/** What the account holds: objects by type, the keys that were used, and how often each thing was really brought about. */
export interface Thing {
  readonly id: string
  /** The caller's own reference; unique only where things are put under it. */
  readonly ref: string
  readonly fields: Readonly<Record<string, unknown>>
  readonly createdAt: number
  readonly deletedAt?: number
}

/** `writes` counts accepted requests for a reference, `effects` those that created or changed something. */
export interface OrderEffect {
  readonly ref: string
  readonly effects: number
  readonly writes: number
}

export interface Ledger {
  create(type: string, ref: string, fields: Thing['fields'], now: number): Thing
  change(type: string, id: string, fields: Thing['fields']): Thing | undefined
  remove(type: string, id: string, now: number): boolean
  /** Living things with that reference, oldest first. */
  withRef(type: string, ref: string): readonly Thing[]
  get(type: string, id: string): Thing | undefined
  all(type: string): readonly Thing[]
  note(type: string, ref: string, hadEffect: boolean): void
  effects(type: string): readonly OrderEffect[]
  clear(): void
}

export function createLedger(): Ledger {
  const shelves = new Map<string, Map<string, Thing>>()
  const byRef = new Map<string, Set<string>>()
  const counts = new Map<string, Map<string, { effects: number; writes: number }>>()
  let last = 1_000
  const shelf = (type: string) => {
    const found = shelves.get(type) ?? new Map<string, Thing>()
    shelves.set(type, found)
    return found
  }
  const ids = (type: string, ref: string) => byRef.get(`${type}\n${ref}`) ?? new Set<string>()
  return {
    create(type, ref, fields, now) {
      last += 1
      const thing = { id: String(last), ref, fields, createdAt: now }
      shelf(type).set(thing.id, thing)
      byRef.set(`${type}\n${ref}`, ids(type, ref).add(thing.id))
      return thing
    },
    change(type, id, fields) {
      const thing = shelf(type).get(id)
      if (thing === undefined || thing.deletedAt !== undefined) return undefined
      const changed = { ...thing, fields: { ...thing.fields, ...fields } }
      shelf(type).set(id, changed)
      return changed
    },
    remove(type, id, now) {
      const thing = shelf(type).get(id)
      if (thing === undefined || thing.deletedAt !== undefined) return false
      shelf(type).set(id, { ...thing, deletedAt: now })
      return true
    },
    withRef: (type, ref) =>
      [...ids(type, ref)]
        .map((id) => shelf(type).get(id))
        .filter((thing): thing is Thing => thing !== undefined && thing.deletedAt === undefined),
    get: (type, id) => shelf(type).get(id),
    all: (type) => [...shelf(type).values()],
    note(type, ref, hadEffect) {
      const table = counts.get(type) ?? new Map<string, { effects: number; writes: number }>()
      const before = table.get(ref) ?? { effects: 0, writes: 0 }
      table.set(ref, { effects: before.effects + (hadEffect ? 1 : 0), writes: before.writes + 1 })
      counts.set(type, table)
    },
    effects: (type) => [...(counts.get(type) ?? [])].map(([ref, count]) => ({ ref, ...count })),
    clear() {
      shelves.clear()
      byRef.clear()
      counts.clear()
    },
  }
}

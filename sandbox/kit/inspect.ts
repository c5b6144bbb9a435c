import type { DocumentRow, Store } from '../store/index.ts'
import { textsAt } from './document-paths.ts'
import type { Change, Shown } from './running.ts'
import type { KindDeclaration } from './system.ts'

const iso = (time: number) => new Date(time).toISOString()

/** One page of the documents of a kind, oldest first, and of the effects of writes, by key; both from `offset`. */
export function showDocuments(
  store: Store,
  system: string,
  kinds: readonly KindDeclaration[],
  kind: string,
  offset: number,
  limit: number,
): Shown {
  const path = kinds.find(({ name }) => name === kind)?.label ?? 'name'
  const objects = store.documents.pageAt(system, kind, offset, limit).map((row) => {
    const body: unknown = JSON.parse(row.body)
    const label = textsAt(body, path)[0] ?? row.id
    return { id: row.id, label, body, createdAt: iso(row.created_at), updatedAt: iso(row.updated_at) }
  })
  const effects = store.documentEffects.page(system, kind, offset, limit)
  return { objects, effects, total: store.documents.count(system, kind) }
}

/** What was made, changed or removed at or after that time, in the order of making. */
export function changedDocuments(
  store: Store,
  system: string,
  kinds: readonly KindDeclaration[],
  since: number,
  offset: number,
  limit: number,
): Change[] {
  const labels = new Map(kinds.map(({ name, label }) => [name, label]))
  return store.documents.since(system, since, offset, limit).map((row) => {
    const body: unknown = JSON.parse(row.body)
    const label = textsAt(body, labels.get(row.kind) ?? 'name')[0] ?? row.id
    return { kind: row.kind, id: row.id, label, body, ...deedOf(row, since) }
  })
}

function deedOf(row: DocumentRow, since: number): Pick<Change, 'did' | 'at'> {
  if (row.removed_at !== null) return { did: 'removed', at: iso(row.removed_at) }
  return row.created_at >= since
    ? { did: 'created', at: iso(row.created_at) }
    : { did: 'changed', at: iso(row.updated_at) }
}

/** Forgets what a system holds and remembers, not who is signed in or asked for events. */
export function clearDocuments(store: Store, system: string): void {
  store.documents.clear(system)
  store.documentValues.clear(system)
  store.documentEffects.clear(system)
  store.memory.clear(system)
}

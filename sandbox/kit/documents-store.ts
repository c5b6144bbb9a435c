import type { DocumentRow, Store } from '../store/index.ts'
import { textsAt } from './document-paths.ts'
import type { Body, Document, Documents } from './documents.ts'

/** The documents of one system in the practice store. What is written is durable once `store.settled` resolves. */
export function openSystemDocuments(store: Store, system: string, now: () => number): Documents {
  const { documents, documentValues, documentEffects, memory } = store
  const putValues = (kind: string, path: string, n: number, body: unknown) => {
    for (const value of textsAt(body, path)) documentValues.put(system, kind, path, value, n)
  }
  const index = (kind: string, n: number, body: Body) => {
    for (const path of documentValues.paths(system, kind)) putValues(kind, path, n, body)
  }
  const all = (kind: string) => documents.page(system, kind, 0, -1).map(fromRow)

  /** A path that is looked at for the first time is read from every document once. */
  const learn = (kind: string, path: string) => {
    if (documentValues.paths(system, kind).includes(path)) return
    store.together(() => {
      documentValues.addPath(system, kind, path)
      for (const row of documents.page(system, kind, 0, -1)) putValues(kind, path, row.n, JSON.parse(row.body))
    })
  }
  const nextId = (kind: string): string => {
    for (;;) {
      const id = String(memory.next(system, `id of ${kind}`))
      if (documents.get(system, kind, id) === undefined) return id
    }
  }
  const living = (kind: string, id: string): DocumentRow => {
    const row = documents.get(system, kind, id)
    if (row === undefined) throw new Error(`There is no ${kind} ${id} in the practice ${system}`)
    return row
  }

  return {
    insert: (kind, body, options) =>
      store.together(() => {
        const id = options?.id ?? nextId(kind)
        if (documents.get(system, kind, id)) throw new Error(`The practice ${system} has a ${kind} ${id} already`)
        const at = now()
        index(kind, documents.insert(system, kind, id, JSON.stringify(body), at), body)
        return { kind, id, body: copyOf(body), createdAt: at, updatedAt: at }
      }),
    get: (kind, id) => {
      const row = documents.get(system, kind, id)
      return row && fromRow(row)
    },
    findBy: (kind, path, value) => {
      learn(kind, path)
      return documents.withValue(system, kind, path, value).map(fromRow)
    },
    all: (kind, matches) => (matches === undefined ? all(kind) : all(kind).filter(matches)),
    page: (kind, after, limit) => {
      const from = after === undefined ? 0 : (documents.place(system, kind, after) ?? Number.MAX_SAFE_INTEGER)
      return documents.page(system, kind, from, limit).map(fromRow)
    },
    update: (kind, id, body) =>
      store.together(() => {
        const row = living(kind, id)
        const at = now()
        documents.update(row.n, JSON.stringify(body), at)
        documentValues.drop(row.n)
        index(kind, row.n, body)
        return { kind, id, body: copyOf(body), createdAt: row.created_at, updatedAt: at }
      }),
    remove: (kind, id) =>
      store.together(() => {
        const row = documents.get(system, kind, id)
        if (row === undefined) return
        documents.remove(row.n, now())
        documentValues.drop(row.n)
      }),
    count: (kind) => documents.count(system, kind),
    effect: (kind, key, did) => store.together(() => documentEffects.record(system, kind, key, did)),
    remembered: (scope, key) => {
      const text = memory.recall(system, scope, key, now())
      return text === undefined ? undefined : (JSON.parse(text) as unknown)
    },
    remember: (scope, key, value, lastsMs) =>
      store.together(() => {
        memory.prune(system, now())
        memory.remember(system, scope, key, JSON.stringify(value), now() + lastsMs)
      }),
    next: (counter) => store.together(() => memory.next(system, `counter ${counter}`)),
  }
}

export function fromRow(row: DocumentRow): Document {
  const body = JSON.parse(row.body) as Body
  return { kind: row.kind, id: row.id, body, createdAt: row.created_at, updatedAt: row.updated_at }
}

/** As it is kept: without members that are undefined, and nobody's to change. */
const copyOf = (body: Body): Body => JSON.parse(JSON.stringify(body)) as Body

import type { Connection } from './schema.ts'

/** Work of requests that arrive together shares one commit, which is most of what a small write costs. */
export interface Group {
  together<T>(work: () => T): T
  settled(): Promise<void>
  commit(): void
}

/**
 * Each `together` is a savepoint inside a transaction that is committed at the end of the event loop's turn. Reads on the
 * same connection see what is not committed yet, so readers wait for `settled` as well.
 */
export function openGroup(database: Connection): Group {
  const begin = database.prepare('BEGIN IMMEDIATE')
  const end = database.prepare('COMMIT')
  const savepoint = database.transaction((work: () => unknown) => work())
  let pending: PromiseWithResolvers<void> | undefined

  const commit = () => {
    const settled = pending
    if (settled === undefined) return
    pending = undefined
    try {
      end.run()
      settled.resolve()
    } catch (error) {
      if (database.inTransaction) database.exec('ROLLBACK')
      settled.reject(error)
    }
  }
  return {
    together: <T>(work: () => T): T => {
      if (pending === undefined) {
        begin.run()
        pending = Promise.withResolvers<void>()
        pending.promise.catch(() => undefined)
        setImmediate(commit)
      }
      return savepoint(work) as T
    },
    settled: async () => pending?.promise,
    commit,
  }
}

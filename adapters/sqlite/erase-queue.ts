/** The person in what a server keeps besides its runs. The server must not be running: its data folder is ours meanwhile. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import type { Json, PersonFinder } from '#engine'
import { guarded } from './failures.ts'
import { wipeFreed } from './retention.ts'

export interface QueueFindings {
  /** Events that are no records yet, and those that are and can be emptied. */
  waiting: number
  taken: number
  /** Installed versions whose bundle names the person: they are signed and cannot be changed. */
  bundles: string[]
}

interface EventRow {
  flow: string
  n: number
  key: string | null
  body: string
}

/** Looks into the queue of a server, if the folder is one's; with `erase`, empties what is a record by now. */
export function searchQueue(
  folder: string,
  finder: PersonFinder,
  takenOf: (flow: string) => number,
  erase: boolean,
): QueueFindings {
  const path = join(folder, 'server.db')
  if (!existsSync(path)) return { waiting: 0, taken: 0, bundles: [] }
  return guarded(folder, () => {
    const db = new Database(path, { timeout: 0 })
    try {
      const found: EventRow[] = []
      for (const event of db.prepare('SELECT flow, n, key, body FROM events').iterate() as Iterable<EventRow>) {
        if (holds(event, finder)) found.push(event)
      }
      const taken = found.filter(({ flow, n }) => n <= takenOf(flow))
      const bundles = db.prepare('SELECT flow, name, bundle FROM versions').all() as { name: string; bundle: Buffer }[]
      if (erase && taken.length > 0) empty(db, taken, finder)
      return {
        waiting: found.length - taken.length,
        taken: taken.length,
        bundles: bundles.filter(({ bundle }) => finder.inText(bundle.toString('latin1'))).map(({ name }) => name),
      }
    } finally {
      db.close()
    }
  })
}

function holds({ key, body }: EventRow, finder: PersonFinder): boolean {
  if (key !== null && finder.inText(key)) return true
  return body !== '' && finder.maybe(body) && finder.in(JSON.parse(body) as Json)
}

/** A key that names the person is forgotten: the same event again is a record again, and is stopped by its match key. */
function empty(db: Database.Database, events: readonly EventRow[], finder: PersonFinder): void {
  db.pragma('secure_delete = ON')
  const sql = db.prepare("UPDATE events SET body = '', body_hash = '', key = ? WHERE flow = ? AND n = ?")
  db.transaction(() => {
    for (const { flow, n, key } of events) sql.run(key !== null && finder.inText(key) ? null : key, flow, n)
  })()
  wipeFreed(db, true)
}

/** What was written last to one thing over there, whichever flow and run wrote it: the journal's answer for `isEcho`. */
import type Database from 'better-sqlite3'
import type { EchoPort, Json, LastWrite } from '#engine'
import { guarded } from './failures.ts'

interface Row {
  connection: string
  object: string
  target: string
  match_field: string
  key: string
  body: string
  before: string | null
  target_id: string | null
  settled_at: number
  does: string
}

/** Newest writes that are looked at: the same key may have been written in many accounts. */
const MOST = 200

const NEWEST = `
  SELECT connection, object, runs.target, match_field, key, writes.body, before, target_id, settled_at, does
  FROM writes JOIN runs ON runs.n = writes.run
  WHERE runs.mode = ? AND settled_at IS NOT NULL AND does IN ('created', 'updated')`

/** Made when somebody asks for the first time: where nobody ever does, no write pays for them. */
const INDEXES = `
  CREATE INDEX IF NOT EXISTS writes_key ON writes (key, settled_at) WHERE settled_at IS NOT NULL;
  CREATE INDEX IF NOT EXISTS writes_target ON writes (target_id, settled_at) WHERE settled_at IS NOT NULL;`

export class Echoes {
  private readonly db: Database.Database
  private readonly indexed: Database.Statement
  private readonly byKey: Database.Statement
  private readonly byTarget: Database.Statement
  private readonly folder: string

  constructor(db: Database.Database, folder: string) {
    this.db = db
    this.folder = folder
    this.indexed = db.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'writes_target'")
    const newest = (column: string) => db.prepare(`${NEWEST} AND ${column} = ? ORDER BY settled_at DESC LIMIT ${MOST}`)
    this.byKey = newest('key')
    this.byTarget = newest('target_id')
  }

  /** For a run of that mode whose connections lead to `target`, as it was given when the run began. */
  port(mode: 'practice' | 'live', target: string): EchoPort {
    return {
      lastWrite: (connection, object, key) => {
        const place = placeIn(target, connection)
        const there = (row: Row) =>
          row.object === object && place !== undefined && placeIn(row.target, row.connection) === place
        const rows = guarded(this.folder, () => {
          // Looked up each time: what a transaction made that failed afterwards is not there any more.
          if (!this.indexed.get()) this.db.exec(INDEXES)
          return [this.byKey, this.byTarget].flatMap((newest) =>
            (newest.all(mode, key) as Row[]).filter(there).slice(0, 1),
          )
        })
        const [last] = rows.sort((a, b) => b.settled_at - a.settled_at)
        return last && toWrite(last)
      },
    }
  }
}

/** Where a connection leads, from `crm: hubspot https://… 77, erp: …`. Undefined when the run did not say. */
function placeIn(target: string, connection: string): string | undefined {
  const found = target.split(', ').find((part) => part.startsWith(`${connection}: `))
  return found?.slice(connection.length + 2)
}

function toWrite(row: Row): LastWrite {
  return {
    ...(row.target_id === null ? {} : { targetId: row.target_id }),
    matchField: row.match_field,
    key: row.key,
    fields: JSON.parse(row.body) as Record<string, Json>,
    ...(row.before === null ? {} : { before: fieldsIn(JSON.parse(row.before)) }),
    ...(row.does === 'created' ? { made: true } : {}),
    at: row.settled_at,
  }
}

const fieldsIn = (before: Json): Record<string, Json> =>
  typeof before === 'object' && before !== null && !Array.isArray(before) ? before : {}

/** Reads what is asked of a database: always one of these forms, never a statement. */
import type { Json } from '#engine'
import { SqlRefusal } from './refusal.ts'

export interface AskedRow {
  key: string
  body: Readonly<Record<string, Json>>
}

export type Asked =
  | { do: 'check'; table?: string }
  | { do: 'tables' }
  | { do: 'describe'; table: string }
  | { do: 'look'; table: string; match: string; keys: string[]; fields: string[] }
  | { do: 'upsert' | 'insert' | 'update'; table: string; match: string; rows: AskedRow[] }
  | { do: 'delete'; table: string; match: string; key: string; id: string }
  | { do: 'restore'; table: string; match: string; key: string; id: string; before: Readonly<Record<string, Json>> }
  | { do: 'list'; table: string; cursor: string; since: string; after: string; limit: number; fields: string[] }

const MOST_ROWS = 1000

/** Throws SqlRefusal 422. */
export function parseAsked(text: string | undefined): Asked {
  const body = objectOf(parse(text ?? ''), 'what is asked')
  const table = () => textOf(body.table, 'table')
  const row = () => ({ match: textOf(body.match, 'match'), key: textOf(body.key, 'key'), id: textOf(body.id, 'id') })
  switch (body.do) {
    case 'check':
      return typeof body.table === 'string' && body.table !== '' ? { do: 'check', table: body.table } : { do: 'check' }
    case 'tables':
      return { do: 'tables' }
    case 'describe':
      return { do: 'describe', table: table() }
    case 'look':
      return {
        do: 'look',
        table: table(),
        match: textOf(body.match, 'match'),
        keys: texts(body.keys, 'keys'),
        fields: texts(body.fields, 'fields'),
      }
    case 'upsert':
    case 'insert':
    case 'update':
      return {
        do: body.do,
        table: table(),
        match: textOf(body.match, 'match'),
        rows: listOf(body.rows, 'rows').map(rowOf),
      }
    case 'delete':
      return { do: 'delete', table: table(), ...row() }
    case 'restore':
      return { do: 'restore', table: table(), ...row(), before: objectOf(body.before, 'before') }
    case 'list':
      return {
        do: 'list',
        table: table(),
        cursor: textOf(body.cursor, 'cursor'),
        since: textOr(body.since, ''),
        after: textOr(body.after, ''),
        limit: Math.min(MOST_ROWS, Math.max(1, Math.trunc(Number(body.limit ?? 100)) || 100)),
        fields: texts(body.fields ?? [], 'fields'),
      }
    default:
      throw new SqlRefusal(422, 'Nobody knows what is asked of the database')
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function objectOf(value: unknown, what: string): Record<string, Json> {
  if (value !== null && typeof value === 'object' && !Array.isArray(value)) return value as Record<string, Json>
  throw new SqlRefusal(422, `The database was asked without ${what}`)
}

function listOf(value: unknown, what: string): unknown[] {
  if (!Array.isArray(value)) throw new SqlRefusal(422, `The database was asked without ${what}`)
  if (value.length > MOST_ROWS)
    throw new SqlRefusal(422, `The database was asked for more than ${MOST_ROWS} rows at once`)
  return value
}

function textOf(value: unknown, what: string): string {
  if ((typeof value === 'string' && value !== '') || typeof value === 'number') return String(value)
  throw new SqlRefusal(422, `The database was asked without ${what === 'table' ? 'a table' : what}`)
}

const textOr = (value: unknown, other: string): string =>
  value === undefined || value === null ? other : String(value)

const texts = (value: unknown, what: string): string[] => listOf(value, what).map(String)

function rowOf(value: unknown): AskedRow {
  const row = objectOf(value, 'a row')
  return { key: textOf(row.key, 'key'), body: objectOf(row.body, 'the values of a row') }
}

/** Looks rows up by their match column, and lists what changed, page by page. */
import type { Json } from '#engine'
import type { Asked } from './asked.ts'
import { columnOf, matchOf } from './columns.ts'
import type { Column, Dialect, Session, Table } from './dialect.ts'
import { identify } from './identity.ts'
import { SqlRefusal } from './refusal.ts'

type Look = Extract<Asked, { do: 'look' }>
type List = Extract<Asked, { do: 'list' }>

interface FoundRow {
  key: string
  id: string
  fields: Record<string, Json>
}

/** One statement for each key: then what was found is surely what was asked for, however the database compares. */
export async function lookRows(dialect: Dialect, session: Session, table: Table, asked: Look): Promise<FoundRow[]> {
  const match = matchOf(table, asked.match)
  const reader = readerOf(dialect, table, asked.fields)
  const where = `${dialect.quote(match.name)} = ${dialect.hole(1)}`
  const found: FoundRow[] = []
  for (const key of asked.keys) {
    const row = await only(dialect, session, `SELECT ${reader.columns} FROM ${table.sql} WHERE ${where}`, [
      dialect.bind(key, match),
    ])
    if (row) found.push({ key, ...reader.read(row, key) })
  }
  return found
}

/** A key that the column cannot hold is nobody's. */
async function only(
  dialect: Dialect,
  session: Session,
  sql: string,
  values: unknown[],
): Promise<unknown[] | undefined> {
  try {
    return (await session.query(sql, values)).rows[0]
  } catch (error) {
    if (dialect.refusal(error)?.status === 422) return undefined
    throw error
  }
}

/**
 * In the order of their changes, from `since` on. Rows that have no value there are not listed: nobody can say when they changed.
 * `next` goes on right behind the last row, wherever other rows have moved meanwhile.
 */
export async function listRows(
  dialect: Dialect,
  session: Session,
  table: Table,
  { cursor, since, after, limit, fields }: List,
): Promise<{ rows: Omit<FoundRow, 'key'>[]; next?: string }> {
  const column = columnOf(table, cursor)
  const order = orderOf(dialect, table, column)
  const reader = readerOf(dialect, table, fields)
  const where = [`${dialect.quote(cursor)} IS NOT NULL`]
  const values: unknown[] = []
  const bind = (value: Json, of: Column) => dialect.hole(values.push(dialect.bind(value, of)))
  if (since !== '') where.push(`${order[0]?.sql} >= ${bind(since, column)}`)
  const last = readPage(after, order.length)
  if (last) where.push(beyond(order, last, bind))
  const sorted = order.map(({ sql }) => sql).join(', ')
  const read = [...order.map(({ read }) => read), reader.columns].join(', ')
  const sql = `SELECT ${read} FROM ${table.sql} WHERE ${where.join(' AND ')} ORDER BY ${sorted} LIMIT ${limit + 1}`
  const { rows } = await session.query(sql, values)
  const page = rows.slice(0, limit).map((row) => {
    const place = order.map(({ column: of }, at) => zoned(dialect.read(row[at], of), of))
    const { id, fields: found } = reader.read(row.slice(order.length), '')
    return { place, id, fields: { ...found, [cursor]: place[0] ?? null } }
  })
  const end = page.at(-1)
  const result = page.map(({ id, fields: found }) => ({ id, fields: found }))
  return rows.length > limit && end ? { rows: result, next: writePage(end.place) } : { rows: result }
}

interface Ordered {
  column: Column
  sql: string
  read: string
}

/** By the cursor, and among equals by what tells rows apart. */
function orderOf(dialect: Dialect, table: Table, cursor: Column): Ordered[] {
  const [unique] = table.unique
  const others = table.id.length > 0 ? table.id : unique === undefined ? [] : [unique]
  if (others.length === 0)
    throw new SqlRefusal(
      422,
      'The table has neither a primary key nor a unique column: its changes cannot be told apart',
    )
  const rest = others.filter((name) => name !== cursor.name).map((name) => columnOf(table, name))
  return [
    { column: cursor, sql: dialect.cursor(cursor), read: dialect.cursor(cursor) },
    ...rest.map((column) => ({ column, sql: dialect.quote(column.name), read: dialect.selected(column) })),
  ]
}

/** `a > x OR (a = x AND (b > y OR …))`: the same in every database. */
function beyond(
  [first, ...rest]: Ordered[],
  [value, ...others]: Json[],
  bind: (value: Json, of: Column) => string,
): string {
  if (!first) return '1 = 0'
  const more = `${first.sql} > ${bind(value ?? null, first.column)}`
  return `(${more} OR (${first.sql} = ${bind(value ?? null, first.column)} AND ${beyond(rest, others, bind)}))`
}

/** Times without a zone are taken for UTC where they are asked for again, so they are told as such. */
function zoned(value: Json, { type }: Column): Json {
  return type === 'date-time' && typeof value === 'string' && /T[\d:.]+$/.test(value) ? `${value}Z` : value
}

const writePage = (place: readonly Json[]): string => Buffer.from(JSON.stringify(place)).toString('base64url')

function readPage(after: string, length: number): Json[] | undefined {
  if (after === '') return undefined
  try {
    const place: unknown = JSON.parse(Buffer.from(after, 'base64url').toString('utf8'))
    if (Array.isArray(place) && place.length === length) return place as Json[]
  } catch {
    // Refused like any other page that is none.
  }
  throw new SqlRefusal(422, 'The list has no such page')
}

/** Selects what identifies a row, and its fields: all of them when none are named. */
function readerOf(dialect: Dialect, table: Table, fields: readonly string[]) {
  const named = fields.length === 0 ? [...table.columns.keys()] : [...new Set(fields)]
  const columns = [...table.id, ...named].map((name) => columnOf(table, name))
  const [unique] = table.unique
  return {
    columns: [...columns.map((column) => dialect.selected(column)), '1'].join(', '),
    read(row: unknown[], key: string): Omit<FoundRow, 'key'> {
      const values = columns.map((column, at) => dialect.read(row[at], column))
      const read = named.map((name, at) => [name, values[table.id.length + at] ?? null] as const)
      const own = Object.fromEntries(read)
      const id = identify(
        values.slice(0, table.id.length),
        key || String(unique === undefined ? '' : (own[unique] ?? '')),
      )
      return { id, fields: own }
    },
  }
}

/** What a row is called from outside: its primary key, or its match key where it has none. */
import type { Json } from '#engine'
import { columnOf, matchOf } from './columns.ts'
import type { Column, Dialect, Table } from './dialect.ts'
import { SqlRefusal } from './refusal.ts'

/** The one value of the primary key, or all of them as a list; `key` where there are none. */
export function identify(values: readonly Json[], key: string): string {
  if (values.length === 0) return key
  return values.length === 1 ? String(values[0]) : JSON.stringify(values)
}

/** The condition that finds exactly that row. `first`: the number of its first bound value. */
export function whereRow(
  dialect: Dialect,
  table: Table,
  { match, key, id }: { match: string; key: string; id: string },
  first = 1,
): { sql: string; values: unknown[] } {
  const parts: [Column, Json][] = table.id.length === 0 ? [[matchOf(table, match), key]] : []
  const values = table.id.length > 1 ? listIn(id, table.id.length) : [id]
  table.id.forEach((name, at) => void parts.push([columnOf(table, name), values[at] ?? null]))
  return {
    sql: parts.map(([{ name }], at) => `${dialect.quote(name)} = ${dialect.hole(first + at)}`).join(' AND '),
    values: parts.map(([column, value]) => dialect.bind(value, column)),
  }
}

function listIn(id: string, length: number): Json[] {
  try {
    const list: unknown = JSON.parse(id)
    if (Array.isArray(list) && list.length === length) return list as Json[]
  } catch {
    // Refused like any other text that is none.
  }
  throw new SqlRefusal(422, 'That row has another key than was given')
}

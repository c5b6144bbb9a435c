/** Takes writes back: a created row is deleted, a changed one gets its old values. */
import type { Asked } from './asked.ts'
import { columnOf } from './columns.ts'
import type { Dialect, Session, Table } from './dialect.ts'
import { whereRow } from './identity.ts'
import { SqlRefusal } from './refusal.ts'

/** A row that is gone already is as it should be. */
export async function deleteRow(
  dialect: Dialect,
  session: Session,
  table: Table,
  asked: Extract<Asked, { do: 'delete' }>,
): Promise<{ id: string; deleted: number }> {
  const { sql, values } = whereRow(dialect, table, asked)
  const { met } = await session.query(`DELETE FROM ${table.sql} WHERE ${sql}`, values)
  return { id: asked.id, deleted: met }
}

export async function restoreRow(
  dialect: Dialect,
  session: Session,
  table: Table,
  asked: Extract<Asked, { do: 'restore' }>,
): Promise<{ id: string; restored: number }> {
  const entries = Object.entries(asked.before).map(([name, value]) => [columnOf(table, name), value] as const)
  if (entries.length === 0) return { id: asked.id, restored: 0 }
  const sets = entries.map(([{ name }], at) => `${dialect.quote(name)} = ${dialect.hole(at + 1)}`).join(', ')
  const where = whereRow(dialect, table, asked, entries.length + 1)
  const bound = entries.map(([column, value]) => dialect.bind(value, column))
  const { met } = await session.query(`UPDATE ${table.sql} SET ${sets} WHERE ${where.sql}`, [...bound, ...where.values])
  if (met === 0) throw new SqlRefusal(404, 'The row is not there any more')
  return { id: asked.id, restored: met }
}

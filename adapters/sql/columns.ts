/** Finds the columns that are asked for among those that a table has. */
import type { Column, Table } from './dialect.ts'
import { rowWords, SqlRefusal } from './refusal.ts'

/** Throws SqlRefusal 422. */
export function columnOf({ columns }: Table, name: string): Column {
  const column = columns.get(name)
  if (!column) throw rowWords.noColumn(name)
  return column
}

/** The column that tells rows apart. One that does not would let a write meet several rows. Throws SqlRefusal 422. */
export function matchOf(table: Table, name: string): Column {
  const column = columnOf(table, name)
  if (!table.unique.has(name)) {
    throw new SqlRefusal(
      422,
      `"${name}" is not unique in the table: give it a unique index, or match by another column`,
      { column: name },
    )
  }
  return column
}

/**
 * Writes rows, each by itself inside one transaction: a row that is refused is undone alone and the others stay.
 *
 * A row is looked for under lock before it is changed or made. `ON CONFLICT` and `ON DUPLICATE KEY` would save a step, but cannot be
 * trusted with it: the one asks for all required values even of rows that are there, the other also changes a row that has any other
 * unique value in common.
 */
import type { Asked, AskedRow } from './asked.ts'
import { columnOf, matchOf } from './columns.ts'
import type { Column, Dialect, Session, Table } from './dialect.ts'
import { identify } from './identity.ts'
import { rowWords, SqlRefusal } from './refusal.ts'

type Write = Extract<Asked, { rows: AskedRow[] }>

interface Written {
  rows: { key: string; id: string; created: boolean }[]
  errors: { key: string; message: string; column?: string }[]
}

export async function writeRows(dialect: Dialect, session: Session, table: Table, asked: Write): Promise<Written> {
  const writer = new RowWriter(dialect, session, table, matchOf(table, asked.match), asked.do)
  const written: Written = { rows: [], errors: [] }
  for (const row of asked.rows) {
    const result = await writer.write(row)
    if (result instanceof SqlRefusal) {
      const { message, column } = result
      written.errors.push({ key: row.key, message, ...(column === undefined ? {} : { column }) })
    } else written.rows.push({ key: row.key, ...result })
  }
  return written
}

class RowWriter {
  private readonly dialect: Dialect
  private readonly session: Session
  private readonly table: Table
  private readonly match: Column
  private readonly does: Write['do']

  constructor(dialect: Dialect, session: Session, table: Table, match: Column, does: Write['do']) {
    this.dialect = dialect
    this.session = session
    this.table = table
    this.match = match
    this.does = does
  }

  /** The refusal of this row alone; throws one that concerns the whole call. */
  async write(row: AskedRow): Promise<{ id: string; created: boolean } | SqlRefusal> {
    const refusal = await this.tryOnce(row)
    // Somebody else made the row between the look and the write: now it is there to be changed.
    const overtaken = refusal instanceof SqlRefusal && refusal.taken && this.does === 'upsert'
    return overtaken ? this.tryOnce(row) : refusal
  }

  private async tryOnce(row: AskedRow): Promise<{ id: string; created: boolean } | SqlRefusal> {
    const { session, dialect } = this
    await session.query('SAVEPOINT one_row')
    try {
      const written = await this.put(row)
      await session.query('RELEASE SAVEPOINT one_row')
      return written
    } catch (error) {
      const refusal = error instanceof SqlRefusal ? error : dialect.refusal(error)
      if (refusal?.status !== 422) throw refusal ?? error
      await session.query('ROLLBACK TO SAVEPOINT one_row')
      return withColumn(refusal, row)
    }
  }

  private async put(row: AskedRow): Promise<{ id: string; created: boolean }> {
    const entries = this.valuesOf(row)
    const there = this.does === 'insert' ? undefined : await this.find(row.key, this.dialect.lock)
    if (there === undefined && this.does === 'update') {
      throw new SqlRefusal(422, `There is no row whose "${this.match.name}" is "${row.key}"`, {
        column: this.match.name,
      })
    }
    if (there === undefined) {
      await this.insert([[this.match, this.dialect.bind(row.key, this.match)], ...entries])
      return { id: (await this.find(row.key)) ?? row.key, created: true }
    }
    if (entries.length > 0) await this.update(row.key, entries)
    return { id: there, created: false }
  }

  /** What is written beside the match column. */
  private valuesOf({ body }: AskedRow): [Column, unknown][] {
    return Object.entries(body)
      .filter(([name]) => name !== this.match.name)
      .map(([name, value]) => {
        const column = columnOf(this.table, name)
        if (column.readOnly) throw rowWords.readOnly(name)
        return [column, this.dialect.bind(value, column)]
      })
  }

  /** The id of the row with this key. */
  private async find(key: string, lock = ''): Promise<string | undefined> {
    const { dialect, table, match } = this
    const columns = table.id.map((name) => columnOf(table, name))
    const select = [...columns.map((column) => dialect.selected(column)), '1'].join(', ')
    const sql = `SELECT ${select} FROM ${table.sql} WHERE ${dialect.quote(match.name)} = ${dialect.hole(1)}${lock}`
    const [row] = (await this.session.query(sql, [dialect.bind(key, match)])).rows
    return (
      row &&
      identify(
        columns.map((column, at) => dialect.read(row[at], column)),
        key,
      )
    )
  }

  private async insert(entries: [Column, unknown][]): Promise<void> {
    const { dialect, table, session } = this
    const names = entries.map(([{ name }]) => dialect.quote(name)).join(', ')
    const holes = entries.map((_, at) => dialect.hole(at + 1)).join(', ')
    await session.query(
      `INSERT INTO ${table.sql} (${names}) VALUES (${holes})`,
      entries.map(([, value]) => value),
    )
  }

  private async update(key: string, entries: [Column, unknown][]): Promise<void> {
    const { dialect, table, session, match } = this
    const sets = entries.map(([{ name }], at) => `${dialect.quote(name)} = ${dialect.hole(at + 1)}`).join(', ')
    const where = `${dialect.quote(match.name)} = ${dialect.hole(entries.length + 1)}`
    const values = [...entries.map(([, value]) => value), dialect.bind(key, match)]
    await session.query(`UPDATE ${table.sql} SET ${sets} WHERE ${where}`, values)
  }
}

/** Databases that quote a value instead of naming its column: the column is the one that was to hold it. */
function withColumn(refusal: SqlRefusal, { body }: AskedRow): SqlRefusal {
  const { column, quoted } = refusal
  if (column !== undefined || quoted === undefined) return refusal
  const at = Object.entries(body).find(([, value]) => String(value) === quoted)?.[0]
  return at === undefined ? refusal : rowWords.unfit(at)
}

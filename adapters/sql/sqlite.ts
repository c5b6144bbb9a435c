/** SQLite files: values as SQLite keeps them, whatever the column was declared as. */
import { type OtherFile, openOtherFile } from '#adapters/sqlite'
import type { Json } from '#engine'
import type { Answer, Column, Dialect, Session, Table, Target } from './dialect.ts'
import { asText, exactNumber } from './exact.ts'
import { SqlRefusal } from './refusal.ts'
import { sqliteRefusal } from './sqlite-refusal.ts'

const quote = (name: string): string => `"${name.replaceAll('"', '""')}"`

export const sqlite: Dialect = {
  connect: async (target) => new SqliteSession(openFile(target)),
  quote,
  hole: () => '?',
  // Takes the lock at once: a change that begins as a read could be overtaken by another.
  begin: 'BEGIN IMMEDIATE',
  lock: '',
  undoesBroken: true,
  selected: ({ name }) => quote(name),
  // Times are texts in several forms (https://www.sqlite.org/lang_datefunc.html); what is none is compared as it is.
  cursor: ({ name, type }) =>
    type === 'number'
      ? quote(name)
      : `CASE typeof(${quote(name)}) WHEN 'text' THEN coalesce(strftime('%Y-%m-%dT%H:%M:%fZ', ${quote(name)}), ${quote(name)}) ELSE ${quote(name)} END`,
  read,
  bind,
  table,
  tables: async (session) => (await session.query(TABLES)).rows.map(([name]) => String(name)),
  async who(session, name) {
    const [version] = (await session.query('SELECT sqlite_version()')).rows
    const known = name === undefined ? undefined : await table(session, name)
    const permissions = known ? ['select', 'insert', 'update', 'delete'] : []
    return { user: 'whoever may use the file', version: `SQLite ${version?.[0]}`, permissions }
  },
  refusal: sqliteRefusal,
}

const TABLES =
  "SELECT name FROM sqlite_schema WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY 1"

function openFile({ file = '' }: Target): OtherFile {
  try {
    return openOtherFile(file)
  } catch (error) {
    const refusal = sqliteRefusal(error)
    if (refusal?.status === 503) throw refusal
    throw new SqlRefusal(404, `The file cannot be opened: ${error instanceof Error ? error.message : 'unknown'}`)
  }
}

class SqliteSession implements Session {
  private readonly file: OtherFile

  constructor(file: OtherFile) {
    this.file = file
  }

  get broken(): boolean {
    return !this.file.open
  }

  async query(sql: string, values: readonly unknown[] = []): Promise<Answer> {
    const { rows, changes } = this.file.query(sql, values)
    return { rows, met: changes }
  }

  async close(): Promise<void> {
    this.file.close()
  }

  destroy(): void {
    this.file.close()
  }
}

async function table(session: Session, name: string): Promise<Table | undefined> {
  const { rows } = await session.query(
    'SELECT name, type, "notnull", dflt_value, pk, hidden FROM pragma_table_xinfo(?) WHERE hidden <> 1',
    [name],
  )
  if (rows.length === 0) return undefined
  const columns = rows.map(columnOf)
  const id = rows
    .filter((row) => Number(row[4]) > 0)
    .sort((one, other) => Number(one[4]) - Number(other[4]))
    .map(([column]) => String(column))
  const unique = new Set(id.length === 1 ? id : [])
  const indexes = await session.query('SELECT name FROM pragma_index_list(?) WHERE "unique" = 1 AND partial = 0', [
    name,
  ])
  for (const [index] of indexes.rows) {
    const named = (await session.query('SELECT name FROM pragma_index_info(?)', [index])).rows.map(([column]) => column)
    if (named.length === 1 && typeof named[0] === 'string') unique.add(named[0])
  }
  return { sql: quote(name), columns: new Map(columns.map((column) => [column.name, column])), id, unique }
}

function columnOf([name, declared, notNull, filled, key, hidden]: unknown[]): Column {
  const native = String(declared).toLowerCase()
  const readOnly = Number(hidden) > 1
  // The integer primary key of a table numbers its rows by itself.
  const numbered = Number(key) > 0 && native === 'integer'
  return {
    name: String(name),
    native,
    type: typeOf(native),
    required: (Number(notNull) === 1 || Number(key) > 0) && filled === null && !numbered && !readOnly,
    readOnly,
  }
}

function typeOf(native: string): Column['type'] {
  if (native.includes('bool')) return 'yes-no'
  if (/time/.test(native)) return 'date-time'
  if (/date/.test(native)) return 'date'
  return /int|real|floa|doub|num|dec/.test(native) ? 'number' : 'text'
}

function read(value: unknown, { type }: Column): Json {
  if (value === null || value === undefined) return null
  if (Buffer.isBuffer(value)) return value.toString('hex')
  if (type === 'yes-no' && (value === 0n || value === 1n)) return value === 1n
  if (typeof value === 'bigint') return exactNumber(String(value))
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value)
  return String(value)
}

function bind(value: Json, { type }: Column): unknown {
  if (typeof value === 'boolean') return value ? 1n : 0n
  if (type === 'yes-no' && (value === 'true' || value === 'false')) return value === 'true' ? 1n : 0n
  // Kept as a text, a number would be written with a point that nobody gave it.
  if (typeof value === 'number' && type === 'number') return Number.isSafeInteger(value) ? BigInt(value) : value
  return asText(value)
}

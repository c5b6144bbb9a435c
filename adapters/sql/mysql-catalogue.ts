/** What MySQL and MariaDB say of a table: information_schema, which both have. */
import type { Column, Session, Table, Who } from './dialect.ts'

const COLUMNS = `
  SELECT column_name, data_type, column_type, is_nullable, column_default, extra, generation_expression
  FROM information_schema.columns WHERE table_schema = coalesce(?, database()) AND table_name = ? ORDER BY ordinal_position`

const INDEXES = `
  SELECT index_name, column_name, sub_part FROM information_schema.statistics
  WHERE table_schema = coalesce(?, database()) AND table_name = ? AND non_unique = 0 ORDER BY index_name, seq_in_index`

/** `database.table`, or a table of the database that the address names. */
export async function mysqlTable(
  session: Session,
  name: string,
  quote: (name: string) => string,
): Promise<Table | undefined> {
  const dot = name.indexOf('.')
  const spellings: [string | null, string][] = [[null, name]]
  if (dot > 0) spellings.unshift([name.slice(0, dot), name.slice(dot + 1)])
  for (const [database, table] of spellings) {
    const columns = (await session.query(COLUMNS, [database, table])).rows.map(columnOf)
    if (columns.length === 0) continue
    const keys = keysOf((await session.query(INDEXES, [database, table])).rows)
    const alone = [...keys.values()].flatMap((names) => (names.length === 1 ? names : []))
    return {
      sql: database === null ? quote(table) : `${quote(database)}.${quote(table)}`,
      columns: new Map(columns.map((column) => [column.name, column])),
      id: keys.get('PRIMARY') ?? [],
      unique: new Set(alone),
    }
  }
  return undefined
}

/** The columns of each unique index; one over the beginnings of values or over what is worked out says nothing of the values. */
function keysOf(rows: unknown[][]): Map<string, string[]> {
  const keys = new Map<string, string[]>()
  const partial = new Set<string>()
  for (const [index, column, part] of rows) {
    const name = String(index)
    keys.set(name, [...(keys.get(name) ?? []), String(column)])
    if (part !== null || column === null) partial.add(name)
  }
  for (const name of partial) keys.delete(name)
  return keys
}

function columnOf([name, native, full, nullable, filled, extra, expression]: unknown[]): Column {
  const type = String(full).toLowerCase()
  const more = String(extra ?? '').toLowerCase()
  const readOnly = /generated/.test(more) && !/default_generated/.test(more) && String(expression ?? '') !== ''
  const numbered = more.includes('auto_increment')
  const choices = /^enum\((.*)\)$/i.exec(String(full))?.[1]
  return {
    name: String(name),
    native: String(native).toLowerCase(),
    type: choices === undefined ? typeOf(String(native).toLowerCase(), type) : 'choice',
    required:
      String(nullable) === 'NO' && filled === null && !numbered && !readOnly && !more.includes('default_generated'),
    readOnly,
    ...(choices === undefined ? {} : { choices: choicesIn(choices) }),
  }
}

function typeOf(native: string, full: string): Column['type'] {
  if (full.startsWith('tinyint(1)')) return 'yes-no'
  if (/int|decimal|float|double|year/.test(native)) return 'number'
  if (native === 'date') return 'date'
  return native === 'datetime' || native === 'timestamp' ? 'date-time' : 'text'
}

/** `'new','it''s paid'`. */
const choicesIn = (list: string): string[] =>
  [...list.matchAll(/'((?:[^']|'')*)'/g)].map(([, text = '']) => text.replaceAll("''", "'"))

export async function mysqlTables(session: Session): Promise<string[]> {
  const { rows } = await session.query(
    'SELECT table_name FROM information_schema.tables WHERE table_schema = database() ORDER BY table_name LIMIT 1000',
  )
  return rows.map(([name]) => String(name))
}

export async function mysqlWho(session: Session, table: string | undefined): Promise<Who> {
  const [who] = (await session.query('SELECT current_user(), version()')).rows
  const granted = (await session.query('SHOW GRANTS')).rows.map(([grant]) => String(grant))
  const permissions = ['select', 'insert', 'update', 'delete'].filter((one) =>
    granted.some((grant) => table !== undefined && grants(grant, one)),
  )
  return { user: String(who?.[0]), version: `MySQL ${who?.[1]}`, permissions }
}

/** Wherever it was granted: what a grant covers is left to the call itself. */
const grants = (grant: string, permission: string): boolean =>
  new RegExp(`^GRANT .*\\b(?:ALL PRIVILEGES|${permission})\\b.* ON `, 'i').test(grant)

/** What PostgreSQL's catalogue says of a table (https://www.postgresql.org/docs/current/catalogs.html). */
import type { Column, Session, Table, Who } from './dialect.ts'

const COLUMNS = `
  SELECT a.attname, coalesce(b.typname, t.typname), coalesce(b.typtype, t.typtype), coalesce(b.typcategory, t.typcategory),
    a.attnotnull, a.atthasdef OR a.attidentity <> '', a.attgenerated <> '' OR a.attidentity = 'a',
    (SELECT json_agg(e.enumlabel ORDER BY e.enumsortorder) FROM pg_enum e WHERE e.enumtypid = t.oid)::text
  FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid LEFT JOIN pg_type b ON b.oid = t.typbasetype
  WHERE a.attrelid = $1::oid AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum`

/** Only what holds for all rows, and at once: a condition or a delay would let two rows have the same value. */
const INDEXES = `
  SELECT i.indisprimary, (
    SELECT json_agg(a.attname ORDER BY k.n) FROM unnest(i.indkey) WITH ORDINALITY k (attnum, n)
    JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum WHERE k.n <= i.indnkeyatts)::text
  FROM pg_index i WHERE i.indrelid = $1::oid AND i.indisunique AND i.indisvalid AND i.indimmediate
    AND i.indpred IS NULL AND i.indexprs IS NULL`

/** `schema.table`, or a table on the search path. */
export async function postgresTable(
  session: Session,
  name: string,
  quote: (name: string) => string,
): Promise<Table | undefined> {
  for (const sql of spellings(name, quote)) {
    const oid = (await session.query('SELECT to_regclass($1)::oid', [sql])).rows[0]?.[0]
    if (typeof oid !== 'string') continue
    const columns = (await session.query(COLUMNS, [oid])).rows.map(columnOf)
    const indexes = (await session.query(INDEXES, [oid])).rows.map(([primary, names]) => ({
      primary: primary === 't' || primary === 'true',
      names: JSON.parse(String(names)) as string[],
    }))
    return {
      sql,
      columns: new Map(columns.map((column) => [column.name, column])),
      id: indexes.find(({ primary }) => primary)?.names ?? [],
      unique: new Set(indexes.flatMap(({ names }) => (names.length === 1 ? names : []))),
    }
  }
  return undefined
}

function spellings(name: string, quote: (name: string) => string): string[] {
  const dot = name.indexOf('.')
  return dot < 0 ? [quote(name)] : [`${quote(name.slice(0, dot))}.${quote(name.slice(dot + 1))}`, quote(name)]
}

const yes = (value: unknown): boolean => value === 't' || value === 'true'

function columnOf([name, native, kind, category, notNull, filled, readOnly, labels]: unknown[]): Column {
  const choices = labels === null ? undefined : (JSON.parse(String(labels)) as string[])
  return {
    name: String(name),
    native: String(native),
    type: choices ? 'choice' : typeOf(String(native), String(kind), String(category)),
    required: yes(notNull) && !yes(filled) && !yes(readOnly),
    readOnly: yes(readOnly),
    ...(choices ? { choices } : {}),
  }
}

function typeOf(native: string, kind: string, category: string): Column['type'] {
  if (category === 'A') return 'list'
  if (category === 'N' && kind === 'b') return 'number'
  if (category === 'B') return 'yes-no'
  if (native === 'date') return 'date'
  return native === 'timestamp' || native === 'timestamptz' ? 'date-time' : 'text'
}

export async function postgresTables(session: Session): Promise<string[]> {
  const { rows } = await session.query(`
    SELECT CASE WHEN table_schema = current_schema() THEN table_name ELSE table_schema || '.' || table_name END
    FROM information_schema.tables WHERE table_schema NOT IN ('pg_catalog', 'information_schema') ORDER BY 1 LIMIT 1000`)
  return rows.map(([name]) => String(name))
}

export async function postgresWho(
  session: Session,
  table: string | undefined,
  quote: (name: string) => string,
): Promise<Who> {
  const [who] = (await session.query("SELECT current_user, current_setting('server_version')")).rows
  const permissions: string[] = []
  const known = table === undefined ? undefined : await postgresTable(session, table, quote)
  for (const one of known ? ['select', 'insert', 'update', 'delete'] : []) {
    const [has] = (await session.query('SELECT has_table_privilege($1, $2)', [known?.sql, one])).rows
    if (yes(has?.[0])) permissions.push(one)
  }
  return { user: String(who?.[0]), version: `PostgreSQL ${who?.[1]}`, permissions }
}

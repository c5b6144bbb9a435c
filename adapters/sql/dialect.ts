/** What differs between databases. Statements themselves are the same for all of them, and made in one place each. */
import type { Json } from '#engine'
import type { SqlRefusal } from './refusal.ts'

/** What people know of a column; the types are those of a connector's fields. */
export interface Column {
  name: string
  type: 'text' | 'number' | 'yes-no' | 'date' | 'date-time' | 'choice' | 'list'
  /** The database's own name of the type, lower case. */
  native: string
  /** It may not be blank, and nothing fills it by itself. */
  required: boolean
  /** The database works it out. */
  readOnly: boolean
  choices?: readonly string[]
}

export interface Table {
  /** Quoted, ready for a statement. */
  sql: string
  columns: ReadonlyMap<string, Column>
  /** The columns of its primary key; none when it has none. */
  id: readonly string[]
  /** Columns whose value is unique by themselves. */
  unique: ReadonlySet<string>
}

export interface Answer {
  rows: unknown[][]
  /** Rows that a change met, whether or not it made them different. */
  met: number
}

/** One connection to a database. */
export interface Session {
  /** Values are bound, never written into the statement. */
  query(sql: string, values?: readonly unknown[]): Promise<Answer>
  /** It was closed by the other side or broke off. */
  readonly broken: boolean
  close(): Promise<void>
  destroy(): void
}

export interface Target {
  host: string
  port: number
  database: string
  user: string
  password: string
  /** Encrypted, and with a certificate that somebody vouches for. */
  secure: boolean
  /** The path of a SQLite file. */
  file?: string
}

export interface Who {
  user: string
  version: string
  /** Of the table that was named: `select`, `insert`, `update`, `delete`. */
  permissions: string[]
}

export interface Dialect {
  connect(target: Target): Promise<Session>
  quote(name: string): string
  /** The n-th bound value, from 1. */
  hole(n: number): string
  begin: string
  /** Ends a select that is followed by a change of what it finds. */
  lock: string
  /** False when what a broken transaction did may stay all the same. */
  undoesBroken: boolean
  /** How a column is read, so that nothing of it is lost. */
  selected(column: Column): string
  read(value: unknown, column: Column): Json
  bind(value: Json, column: Column): unknown
  /** What changes are ordered by; times of any form as one that can be compared. */
  cursor(column: Column): string
  /** Undefined when there is no such table. */
  table(session: Session, name: string): Promise<Table | undefined>
  tables(session: Session): Promise<string[]>
  who(session: Session, table: string | undefined): Promise<Who>
  /** Undefined for what is no answer of the database, such as a connection that broke off. */
  refusal(error: unknown): SqlRefusal | undefined
}

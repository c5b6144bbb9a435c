/** MySQL and MariaDB: values as texts, statements prepared over there, times in UTC. */
import type { Socket } from 'node:net'
import { type Connection, createConnection } from 'mysql2/promise'
import type { Json } from '#engine'
import type { Answer, Column, Dialect, Session, Target } from './dialect.ts'
import { asText, exactJson, exactNumber } from './exact.ts'
import { mysqlTable, mysqlTables, mysqlWho } from './mysql-catalogue.ts'
import { mysqlRefusal } from './mysql-refusal.ts'

export function mysql(socket: (host: string, port: number) => Socket): Dialect {
  return {
    connect: (target) => connect(socket, target),
    quote,
    hole: () => '?',
    begin: 'START TRANSACTION',
    lock: ' FOR UPDATE',
    // Tables of older kinds (MyISAM) know no transactions.
    undoesBroken: false,
    selected: ({ name }) => quote(name),
    cursor: ({ name }) => quote(name),
    read,
    bind,
    table: (session, name) => mysqlTable(session, name, quote),
    tables: mysqlTables,
    who: mysqlWho,
    refusal: mysqlRefusal,
  }
}

const quote = (name: string): string => `\`${name.replaceAll('`', '``')}\``

async function connect(socket: (host: string, port: number) => Socket, target: Target): Promise<Session> {
  const { host, port, database, user, password, secure } = target
  const connection = await createConnection({
    host,
    port,
    user,
    password,
    ...(database === '' ? {} : { database }),
    ...(secure ? { ssl: { rejectUnauthorized: true, verifyIdentity: true } } : {}),
    stream: () => socket(host, port),
    timezone: 'Z',
    dateStrings: true,
    jsonStrings: true,
    supportBigNumbers: true,
    bigNumberStrings: true,
    rowsAsArray: true,
  })
  const session = new MysqlSession(connection)
  await session.query("SET time_zone = '+00:00'")
  await session.query('SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED')
  // Values that do not fit are refused, not cut off; and names are quoted as ours are.
  await session.query(
    "SET SESSION sql_mode = 'STRICT_ALL_TABLES,NO_ZERO_DATE,NO_ZERO_IN_DATE,ERROR_FOR_DIVISION_BY_ZERO'",
  )
  return session
}

class MysqlSession implements Session {
  private readonly connection: Connection
  broken = false

  constructor(connection: Connection) {
    this.connection = connection
    connection.on('error', () => {
      this.broken = true
    })
    connection.on('end', () => {
      this.broken = true
    })
  }

  async query(sql: string, values: readonly unknown[] = []): Promise<Answer> {
    // What begins and ends transactions cannot be prepared everywhere.
    const asked = values.length === 0 ? this.connection.query(sql) : this.connection.execute(sql, values as string[])
    const [result] = (await asked) as unknown as [unknown[][] | { affectedRows: number }]
    return Array.isArray(result) ? { rows: result, met: 0 } : { rows: [], met: result.affectedRows }
  }

  async close(): Promise<void> {
    await this.connection.end()
  }

  destroy(): void {
    this.broken = true
    this.connection.destroy()
  }
}

const NUMBERS = /^(?:tinyint|smallint|mediumint|int|bigint|decimal|float|double|year)$/

function read(value: unknown, { native, type }: Column): Json {
  if (value === null || value === undefined) return null
  if (Buffer.isBuffer(value)) return value.toString('hex')
  const text = String(value)
  if (type === 'yes-no') return text === '1'
  if (NUMBERS.test(native)) return exactNumber(text)
  if (native === 'json') return exactJson(text)
  if (native === 'timestamp') return `${text.replace(' ', 'T')}Z`
  return native === 'datetime' ? text.replace(' ', 'T') : text
}

function bind(value: Json, { native, type }: Column): unknown {
  if (value === null) return null
  if (native === 'json') return JSON.stringify(value)
  if (typeof value === 'boolean') return value ? '1' : '0'
  if (type === 'date-time' && typeof value === 'string') return inUtc(value)
  return asText(value)
}

/** `2026-11-22T10:00:00.5+02:00` as `2026-11-22 08:00:00.500`; what has no zone stays as it is. */
function inUtc(text: string): string {
  if (!/(?:Z|[+-]\d\d:?\d\d)$/.test(text) || Number.isNaN(Date.parse(text))) return text
  return new Date(text).toISOString().slice(0, -1).replace('T', ' ')
}

/** PostgreSQL: values as the texts that it writes itself, so that no digit is lost; facts of tables from its catalogue. */
import type { Socket } from 'node:net'
import pg from 'pg'
import type { Json } from '#engine'
import type { Answer, Column, Dialect, Session, Target } from './dialect.ts'
import { asText, exactJson, exactNumber } from './exact.ts'
import { postgresTable, postgresTables, postgresWho } from './postgres-catalogue.ts'
import { postgresRefusal } from './postgres-refusal.ts'

export function postgres(socket: (host: string, port: number) => Socket): Dialect {
  return {
    connect: (target) => connect(socket, target),
    quote,
    hole: (n) => `$${n}`,
    begin: 'BEGIN',
    lock: ' FOR UPDATE',
    undoesBroken: true,
    selected: ({ name, type }) => (type === 'list' ? `to_json(${quote(name)})::text` : quote(name)),
    cursor: ({ name }) => quote(name),
    read,
    bind,
    table: (session, name) => postgresTable(session, name, quote),
    tables: postgresTables,
    who: (session, table) => postgresWho(session, table, quote),
    refusal: postgresRefusal,
  }
}

const quote = (name: string): string => `"${name.replaceAll('"', '""')}"`

/** Everything as text: the column says what it is. */
const asWritten = { getTypeParser: () => (text: string | Buffer) => String(text) }

async function connect(socket: (host: string, port: number) => Socket, target: Target): Promise<Session> {
  const { host, port, database, user, password, secure } = target
  const client = new pg.Client({
    host,
    port,
    database,
    user,
    // As a function, so that neither the environment nor a password file is asked.
    password: () => password,
    ssl: secure ? { rejectUnauthorized: true } : false,
    application_name: 'Sluice',
    types: asWritten as unknown as pg.CustomTypesConfig,
    stream: () => {
      const opened = socket(host, port)
      // It connects already, and nowhere else.
      opened.connect = () => opened
      return opened
    },
  })
  const session = new PostgresSession(client)
  await client.connect()
  await client.query("SET TIME ZONE 'UTC'; SET DateStyle = 'ISO, YMD'; SET IntervalStyle = 'iso_8601'")
  return session
}

class PostgresSession implements Session {
  private readonly client: pg.Client
  broken = false

  constructor(client: pg.Client) {
    this.client = client
    client.on('error', () => {
      this.broken = true
    })
    client.on('end', () => {
      this.broken = true
    })
  }

  async query(text: string, values: readonly unknown[] = []): Promise<Answer> {
    const result = await this.client.query<unknown[]>({ text, values: [...values], rowMode: 'array' })
    return { rows: result.rows, met: result.rowCount ?? 0 }
  }

  async close(): Promise<void> {
    await this.client.end()
  }

  destroy(): void {
    this.broken = true
    // Ends without a word: what was under way is undone over there.
    Reflect.get(this.client, 'connection')?.stream?.destroy()
  }
}

const NUMBERS = new Set(['int2', 'int4', 'int8', 'float4', 'float8', 'numeric', 'oid'])

function read(value: unknown, { native, type }: Column): Json {
  if (value === null || value === undefined) return null
  const text = String(value)
  if (NUMBERS.has(native)) return exactNumber(text)
  if (native === 'bool') return text === 't' || text === 'true'
  if (native === 'json' || native === 'jsonb' || type === 'list') return exactJson(text)
  if (native === 'timestamptz') return text.replace(' ', 'T').replace(/\+00$/, 'Z')
  return native === 'timestamp' ? text.replace(' ', 'T') : text
}

function bind(value: Json, { native, type }: Column): unknown {
  if (value === null) return null
  if (native === 'json' || native === 'jsonb') return JSON.stringify(value)
  if (type === 'list') return Array.isArray(value) ? value.map(asText) : asText(value)
  return asText(value)
}

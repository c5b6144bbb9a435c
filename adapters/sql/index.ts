/**
 * Databases behind the same port as everything else: what is asked comes as a body that names tables, columns and rows, never as a
 * statement, and what is answered has a status and a JSON body, so that pace, tries and journal work as with any system.
 */
import type { Socket } from 'node:net'
import type { NetReply, NetRequest } from '#engine'
import { type Asked, parseAsked } from './asked.ts'
import type { Dialect, Session, Target } from './dialect.ts'
import { Pool } from './pool.ts'
import { SqlRefusal } from './refusal.ts'
import { runAsked, type Sent } from './run.ts'

export interface SqlOptions {
  /** A socket that is connecting; the only way out. */
  socket(host: string, port: number): Socket
  /** Why no answer came. */
  unavailable(origin: string, error: unknown, sent?: 'no' | 'maybe'): Error
  /** Connections per address. */
  connections: number
}

interface SqlPlace {
  scheme: string
  host: string
  port: number
  origin: string
  url: URL
  file?: string
}

/** Databases bear few connections, whatever the rest of the network has. */
const MOST_CONNECTIONS = 8

export function openSql(options: SqlOptions) {
  const dialects = new Map<string, Promise<Dialect>>()
  const pools = new Map<string, Pool>()
  const poolOf = (scheme: string, dialect: Dialect, target: Target): Pool => {
    const key = JSON.stringify([scheme, target])
    let pool = pools.get(key)
    if (!pool) {
      pool = new Pool(() => dialect.connect(target), Math.min(MOST_CONNECTIONS, options.connections))
      pools.set(key, pool)
    }
    return pool
  }
  return {
    async request(place: SqlPlace, request: NetRequest): Promise<NetReply> {
      const dialect = await (dialects.get(place.scheme) ?? open(place.scheme, options, dialects))
      const target = targetOf(place, request.headers.authorization)
      try {
        const asked = parseAsked(request.body)
        return replyOf(200, await inTime(poolOf(place.scheme, dialect, target), dialect, asked, request.timeout))
      } catch (error) {
        if (error instanceof SqlRefusal) return refused(error)
        const { cause, sent } = error instanceof Broken ? error : { cause: error, sent: undefined }
        throw options.unavailable(place.origin, cause, sent)
      }
    },
    async close(): Promise<void> {
      await Promise.all([...pools.values()].map((pool) => pool.close()))
    },
  }
}

function open(scheme: string, options: SqlOptions, dialects: Map<string, Promise<Dialect>>): Promise<Dialect> {
  const opened = LOAD[scheme]?.(options) ?? Promise.reject(new SqlRefusal(404, 'Nobody knows this kind of database'))
  dialects.set(scheme, opened)
  return opened
}

/** Each is read when it is first needed. */
const LOAD: Readonly<Record<string, (options: SqlOptions) => Promise<Dialect>>> = {
  postgres: async ({ socket }) => (await import('./postgres.ts')).postgres(socket),
  mysql: async ({ socket }) => (await import('./mysql.ts')).mysql(socket),
  sqlite: async () => (await import('./sqlite.ts')).sqlite,
}

/** The connection broke off; `sent`: whether what was asked may have been carried out all the same. */
class Broken extends Error {
  readonly sent: Sent
  constructor(cause: unknown, sent: Sent) {
    super('the connection broke off', { cause })
    this.sent = sent
  }
}

/** Borrows a connection and asks, all within the time of the call; a connection that is late is given up. */
async function inTime(pool: Pool, dialect: Dialect, asked: Asked, timeout: number): Promise<unknown> {
  const call = { sent: 'no' as Sent, over: false, session: undefined as Session | undefined }
  const late = Promise.withResolvers<never>()
  const timer = setTimeout(() => {
    call.over = true
    call.session?.destroy()
    late.reject(new Broken(Object.assign(new Error('late'), { code: 'UND_ERR_HEADERS_TIMEOUT' }), call.sent))
  }, timeout)
  try {
    return await Promise.race([work(pool, dialect, asked, call), late.promise])
  } finally {
    clearTimeout(timer)
  }
}

async function work(
  pool: Pool,
  dialect: Dialect,
  asked: Asked,
  call: { sent: Sent; over: boolean; session: Session | undefined },
): Promise<unknown> {
  for (;;) {
    const { session, used } = await pool.borrow().catch((error: unknown) => {
      throw dialect.refusal(error) ?? error
    })
    call.session = session
    let sound = false
    try {
      if (call.over) return undefined
      const answer = await runAsked(dialect, session, asked, (sent) => {
        call.sent = sent
      })
      sound = true
      return answer
    } catch (error) {
      const refusal = error instanceof SqlRefusal ? error : dialect.refusal(error)
      sound = refusal !== undefined && !session.broken
      if (refusal) throw refusal
      // The other side had closed a connection that was kept: nothing was asked yet.
      if (used && call.sent === 'no' && !call.over) continue
      throw new Broken(error, call.sent)
    } finally {
      pool.giveBack(session, sound)
    }
  }
}

/** The sign-in comes as with HTTP Basic. `sslmode=disable` in the address is the only way to go without encryption, but for this computer. */
function targetOf({ scheme, host, port, url, file }: SqlPlace, authorization: string | undefined): Target {
  const [, coded = ''] = /^Basic (\S+)$/i.exec(authorization ?? '') ?? []
  const signIn = Buffer.from(coded, 'base64').toString('utf8')
  const colon = signIn.indexOf(':')
  const here = host === 'localhost' || host === '::1' || host.startsWith('127.')
  return {
    host,
    port,
    database: decodeURIComponent(url.pathname.replace(/^\/|\/$/g, '')),
    user: colon < 0 ? signIn : signIn.slice(0, colon),
    password: colon < 0 ? '' : signIn.slice(colon + 1),
    secure: scheme !== 'sqlite' && !here && url.searchParams.get('sslmode') !== 'disable',
    ...(file === undefined ? {} : { file }),
  }
}

const JSON_TYPE = { 'content-type': 'application/json' }

const replyOf = (status: number, body: unknown): NetReply => ({
  status,
  headers: JSON_TYPE,
  body: JSON.stringify(body),
})

function refused({ status, message, column }: SqlRefusal): NetReply {
  const reply = replyOf(status, { message, ...(column === undefined ? {} : { column }) })
  return status === 503 ? { ...reply, headers: { ...JSON_TYPE, 'retry-after': '1' } } : reply
}

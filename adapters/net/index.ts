/** The one way to other systems: every socket of ours is opened here, behind the seal. */
import type { Network } from '#engine'
import { openHttp } from './http.ts'
import { placeOf, type Scheme } from './place.ts'
import type { Seal } from './seal.ts'
import { type Resolve, socketsBehind, systemResolve } from './sockets.ts'
import type { Transport } from './transport.ts'
import { unavailable } from './unavailable.ts'

export interface NetworkOptions {
  seal: Seal
  /** Connections per address. */
  connections?: number
  /** How names are looked up; by the operating system unless given. */
  resolve?: Resolve
}

export interface OpenNetwork extends Network {
  close(): Promise<void>
}

const SPEAKS: Readonly<Record<Scheme, 'http' | 'sql' | 'mail'>> = {
  http: 'http',
  https: 'http',
  postgres: 'sql',
  mysql: 'sql',
  sqlite: 'sql',
  smtp: 'mail',
  smtps: 'mail',
}

export function openNetwork({ seal, connections = 256, resolve = systemResolve }: NetworkOptions): OpenNetwork {
  const socket = socketsBehind(seal, resolve)
  const given = { socket, unavailable, connections }
  // What speaks to databases and mail servers is read when it is first needed.
  const open = {
    http: async () => openHttp(seal, resolve, connections),
    sql: async () => (await import('#adapters/sql')).openSql(given),
    mail: async () => (await import('#adapters/mail')).openMail(given),
  }
  const opened = new Map<keyof typeof open, Promise<Transport>>()
  return {
    async request(request) {
      const place = placeOf(request.url)
      seal.check(place)
      const speaks = SPEAKS[place.scheme]
      const transport = opened.get(speaks) ?? open[speaks]()
      opened.set(speaks, transport)
      return (await transport).request(place, request)
    },
    async close() {
      await Promise.all([...opened.values()].map(async (transport) => (await transport).close()))
    },
  }
}

export { placeOf } from './place.ts'
export { type Allowed, type Seal, type SealOptions, sealTo } from './seal.ts'
export type { Resolve } from './sockets.ts'

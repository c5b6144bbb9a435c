/** Reads an address the one way that all of this network goes by: its scheme, and its host as the system would take it. */
import { fileURLToPath } from 'node:url'
import { Failure } from '#engine'

/** Schemes that are reached at all, and the ports that they have unless an address names another. */
const PORTS = { http: 80, https: 443, postgres: 5432, mysql: 3306, smtp: 587, smtps: 465, sqlite: 0 } as const

export type Scheme = keyof typeof PORTS

export interface Place {
  scheme: Scheme
  /** Lower case, numbers as the system would read them (`127.0.0.1` for `2130706433`), IPv6 without brackets. Blank for files. */
  host: string
  port: number
  /** Scheme, host and port, the port left out where it is the usual one; the whole path of a file. */
  origin: string
  url: URL
  /** The path of a file on this computer. */
  file?: string
}

/** Throws Failure call.blocked for what is no such address, or carries a name or password. */
export function placeOf(text: string): Place {
  const url = URL.parse(text)
  const scheme = url?.protocol.slice(0, -1)
  if (!url || !isScheme(scheme)) throw blocked(shortOf(text), 'it is not an address of a system')
  if (url.username !== '' || url.password !== '') {
    throw blocked(`${scheme}://${url.host}`, 'it carries a name or password, which an address may not')
  }
  if (scheme === 'sqlite') return fileAt(url)
  // Only http addresses are read with their numbers and letters set right, so every host is read as one of those.
  const host = URL.parse(`http://${url.hostname}`)?.hostname ?? ''
  if (host === '') throw blocked(shortOf(text), 'it names no computer')
  const port = url.port === '' ? PORTS[scheme] : Number(url.port)
  const origin = `${scheme}://${host}${port === PORTS[scheme] ? '' : `:${port}`}`
  return { scheme, host: host.replace(/^\[|\]$/g, ''), port, origin, url }
}

export const blocked = (address: string, why: string): Failure =>
  new Failure('call.blocked', 'permanent', { address, why })

function fileAt(url: URL): Place {
  const file = url.host === '' ? pathOf(url) : undefined
  if (file === undefined) throw blocked(shortOf(url.href), 'it is not a file on this computer')
  return { scheme: 'sqlite', host: '', port: 0, origin: `sqlite://${url.pathname}`, url, file }
}

function pathOf(url: URL): string | undefined {
  try {
    return fileURLToPath(`file://${url.pathname}`)
  } catch {
    return undefined
  }
}

const isScheme = (text: string | undefined): text is Scheme => text !== undefined && Object.hasOwn(PORTS, text)

/** What stands before an @ may be a sign-in, which no message repeats. */
const shortOf = (text: string): string => text.replace(/[^/]*@/, '').slice(0, 200)

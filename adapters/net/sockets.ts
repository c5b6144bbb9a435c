/** Opens sockets, and resolves names for them: the address that is connected to is the one that the seal has seen. */
import { lookup as ask } from 'node:dns/promises'
import { connect, type LookupFunction, type Socket } from 'node:net'
import type { Seal } from './seal.ts'

/** The addresses of a name, best first. Rejects when nobody knows it. */
export type Resolve = (name: string) => Promise<readonly { address: string; family: number }[]>

/** By the operating system, its own list of names included. */
export const systemResolve: Resolve = (name) => ask(name, { all: true, verbatim: true })

/** For `net.connect` and `tls.connect`. Every address of the name must be allowed: one that is not makes the name itself suspect. */
export function sealedLookup(seal: Seal, resolve: Resolve): LookupFunction {
  return (name, options, done) => {
    const find = async () => {
      const found = await resolve(name)
      seal.checkResolved(
        name,
        found.map(({ address }) => address),
      )
      const family = options.family === 4 || options.family === 6 ? options.family : undefined
      return found.filter((one) => family === undefined || one.family === family)
    }
    find().then(
      (found) => {
        const [first] = found
        if (!first) done(Object.assign(new Error('no address'), { code: 'ENOTFOUND' }), '')
        else if (options.all) done(null, [...found])
        else done(null, first.address, first.family)
      },
      (error: NodeJS.ErrnoException) => done(error, ''),
    )
  }
}

/** A socket that is connecting; it fails when that takes longer than ten seconds. */
export type OpenSocket = (host: string, port: number) => Socket

const LONGEST_CONNECT = 10_000

export function socketsBehind(seal: Seal, resolve: Resolve): OpenSocket {
  const lookup = sealedLookup(seal, resolve)
  return (host, port) => {
    const socket = connect({ host, port, lookup, noDelay: true, keepAlive: true, autoSelectFamily: true })
    const late = setTimeout(() => {
      socket.destroy(Object.assign(new Error('no connection in time'), { code: 'UND_ERR_CONNECT_TIMEOUT' }))
    }, LONGEST_CONNECT)
    socket.once('connect', () => clearTimeout(late)).once('close', () => clearTimeout(late))
    return socket
  }
}

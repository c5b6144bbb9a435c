/**
 * The seal: which addresses this network may reach. Checked on every call and again on what its name resolves to, in the one
 * place all traffic passes. Redirects are never followed, so that no answer leads elsewhere.
 */
import { realpathSync } from 'node:fs'
import { isIP } from 'node:net'
import { basename, dirname, join, sep } from 'node:path'
import { blocked, type Place, placeOf } from './place.ts'
import { REACH_WORDS, type Reach, reachOf } from './reach.ts'

export interface Seal {
  /** Throws Failure call.blocked when the address is outside. */
  check(place: Place): void
  /** The same for what the name of an allowed address resolved to. */
  checkResolved(name: string, addresses: readonly string[]): void
}

/** `inside`: somebody said that the name leads into a private network, or to this computer. */
export type Allowed = string | { readonly address: string; readonly inside?: boolean }

export interface SealOptions {
  /** `practice` unless given. In a live run the name of a database or mail server may lead into a private network. */
  mode?: 'practice' | 'live'
}

const OUTSIDE = {
  practice: 'it is outside the practice systems',
  live: 'no connection of this flow leads there',
} as const

/**
 * Only these origins, such as `http://127.0.0.1:4100` or `postgres://db.example.com`, and these files: `sqlite:///a/b.db`, or all
 * below a folder that ends with a slash. An address given as a number reaches that number; a name reaches the internet, this
 * computer when it is `localhost`, and a private network when it is a name of one or was said to be.
 */
export function sealTo(addresses: readonly Allowed[], { mode = 'practice' }: SealOptions = {}): Seal {
  const origins = new Set<string>()
  const files: string[] = []
  const names = new Map<string, Set<Reach>>()
  for (const given of addresses) {
    const { address, inside = false } = typeof given === 'string' ? { address: given } : given
    const place = placeOf(address)
    if (place.file !== undefined) files.push(realOf(place.file))
    else {
      origins.add(place.origin)
      names.set(place.host, new Set([...(names.get(place.host) ?? []), ...reachable(place, inside, mode)]))
    }
  }
  return {
    check(place) {
      const { file, host, origin } = place
      if (file !== undefined) {
        const real = realOf(file)
        if (!files.some((allowed) => real === allowed || (allowed.endsWith(sep) && real.startsWith(allowed)))) {
          throw blocked(origin, 'no connection of this flow leads to that file')
        }
        return
      }
      if (!origins.has(origin)) throw blocked(origin, OUTSIDE[mode])
      if (isIP(host) !== 0 && reachOf(host) === 'never') throw blocked(origin, `it is ${REACH_WORDS.never}`)
    },
    checkResolved(name, found) {
      const may = names.get(name.toLowerCase())
      for (const address of found) {
        const reach = reachOf(address)
        if (!may?.has(reach)) throw blocked(name, `its name leads to ${address}, ${REACH_WORDS[reach]}`)
      }
    },
  }
}

/** Names that are given inside networks only: RFC 6762 (appendix G too), RFC 8375, and `.internal`, which ICANN keeps for that. */
const INSIDE = /(?:^[^.]+|\.(?:internal|local|lan|home\.arpa|corp|home|intranet|private))$/

function reachable({ host, scheme }: Place, inside: boolean, mode: 'practice' | 'live'): readonly Reach[] {
  if (host === 'localhost' || host.endsWith('.localhost')) return ['here']
  if (inside) return ['world', 'inside', 'here']
  const web = scheme === 'http' || scheme === 'https'
  return INSIDE.test(host) || (mode === 'live' && !web) ? ['world', 'inside'] : ['world']
}

/** Where a path leads in truth: a link out of a folder does not stay in it. What does not exist yet lies in a folder that does. */
function realOf(path: string): string {
  const folder = path.endsWith(sep)
  try {
    return folder ? `${realpathSync(path)}${sep}` : realpathSync(path)
  } catch {
    const above = dirname(path)
    return above === path ? path : join(realOf(above), basename(path)) + (folder ? sep : '')
  }
}

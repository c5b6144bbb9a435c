/** Clock, identifiers, random numbers and hashes of the machine. */
import { hash, randomBytes } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Clock, Hash, Ids, Random } from '#engine'

/** Milliseconds of the longest timer that Node has, almost 25 days: a longer one would end at once. A longer sleep ends then. */
const LONGEST_SLEEP = 2 ** 31 - 1

export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: (ms, signal) =>
    sleep(Math.min(ms, LONGEST_SLEEP), undefined, signal ? { signal: signal as globalThis.AbortSignal } : {}).catch(
      () => undefined,
    ),
}

export const systemRandom: Random = { next: () => Math.random() }

export const systemHash: Hash = { sha256: (text) => hash('sha256', text, 'hex') }

/** UUID version 7 (RFC 9562): milliseconds, then 74 random bits, so that identifiers sort by the time they were made. */
export const systemIds: Ids = { next: () => uuidV7(Date.now()) }

/** Random digits for many identifiers; twenty are used for each. */
let pool = ''
let used = 0

function uuidV7(now: number): string {
  if (used + 20 > pool.length) {
    pool = randomBytes(10 * 512).toString('hex')
    used = 0
  }
  const random = pool.slice(used, used + 20)
  used += 20
  const time = now.toString(16).padStart(12, '0')
  const variant = ((Number.parseInt(random[4] ?? '0', 16) & 3) | 8).toString(16)
  return `${time.slice(0, 8)}-${time.slice(8)}-7${random.slice(1, 4)}-${variant}${random.slice(5, 8)}-${random.slice(8)}`
}

export { defaultDataFolder } from './data-folder.ts'

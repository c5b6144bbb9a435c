import { isRecord } from '../http/exchange.ts'

/** What should go wrong. Kept in memory: a restarted practice system is healthy again. */
export interface Faults {
  /** Waiting time in milliseconds before anything happens, and between the effect and its answer. */
  readonly latency?: { readonly beforeMs?: number; readonly afterMs?: number }
  /** `refuse` answers 503 to everything; `hang-up` cuts every connection. */
  readonly outage?: 'refuse' | 'hang-up'
  /** So many writes are carried out and their connection is then cut. */
  readonly lostAnswers?: number
  /** So many requests are answered 429. */
  readonly rateLimitStorm?: { readonly answers: number; readonly retryAfterSeconds?: number }
  readonly rejectToken?: 'unknown' | 'expired'
  /** 500 with this probability, decided by a seed; `after` carries the request out first. */
  readonly serverErrors?: {
    readonly probability: number
    readonly seed?: number
    readonly when?: 'before' | 'after'
  }
  /** Objects younger than this many milliseconds are not found by search. */
  readonly searchLagMs?: number
}

/** The faults asked for cannot be understood. */
export class FaultsRefused extends Error {}

/** Reads faults from JSON. @throws FaultsRefused */
export function parseFaults(input: unknown): Faults {
  if (!isRecord(input)) throw new FaultsRefused('Faults are an object')
  const parsed: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(input)) {
    const reader = Object.hasOwn(readers, name) ? readers[name] : undefined
    if (reader === undefined) throw new FaultsRefused(`There is no fault named "${name}"`)
    if (value !== null && value !== undefined) parsed[name] = reader(value, name)
  }
  return parsed
}

type Reader = (value: unknown, name: string) => unknown

const amount: Reader = (value, name) => {
  if (typeof value === 'number' && Number.isFinite(value) && value >= 0) return value
  throw new FaultsRefused(`"${name}" is a number from 0 upwards`)
}

const share: Reader = (value, name) => {
  if (typeof value === 'number' && value >= 0 && value <= 1) return value
  throw new FaultsRefused(`"${name}" is a number between 0 and 1`)
}

function oneOf(...choices: string[]): Reader {
  return (value, name) => {
    if (typeof value === 'string' && choices.includes(value)) return value
    throw new FaultsRefused(`"${name}" is one of ${choices.join(', ')}`)
  }
}

function group(required: readonly string[], parts: Record<string, Reader>): Reader {
  return (value, name) => {
    if (!isRecord(value)) throw new FaultsRefused(`"${name}" is an object`)
    for (const part of required) if (value[part] === undefined) throw new FaultsRefused(`"${name}" needs "${part}"`)
    const parsed: Record<string, unknown> = {}
    for (const [part, content] of Object.entries(value)) {
      const reader = Object.hasOwn(parts, part) ? parts[part] : undefined
      if (reader === undefined) throw new FaultsRefused(`"${name}" has no part "${part}"`)
      parsed[part] = reader(content, `${name}.${part}`)
    }
    return parsed
  }
}

const readers: Readonly<Record<string, Reader>> = {
  latency: group([], { beforeMs: amount, afterMs: amount }),
  outage: oneOf('refuse', 'hang-up'),
  lostAnswers: amount,
  rateLimitStorm: group(['answers'], { answers: amount, retryAfterSeconds: amount }),
  rejectToken: oneOf('unknown', 'expired'),
  serverErrors: group(['probability'], { probability: share, seed: amount, when: oneOf('before', 'after') }),
  searchLagMs: amount,
}

/** How long a system asks to wait, in every form in which systems say so. */
import type { WaitForm } from './declare.ts'
import { valueAt } from './template.ts'

/** No answer makes a run wait longer than this before it asks again: 10 minutes. */
export const LONGEST_WAIT = 600_000

export interface WaitOptions {
  /** Forms of this system, read first. */
  forms?: readonly WaitForm[] | undefined
  json?: unknown
  /** The answer says "too many calls", so that the headers that tell when the window begins anew count. */
  rateLimited?: boolean | undefined
}

/**
 * Milliseconds that an answer asks to wait, at most 10 minutes; undefined when it asks for nothing. Sources: `Retry-After` RFC 9110
 * section 10.2.3 (fractions are sent by some); `retry-after-ms` by some APIs; `RateLimit` draft-ietf-httpapi-ratelimit-headers.
 */
export function retryAfterOf(
  headers: Record<string, string>,
  now: number,
  options: WaitOptions = {},
): number | undefined {
  for (const form of options.forms ?? []) {
    const asked = readForm(form, headers, options.json, now)
    if (asked !== undefined) return within(asked)
  }
  const asked =
    spanOf(headers['retry-after-ms'], 1) ??
    readAfter(headers['retry-after'], now) ??
    (options.rateLimited ? resetOf(headers, now) : undefined)
  return asked === undefined ? undefined : within(asked)
}

const within = (ms: number): number => Math.min(LONGEST_WAIT, Math.max(0, Math.ceil(ms)))

function readForm(
  { header, path, as }: WaitForm,
  headers: Record<string, string>,
  json: unknown,
  now: number,
): number | undefined {
  const value = header === undefined ? valueAt(json, path ?? '') : headers[header]
  if (typeof value !== 'string' && typeof value !== 'number') return undefined
  const text = String(value)
  if (as === 'date') return momentOf(text, now)
  const span = spanOf(text, as === 'ms' || as === 'epoch-ms' ? 1 : 1000)
  return span === undefined || as === 'ms' || as === 'seconds' ? span : span - now
}

/** The moment that a form tells: milliseconds since 1970. */
export function momentIn(
  form: WaitForm,
  headers: Record<string, string>,
  json: unknown,
  now: number,
): number | undefined {
  const wait = readForm(form, headers, json, now)
  return wait === undefined ? undefined : now + wait
}

function readAfter(text: string | undefined, now: number): number | undefined {
  return spanOf(text, 1000) ?? (text === undefined ? undefined : momentOf(text, now))
}

function spanOf(text: string | undefined, unit: number): number | undefined {
  const value = text === undefined || text.trim() === '' ? Number.NaN : Number(text)
  return Number.isFinite(value) ? value * unit : undefined
}

function momentOf(text: string, now: number): number | undefined {
  const at = Date.parse(text)
  return Number.isNaN(at) ? undefined : at - now
}

const RESETS = ['x-ratelimit-reset-after', 'x-ratelimit-reset', 'x-rate-limit-reset', 'ratelimit-reset']

function resetOf(headers: Record<string, string>, now: number): number | undefined {
  for (const { left, reset } of standardRates(headers)) if (left === 0 && reset !== undefined) return reset
  for (const name of RESETS) {
    const text = headers[name]
    const value = spanOf(text, 1)
    if (value !== undefined) return epochOrLeft(value, now)
    const moment = text === undefined ? undefined : momentOf(text, now)
    if (moment !== undefined) return moment
  }
  return undefined
}

/** Milliseconds from now until a moment that systems tell as seconds left, seconds since 1970, or milliseconds since 1970. */
export function epochOrLeft(value: number, now: number): number {
  if (value > 1e11) return value - now
  return value > 1e8 ? value * 1000 - now : value * 1000
}

/** What the standard's header fields say of one policy. Times in milliseconds. */
export interface StandardRate {
  limit: number | undefined
  per: number | undefined
  left: number | undefined
  reset: number | undefined
}

/**
 * Reads `RateLimit` and `RateLimit-Policy` as in the newest draft (`"a";r=5;t=30`, `"a";q=100;w=60`), as in draft 7
 * (`limit=100, remaining=5, reset=30`) and as the three fields of the older ones. Empty when there are none.
 */
export function standardRates(headers: Record<string, string>): StandardRate[] {
  const state = headers.ratelimit
  const policy = headers['ratelimit-policy']
  if (state === undefined) {
    const limit = spanOf(headers['ratelimit-limit']?.split(',')[0], 1)
    const left = spanOf(headers['ratelimit-remaining'], 1)
    if (limit === undefined && left === undefined) return []
    return [{ limit, left, per: lengthIn(policy, limit), reset: spanOf(headers['ratelimit-reset'], 1000) }]
  }
  if (/(?:^|[,\s])(?:limit|remaining)=/.test(state)) {
    const limit = paramOf(state, 'limit')
    return [
      {
        limit,
        left: paramOf(state, 'remaining'),
        per: lengthIn(policy, limit),
        reset: seconds(paramOf(state, 'reset')),
      },
    ]
  }
  const policies = itemsOf(policy)
  return itemsOf(state).map(({ name, text }) => {
    const known = policies.find((one) => one.name === name)?.text ?? ''
    return {
      limit: paramOf(known, 'q'),
      per: seconds(paramOf(known, 'w')),
      left: paramOf(text, 'r'),
      reset: seconds(paramOf(text, 't')),
    }
  })
}

const itemsOf = (field: string | undefined) =>
  (field ?? '').split(',').map((text) => ({ text, name: text.split(';')[0]?.trim() ?? '' }))

function paramOf(text: string, name: string): number | undefined {
  const found = new RegExp(`(?:^|[;,\\s])${name}=(\\d{1,12}(?:\\.\\d+)?)`).exec(text)
  return found ? Number(found[1]) : undefined
}

/** The window of a policy such as `100;w=60`, the one with that limit where there are several. */
function lengthIn(policy: string | undefined, limit: number | undefined): number | undefined {
  const items = itemsOf(policy)
  const item = items.find(({ name }) => Number(name) === limit) ?? items[0]
  return item && seconds(paramOf(item.text, 'w'))
}

const seconds = (n: number | undefined): number | undefined => (n === undefined ? undefined : n * 1000)

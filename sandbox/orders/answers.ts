// What the practice system answers, in the manner of a plain JSON API.
import type { Reply } from '../http/exchange.ts'
import type { WaitFormName } from './faults.ts'
import type { Thing } from './ledger.ts'

export const refusal = (status: number, code: string, message: string): Reply => ({
  status,
  body: { error: { code, message } },
})

export const shown = ({ id, ref, fields }: Thing) => ({ id, ref, fields })

/** 429, telling the wait in one of the forms that systems use. */
export function tooMany(form: WaitFormName, waitMs: number, now: number): Reply {
  const seconds = waitMs / 1_000
  const whole = String(Math.ceil(seconds))
  const headers: Record<WaitFormName, Record<string, string>> = {
    seconds: { 'Retry-After': whole },
    fraction: { 'Retry-After': String(seconds) },
    date: { 'Retry-After': new Date(Math.ceil((now + waitMs) / 1_000) * 1_000).toUTCString() },
    milliseconds: { 'Retry-After-Ms': String(waitMs) },
    'reset-epoch-seconds': { 'X-RateLimit-Reset': String(Math.ceil((now + waitMs) / 1_000)) },
    'reset-epoch-ms': { 'X-RateLimit-Reset': String(now + waitMs) },
    'reset-left': { 'X-RateLimit-Reset': whole },
    standard: { RateLimit: `"default";r=0;t=${whole}`, 'RateLimit-Policy': '"default";q=100;w=60' },
    'draft-7': { RateLimit: `limit=100, remaining=0, reset=${whole}`, 'RateLimit-Policy': '100;w=60' },
    body: {},
    none: {},
  }
  const body = {
    error: { code: 'rate_limited', message: 'Too many requests', ...(form === 'body' ? { retry_after: seconds } : {}) },
  }
  return { status: 429, body, headers: headers[form] }
}

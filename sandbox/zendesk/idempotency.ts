// `Idempotency-Key`, taken when tickets are made: kept for two hours, 255 characters at most; the same key with another body is
// refused. Source: developer.zendesk.com, Ticketing introduction, Idempotency, as quoted by its Java client (IdempotencyUtil).
import { createHash } from 'node:crypto'
import type { Call, Reply } from '../http/exchange.ts'
import type { Desk } from '../kit/system.ts'
import { invalid, keyUsed } from './refusals.ts'

const lastsMs = 2 * 3_600_000

interface Kept {
  readonly hash: string
  readonly reply: Reply
}

export function once(call: Call, desk: Desk, work: () => Reply): Reply {
  const key = call.headers['idempotency-key']
  if (typeof key !== 'string' || key === '') return work()
  if (key.length > 255) throw invalid('IdempotentRequestError', 'The idempotency key is too long')
  const hash = createHash('sha256').update(call.body).digest('hex')
  const kept = desk.docs.remembered('idempotency', key) as Kept | undefined
  if (kept !== undefined && kept.hash !== hash) throw keyUsed()
  if (kept !== undefined) return marked(kept.reply, 'hit')
  const reply = work()
  desk.docs.remember('idempotency', key, { hash, reply } satisfies Kept, lastsMs)
  return marked(reply, 'miss')
}

const marked = (reply: Reply, lookup: string): Reply => ({
  ...reply,
  headers: { ...reply.headers, 'X-Idempotency-Lookup': lookup },
})

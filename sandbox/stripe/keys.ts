// Idempotency as docs.stripe.com/api/idempotent_requests tells it: the answer of the first request is kept for 24 hours, once
// it was carried out; another request under the same key is refused; refused parameters are not kept.
import { createHash } from 'node:crypto'
import type { Call, Reply } from '../http/exchange.ts'
import { isRecord } from '../http/exchange.ts'
import type { Desk } from '../kit/system.ts'
import { errorReply } from './answers.ts'

const DAY = 86_400_000

export function once(call: Call, desk: Desk, work: () => Reply): Reply {
  const key = call.headers['idempotency-key']
  if (call.method !== 'POST' || typeof key !== 'string') return work()
  if (key.length > 255) return errorReply(400, { message: 'Idempotency keys can be at most 255 characters long' })
  const request = createHash('sha256').update(`${call.path}\n${call.body}`).digest('hex')
  const kept = desk.docs.remembered('answers', key)
  if (isRecord(kept)) {
    if (kept.request !== request) return otherRequest(key)
    return { ...(kept.reply as Reply), headers: { ...(kept.reply as Reply).headers, 'Idempotent-Replayed': 'true' } }
  }
  const reply = work()
  desk.docs.remember('answers', key, { request, reply }, DAY)
  return reply
}

const otherRequest = (key: string): Reply =>
  errorReply(400, {
    type: 'idempotency_error',
    message:
      'Keys for idempotent requests can only be used with the same parameters they were first used with. ' +
      `Try using a key other than '${key}' if you meant to execute a different request.`,
  })

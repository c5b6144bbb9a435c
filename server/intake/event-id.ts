/** What tells a posted event apart from every other, so that it can be sent again without becoming a second one. */
import { createHash } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import { type Data, Failure, type WebhookSettings } from '#engine'

/** `exact`: another body under the same key is another event, and refused. */
export interface EventKey {
  key: string
  exact: boolean
}

const LONGEST_KEY = 255

/** Where the systems whose signatures are known say what they call an event. */
const NAMED: Partial<Record<WebhookSettings['signature'], { header: string } | { field: string }>> = {
  github: { header: 'x-github-delivery' },
  shopify: { header: 'x-shopify-webhook-id' },
  stripe: { field: 'id' },
  slack: { field: 'event_id' },
}

/** The event's own id where the flow names one, else the sender's Idempotency-Key, else none. Throws usage.invalid. */
export function eventKey(settings: WebhookSettings, headers: IncomingHttpHeaders, data: Data): EventKey | undefined {
  const { eventId, eventIdName: name, signature } = settings
  if (eventId === 'field') return keyOf(fieldAt(data, name))
  if (eventId === 'header') return keyOf(headers[name.toLowerCase()])
  const own = idempotencyKey(headers['idempotency-key'])
  if (own !== undefined) return { key: own, exact: true }
  const named = NAMED[signature]
  if (!named) return undefined
  return keyOf('header' in named ? headers[named.header] : fieldAt(data, named.field))
}

function keyOf(id: unknown): EventKey | undefined {
  if (typeof id !== 'string' && typeof id !== 'number') return undefined
  const text = String(id)
  if (text === '') return undefined
  const short = text.length <= LONGEST_KEY ? text : createHash('sha256').update(text).digest('hex')
  return { key: `event ${short}`, exact: false }
}

/** The field of that very name, else the one that its dots lead to. */
function fieldAt(data: Data, name: string): unknown {
  if (Object.hasOwn(data, name)) return data[name]
  let here: unknown = data
  for (const part of name.split('.')) {
    if (here === null || typeof here !== 'object' || !Object.hasOwn(here, part)) return undefined
    here = (here as Record<string, unknown>)[part]
  }
  return here
}

function idempotencyKey(header: string | string[] | undefined): string | undefined {
  const key = Array.isArray(header) ? header.join(', ') : header
  if (key === undefined || key === '') return undefined
  if (key.length > LONGEST_KEY) {
    throw new Failure('usage.invalid', 'validation', { why: `The Idempotency-Key is longer than ${LONGEST_KEY} signs` })
  }
  return key
}

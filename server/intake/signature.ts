/**
 * Whether an event was signed with the secret that both sides know. Signatures are computed over the bytes as they came, and
 * compared in constant time. Forms: docs.github.com (validating webhook deliveries), docs.stripe.com (webhooks, signatures),
 * shopify.dev (verify deliveries), api.slack.com (verifying requests).
 */
import { createHmac, timingSafeEqual } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import type { WebhookSettings } from '#engine'

export type Signature = WebhookSettings['signature']

export interface Signed {
  headers: IncomingHttpHeaders
  body: Buffer
  secret: string
  /** Milliseconds since 1970. */
  now: number
}

/** A signature that names its time is good for so many milliseconds before and after: the five minutes of Stripe and Slack. */
const TOLERANCE = 300_000

/** `header` names the header of the general form (`hmac-sha256`): hexadecimal or base64, with or without `sha256=` before it. */
export function isSigned(by: Signature, header: string, signed: Signed): boolean {
  const { headers, body } = signed
  switch (by) {
    case 'none':
      return true
    case 'github':
      return oneOf(signed, body, prefixed(text(headers, 'x-hub-signature-256'), 'sha256='))
    case 'shopify':
      return oneOf(signed, body, [text(headers, 'x-shopify-hmac-sha256')])
    case 'stripe':
      return stripe(signed)
    case 'slack': {
      const time = text(headers, 'x-slack-request-timestamp')
      const content = Buffer.concat([Buffer.from(`v0:${time}:`), body])
      return isFresh(time, signed.now) && oneOf(signed, content, prefixed(text(headers, 'x-slack-signature'), 'v0='))
    }
    case 'hmac-sha256': {
      const said = text(headers, header.toLowerCase())
      return oneOf(signed, body, [said.replace(/^sha256=/i, '')])
    }
  }
}

function stripe(signed: Signed): boolean {
  const parts = text(signed.headers, 'stripe-signature')
    .split(',')
    .map((part) => part.trim())
  const time = parts.find((part) => part.startsWith('t='))?.slice(2) ?? ''
  const said = parts.filter((part) => part.startsWith('v1=')).map((part) => part.slice(3))
  const content = Buffer.concat([Buffer.from(`${time}.`), signed.body])
  return isFresh(time, signed.now) && oneOf(signed, content, said.slice(0, 10))
}

const isFresh = (seconds: string, now: number): boolean =>
  /^\d{1,12}$/.test(seconds) && Math.abs(now - Number(seconds) * 1000) <= TOLERANCE

const text = (headers: IncomingHttpHeaders, name: string): string => {
  const value = headers[name]
  return Array.isArray(value) ? value.join(',') : (value ?? '')
}

const prefixed = (said: string, prefix: string): string[] =>
  said.startsWith(prefix) ? [said.slice(prefix.length)] : []

function oneOf({ secret }: Signed, content: Buffer, said: readonly string[]): boolean {
  if (secret === '') return false
  const right = createHmac('sha256', secret).update(content).digest()
  return said.some((one) => same(digestOf(one.trim()), right))
}

/** The 32 bytes that a text says, in either way of writing them. */
const digestOf = (said: string): Buffer => Buffer.from(said, /^[0-9a-f]{64}$/i.test(said) ? 'hex' : 'base64')

const same = (one: Buffer, other: Buffer): boolean => one.length === other.length && timingSafeEqual(one, other)

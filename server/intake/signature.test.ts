import { createHmac } from 'node:crypto'
import { expect, test } from 'vitest'
import { isSigned, type Signature } from './signature.ts'

const secret = 'It is a secret to everybody'
const body = Buffer.from('{"a":"\u00e9"}')
const now = 1_800_000_000_000
const seconds = now / 1000
const hmac = (content: string | Buffer, as: 'hex' | 'base64' = 'hex', key = secret) =>
  createHmac('sha256', key).update(content).digest(as)
const timed = (before: string) => Buffer.concat([Buffer.from(before), body])

const check = (by: Signature, headers: Record<string, string>, header = '', content = body) =>
  isSigned(by, header, { headers, body: content, secret, now })

test.each<[Signature, Record<string, string>, string]>([
  ['github', { 'x-hub-signature-256': `sha256=${hmac(body)}` }, ''],
  ['shopify', { 'x-shopify-hmac-sha256': hmac(body, 'base64') }, ''],
  ['stripe', { 'stripe-signature': `t=${seconds - 299},v0=x,v1=${hmac(timed(`${seconds - 299}.`))}` }, ''],
  ['stripe', { 'stripe-signature': `t=${seconds}, v1=${'0'.repeat(64)}, v1=${hmac(timed(`${seconds}.`))}` }, ''],
  [
    'slack',
    { 'x-slack-request-timestamp': `${seconds}`, 'x-slack-signature': `v0=${hmac(timed(`v0:${seconds}:`))}` },
    '',
  ],
  ['hmac-sha256', { 'x-sign': hmac(body) }, 'X-Sign'],
  ['hmac-sha256', { 'x-sign': `sha256=${hmac(body).toUpperCase()}` }, 'x-sign'],
  ['hmac-sha256', { 'x-sign': hmac(body, 'base64') }, 'x-sign'],
])('%s: a right signature', (by, headers, header) => {
  expect(check(by, headers, header)).toBe(true)
  expect(check(by, headers, header, Buffer.from('{"a":"e"}'))).toBe(false)
})

test.each<[Signature, Record<string, string>]>([
  ['github', {}],
  ['github', { 'x-hub-signature-256': hmac(body) }],
  ['github', { 'x-hub-signature-256': `sha256=${hmac(body, 'hex', 'other')}` }],
  ['github', { 'x-hub-signature-256': `sha256=${hmac(body).slice(1)}` }],
  ['shopify', { 'x-shopify-hmac-sha256': '' }],
  ['stripe', { 'stripe-signature': `t=${seconds - 301},v1=${hmac(timed(`${seconds - 301}.`))}` }],
  ['stripe', { 'stripe-signature': `t=${seconds + 301},v1=${hmac(timed(`${seconds + 301}.`))}` }],
  ['stripe', { 'stripe-signature': `v1=${hmac(timed('.'))}` }],
  ['slack', { 'x-slack-request-timestamp': 'now', 'x-slack-signature': `v0=${hmac(timed('v0:now:'))}` }],
  ['hmac-sha256', { 'x-sign': 'no' }],
])('%s: a wrong one (%o)', (by, headers) => {
  expect(check(by, headers, 'x-sign')).toBe(false)
})

test('An empty secret signs nothing', () => {
  const headers = { 'x-hub-signature-256': `sha256=${hmac(body, 'hex', '')}` }
  expect(isSigned('github', '', { headers, body, secret: '', now })).toBe(false)
})

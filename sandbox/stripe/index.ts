// The practice Stripe: customers, products, invoices and their items, as the real API has them in test mode.
import { createHmac } from 'node:crypto'
import type { Call, Reply } from '../http/exchange.ts'
import { bearerToken } from '../http/exchange.ts'
import type { Desk, SystemDeclaration } from '../kit/system.ts'
import { API_VERSION, newRequestId, refusals } from './answers.ts'
import { once } from './keys.ts'
import type { Kind } from './kind.ts'
import { KINDS } from './kinds.ts'
import { list, search } from './reading.ts'
import { seed } from './seed.ts'
import { shown } from './shape.ts'
import { change, create, existing, finalize, remove } from './writing.ts'

const SECOND = 1_000
const kindOf = (call: Call): Kind | undefined => KINDS.find(({ name }) => name === call.path.split('/')[2])

/** A key is the name of HTTP Basic, or a bearer token. */
function credential(call: Call): string | undefined {
  const basic = /^Basic\s+(\S+)$/i.exec(call.headers.authorization ?? '')?.[1]
  return basic ? Buffer.from(basic, 'base64').toString('utf8').split(':')[0] : bearerToken(call)
}

/** Unconfirmed: the names of permissions beside those of customers. */
function permissionFor(call: Call): string | undefined {
  if (call.path === '/v1/balance') return 'rak_balance_read'
  const kind = kindOf(call)
  return kind && `rak_${kind.permission}_${call.method === 'GET' ? 'read' : 'write'}`
}

function route(call: Call, desk: Desk): Reply {
  const reply = once(call, desk, () => answer(call, desk))
  return { ...reply, headers: { 'Request-Id': newRequestId(), 'Stripe-Version': API_VERSION, ...reply.headers } }
}

function answer(call: Call, desk: Desk): Reply {
  const { method, path } = call
  if (method === 'GET' && path === '/v1/balance') return balance
  if (method === 'GET' && path === '/v1/account') return account
  const kind = kindOf(call)
  const [, version, , id, action] = path.split('/').map(decodeURIComponent)
  if (!kind || version !== 'v1') return refusals.noSuchPath(call)
  if (id === undefined) {
    return method === 'GET'
      ? list(kind, call, desk)
      : method === 'POST'
        ? create(kind, call, desk)
        : refusals.noSuchPath(call)
  }
  if (method === 'GET' && id === 'search' && kind.searched.length > 0) return search(kind, call, desk)
  if (method === 'POST' && action === 'finalize' && kind.object === 'invoice') return finalize(kind, id, desk)
  if (action !== undefined) return refusals.noSuchPath(call)
  if (method === 'GET') return { status: 200, body: shown(kind, existing(kind, id, desk), desk) }
  if (method === 'POST') return change(kind, id, call, desk)
  return method === 'DELETE' ? remove(kind, id, desk) : refusals.noSuchPath(call)
}

const money = [{ amount: 0, currency: 'usd', source_types: { card: 0 } }]
const balance: Reply = { status: 200, body: { object: 'balance', available: money, livemode: false, pending: money } }
const account: Reply = {
  status: 200,
  body: {
    id: 'acct_1PracticeOnly0000',
    object: 'account',
    business_profile: { name: 'Practice account' },
    charges_enabled: true,
    country: 'US',
    default_currency: 'usd',
    details_submitted: true,
    email: 'practice@example.test',
    payouts_enabled: true,
    settings: { dashboard: { display_name: 'Practice account', timezone: 'Etc/UTC' } },
    type: 'standard',
  },
}

export const stripe: SystemDeclaration = {
  name: 'stripe',
  title: 'Practice Stripe',
  kinds: [
    { name: 'customers', title: 'Customers', label: 'email' },
    { name: 'products', title: 'Products', label: 'name' },
    { name: 'invoices', title: 'Invoices', label: 'customer_name' },
    { name: 'invoiceitems', title: 'Invoice items', label: 'description' },
  ],
  signIn: {
    credential,
    permissions: [
      'rak_balance_read',
      ...['customer', 'product', 'invoice'].flatMap((name) => [`rak_${name}_read`, `rak_${name}_write`]),
    ],
    permissionFor,
  },
  // In sandboxes 25 calls in a second, and as many for each endpoint; searches 20 (docs.stripe.com/rate-limits).
  limits: [
    { name: 'account', calls: 25, per: SECOND },
    { name: 'search', calls: 20, per: SECOND, counts: (call) => call.path.endsWith('/search') },
  ],
  refusals,
  isWrite: ({ method }) => method !== 'GET',
  // Under one minute over there; so long that a look right after a write misses it here too.
  searchLagMs: 2 * SECOND,
  route,
  signWebhook: ({ text, secret, now }) => {
    const t = Math.floor(now / SECOND)
    const v1 = createHmac('sha256', secret).update(`${t}.${text}`).digest('hex')
    return { 'Stripe-Signature': `t=${t},v1=${v1}` }
  },
  seed,
}

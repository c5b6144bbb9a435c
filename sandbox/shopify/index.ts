// The practice Shopify: one development shop with customers, products, orders and stock, asked by the GraphQL Admin API.
import { createHmac } from 'node:crypto'
import { type Call, isRecord, type Reply } from '../http/exchange.ts'
import { recordOf } from '../kit/form.ts'
import { type Desk, Refused, type SystemDeclaration } from '../kit/system.ts'
import { answerFields, GraphqlError } from './answer-fields.ts'
import { dataReply, errorsReply, refusals } from './answers.ts'
import { mutationsFor } from './mutations.ts'
import { queriesFor } from './queries.ts'
import { type Operation, readDocument } from './read-document.ts'

const PATH = /^\/admin\/api\/(\d{4}-\d{2}|unstable)\/graphql\.json$/
export const LOCATION = 'gid://shopify/Location/1'

function documentOf(call: Call): Operation | undefined {
  try {
    const { query } = recordOf(call)
    return typeof query === 'string' ? readDocument(query) : undefined
  } catch {
    return undefined
  }
}

const SCOPES: readonly (readonly [RegExp, string])[] = [
  [/^customer/, 'customers'],
  [/^product/, 'products'],
  [/^order/, 'orders'],
  [/^inventory/, 'inventory'],
]

/** The scope of the first field; `shop` and what is asked of the app itself need none. */
function permissionFor(call: Call): string | undefined {
  const document = documentOf(call)
  const name = document?.fields[0]?.name ?? ''
  const scope = SCOPES.find(([names]) => names.test(name))?.[1]
  return scope && `${document?.kind === 'mutation' ? 'write' : 'read'}_${scope}`
}

function route(call: Call, desk: Desk): Reply {
  if (call.method !== 'POST' || !PATH.test(call.path)) return refusals.noSuchPath(call)
  const { query, variables } = recordOf(call)
  if (typeof query !== 'string') return refusals.unreadable(new SyntaxError('there is no query'))
  const values = isRecord(variables) ? variables : {}
  try {
    const { kind, fields } = readDocument(query)
    const root = kind === 'mutation' ? mutationsFor(desk, values) : queriesFor(desk)
    return dataReply(answerFields(fields, root, values))
  } catch (error) {
    // Thrown, so that a document which cannot be answered has changed nothing.
    if (error instanceof GraphqlError) throw new Refused(errorsReply(error.message, error.code))
    if (error instanceof SyntaxError) throw new Refused(errorsReply(error.message, 'PARSE_ERROR'))
    throw error
  }
}

export const shopify: SystemDeclaration = {
  name: 'shopify',
  title: 'Practice Shopify',
  kinds: [
    { name: 'customers', title: 'Customers', label: 'email' },
    { name: 'products', title: 'Products', label: 'title' },
    { name: 'orders', title: 'Orders', label: 'sourceIdentifier' },
    { name: 'inventory', title: 'Stock', label: 'sku' },
  ],
  signIn: {
    credential: ({ headers }) => {
      const token = headers['x-shopify-access-token']
      return typeof token === 'string' ? token : undefined
    },
    permissions: ['customers', 'products', 'orders', 'inventory'].flatMap((name) => [`read_${name}`, `write_${name}`]),
    permissionFor,
    oauth: {
      authorizePath: '/admin/oauth/authorize',
      tokenPath: '/admin/oauth/access_token',
      grants: ['authorization_code', 'client_credentials'],
      tokenLastsMs: 86_400_000,
      refresh: 'none',
    },
  },
  // 100 points a second on the smallest plan; every request is taken to cost 10.
  limits: [{ name: 'points', calls: 10, per: 1_000 }],
  refusals,
  isWrite: (call) => documentOf(call)?.kind === 'mutation',
  // Unconfirmed: how long search takes to find what was written.
  searchLagMs: 2_000,
  route,
  signWebhook: ({ text, secret, topic, id }) => ({
    'X-Shopify-Topic': topic,
    'X-Shopify-Webhook-Id': id,
    'X-Shopify-Hmac-Sha256': createHmac('sha256', secret).update(text).digest('base64'),
  }),
  seed: ({ docs }) => {
    docs.insert('customers', { email: 'ana.silva@alder.example', firstName: 'Ana', lastName: 'Silva', tags: ['vip'] })
    docs.insert('customers', { email: 'Ana.Silva@alder.example', firstName: 'ANA', lastName: 'SILVA ' })
    docs.insert('customers', { phone: '+353 1 555 0100', lastName: "O'Brien", note: 'A very long text. '.repeat(200) })
    docs.insert('customers', {
      email: 'yuki@example.jp',
      firstName: '雪 🌸',
      addresses: [{ city: '東京', countryCode: 'JP' }],
    })
    docs.insert('products', { title: 'Tea ☕ 250 g', handle: 'tea-250', tags: ['tea'] })
    docs.insert('products', {
      title: 'Tea 250g',
      handle: 'tea-250-1',
      status: 'DRAFT',
      descriptionHtml: '<p>1 &amp; ½</p>',
    })
    docs.insert('inventory', { sku: 'TEA-250', levels: { [LOCATION]: 12 } }, { id: '1' })
    docs.insert('inventory', { sku: '', levels: { [LOCATION]: -3 } }, { id: '2' })
  },
}

// The practice QuickBooks Online: one sandbox company with customers, items, invoices and payments.
import { createHmac } from 'node:crypto'
import { bearerToken, type Call, type Reply } from '../http/exchange.ts'
import type { Desk, SystemDeclaration } from '../kit/system.ts'
import { faultReply, notFound, refusals } from './answers.ts'
import { KINDS } from './kinds.ts'
import { query, timeOf } from './query.ts'
import { seed } from './seed.ts'
import { shown } from './shape.ts'
import { once, REALM, write } from './writing.ts'

const DAY = 86_400_000

/** Another company than the one that was allowed. */
const otherCompany = (): Reply =>
  faultReply(403, 'AuthorizationFault', [
    'message=ApplicationAuthorizationFailed; errorCode=003100; statusCode=403',
    '',
    '3100',
  ])

function route(call: Call, desk: Desk): Reply {
  const [, version, company, realm, name = '', id, more] = call.path.split('/').map(decodeURIComponent)
  if (version !== 'v3' || company !== 'company' || more !== undefined) return refusals.noSuchPath(call)
  if (realm !== REALM) return otherCompany()
  if (name === 'companyinfo' && call.method === 'GET') return companyInfo(desk)
  if (name === 'query' && id === undefined) return query(KINDS, call, desk)
  const kind = KINDS.find((one) => one.name.toLowerCase() === name)
  if (!kind) return refusals.noSuchPath(call)
  if (call.method === 'POST' && id === undefined) return once(call, desk, () => write(kind, call, desk))
  if (call.method !== 'GET' || id === undefined) return refusals.noSuchPath(call)
  const found = desk.docs.get(kind.name, id)
  if (!found) throw notFound()
  return { status: 200, body: { [kind.name]: shown(kind, found, desk), time: timeOf(desk) } }
}

const companyInfo = (desk: Desk): Reply => ({
  status: 200,
  body: {
    CompanyInfo: {
      CompanyName: 'Sandbox Company (practice)',
      LegalName: 'Sandbox Company (practice)',
      Country: 'US',
      Email: { Address: 'practice@example.test' },
      FiscalYearStartMonth: 'January',
      NameValue: [{ Name: 'CompanyType', Value: 'Other' }],
      domain: 'QBO',
      sparse: false,
      Id: '1',
      SyncToken: '4',
    },
    time: timeOf(desk),
  },
})

export const quickbooks: SystemDeclaration = {
  name: 'quickbooks',
  title: 'Practice QuickBooks',
  kinds: [
    { name: 'Customer', title: 'Customers', label: 'DisplayName' },
    { name: 'Item', title: 'Items', label: 'Name' },
    { name: 'Invoice', title: 'Invoices', label: 'DocNumber' },
    { name: 'Payment', title: 'Payments', label: 'PaymentRefNum' },
  ],
  values: { realm: REALM },
  signIn: {
    credential: bearerToken,
    permissions: ['com.intuit.quickbooks.accounting', 'com.intuit.quickbooks.payment', 'openid', 'profile', 'email'],
    permissionFor: () => 'com.intuit.quickbooks.accounting',
    oauth: {
      authorizePath: '/connect/oauth2',
      tokenPath: '/oauth2/v1/tokens/bearer',
      revokePath: '/v2/oauth2/tokens/revoke',
      grants: ['authorization_code', 'refresh_token'],
      tokenLastsMs: 3_600_000,
      refresh: 'rotates',
      refreshLastsMs: 100 * DAY,
      tokenAnswer: () => ({ x_refresh_token_expires_in: 8_640_000 }),
    },
  },
  limits: [
    { name: 'minute', calls: 500, per: 60_000 },
    { name: 'second', calls: 10, per: 1_000 },
  ],
  refusals,
  isWrite: (call) => call.method === 'POST' && !call.path.endsWith('/query'),
  route,
  signWebhook: ({ text, secret }) => ({
    'intuit-signature': createHmac('sha256', secret).update(text).digest('base64'),
  }),
  seed,
}

// The practice Xero: one demo company with contacts, invoices and payments.
import { createHmac } from 'node:crypto'
import { bearerToken, type Call, type Reply } from '../http/exchange.ts'
import type { Desk, SystemDeclaration } from '../kit/system.ts'
import { answer, limitHeaders, msDate, notFound, refusals, wrongTenant } from './answers.ts'
import { contact } from './contact.ts'
import { invoice } from './invoice.ts'
import type { Kind } from './kind.ts'
import { payment } from './payment.ts'
import { getOne, list } from './reading.ts'
import { seed } from './seed.ts'
import { changeOne, once, TENANT, writeMany } from './writing.ts'

const KINDS: readonly Kind[] = [contact, invoice, payment]
const API = '/api.xro/2.0/'
const MINUTE = 60_000
const DAY = 86_400_000

const kindOf = ({ path }: Call): Kind | undefined =>
  KINDS.find(({ name }) => name === path.slice(API.length).split('/')[0])

function permissionFor(call: Call): string | undefined {
  if (call.path.startsWith(`${API}Organisation`)) return 'accounting.settings.read'
  return kindOf(call)?.permission
}

function route(call: Call, desk: Desk): Reply {
  if (call.method === 'GET' && call.path === '/connections') return connections(desk)
  if (!call.path.startsWith(API)) return notFound()
  if (call.headers['xero-tenant-id'] !== TENANT) return wrongTenant()
  if (call.method === 'GET' && /^Organisations?$/.test(call.path.slice(API.length))) return organisation(desk)
  const kind = kindOf(call)
  const [, id, more] = call.path.slice(API.length).split('/').map(decodeURIComponent)
  if (!kind || more !== undefined) return notFound()
  if (call.method === 'GET') return id === undefined ? list(kind, call, desk) : getOne(kind, id, desk)
  if (call.method === 'POST' && id !== undefined) return once(call, desk, () => changeOne(kind, id, call, desk))
  if ((call.method === 'PUT' || call.method === 'POST') && id === undefined) {
    return once(call, desk, () => writeMany(kind, call, desk))
  }
  return notFound()
}

const connections = (desk: Desk): Reply => {
  const at = new Date(desk.now()).toISOString().slice(0, 23)
  const one = {
    id: '6ae1d2d5-2d2f-4f53-8f4f-3c3f4f1d6a51',
    authEventId: '7a0a9bb5-0d4d-4f7b-8d56-40a1f3f0b9b2',
    tenantId: TENANT,
    tenantType: 'ORGANISATION',
    tenantName: 'Demo Company (practice)',
    createdDateUtc: at,
    updatedDateUtc: at,
  }
  return { status: 200, body: [one] }
}

const organisation = (desk: Desk): Reply =>
  answer(
    'Organisations',
    [
      {
        OrganisationID: TENANT,
        Name: 'Demo Company (practice)',
        LegalName: 'Demo Company (practice)',
        IsDemoCompany: true,
        OrganisationType: 'COMPANY',
        OrganisationStatus: 'ACTIVE',
        BaseCurrency: 'USD',
        CountryCode: 'US',
        Version: 'US',
        CreatedDateUTC: msDate(1_600_000_000_000),
      },
    ],
    desk.now(),
  )

export const xero: SystemDeclaration = {
  name: 'xero',
  title: 'Practice Xero',
  kinds: [
    { name: 'Contacts', title: 'Contacts', label: 'Name' },
    { name: 'Invoices', title: 'Invoices', label: 'InvoiceNumber' },
    { name: 'Payments', title: 'Payments', label: 'Reference' },
  ],
  values: { tenant: TENANT },
  signIn: {
    credential: bearerToken,
    permissions: [
      ...['openid', 'profile', 'email', 'offline_access'],
      ...['accounting.settings.read', 'accounting.contacts', 'accounting.transactions'],
    ],
    permissionFor,
    oauth: {
      authorizePath: '/identity/connect/authorize',
      tokenPath: '/connect/token',
      revokePath: '/connect/revocation',
      grants: ['authorization_code', 'refresh_token', 'client_credentials'],
      tokenLastsMs: 30 * MINUTE,
      refresh: 'rotates',
      refreshLastsMs: 60 * DAY,
    },
  },
  limits: [
    { name: 'minute', calls: 60, per: MINUTE },
    { name: 'day', calls: 5_000, per: DAY },
    { name: 'at once', calls: 5, per: 0, atOnce: true },
  ],
  limitHeaders,
  refusals,
  isWrite: ({ method }) => method !== 'GET',
  route,
  signWebhook: ({ text, secret }) => ({
    'x-xero-signature': createHmac('sha256', secret).update(text).digest('base64'),
  }),
  seed,
}

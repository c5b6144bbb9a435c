/** Xero, as data. */
import type { Connector } from '#engine'
import { contacts, invoices, payments } from './fields.ts'
import { operations } from './operations.ts'
import { signIns } from './sign-in.ts'

const API = '/api.xro/2.0'

export const xero: Connector = {
  id: 'xero',
  title: 'Xero',
  family: 'Accounting',
  version: 1,
  source:
    'Requests and answers: XeroAPI/Xero-OpenAPI (accounting) and xero-node 20.0.0. Limits for each organisation, 60 calls a minute, ' +
    '5,000 a day, 5 at once: developer.xero.com/faq/limits; X-Rate-Limit-Problem: XeroAPI/xero-node#634. Tokens for 30 minutes: ' +
    'airbyte#38928. No filter takes a quotation mark in a text (XeroAPI/Xero-Java#347), so that records ' +
    'with one in their key are refused. Refresh tokens end after 60 days without use. Unconfirmed: that POST takes an existing contact by its number, ' +
    'else by its name, and an invoice by its number, as the vendor’s pages say; for how long a key of a payment is remembered (five ' +
    'minutes are assumed, then it is looked up); the bodies of 401 and 403; whether an archived contact keeps its number; names of ' +
    'the headers with what is left. Not checked against a live account.',
  auth: { kind: 'bearer' },
  signIns,
  check: {
    request: { method: 'GET', path: '/connections' },
    who: '0.tenantName',
    probes: {
      'accounting.settings.read': { method: 'GET', path: `${API}/Organisation` },
      'accounting.contacts': { method: 'GET', path: `${API}/Contacts`, query: { page: 1, pageSize: 1 } },
      'accounting.transactions': { method: 'GET', path: `${API}/Invoices`, query: { page: 1, pageSize: 1 } },
    },
  },
  values: [
    {
      name: 'tenant',
      label: 'Organisation (tenant id)',
      help: 'The id of the organisation. GET https://api.xero.com/connections lists those that the sign-in may reach.',
      required: true,
    },
  ],
  defaultAddress: 'https://api.xero.com',
  headers: { 'Xero-Tenant-Id': '{account.tenant}' },
  account: {
    request: { method: 'GET', path: `${API}/Organisation` },
    type: 'Organisations.0.IsDemoCompany',
    id: 'Organisations.0.OrganisationID',
    practice: ['true'],
  },
  webhook: {
    title: 'Events of Xero',
    signature: 'hmac-sha256',
    header: 'x-xero-signature',
    help: 'In developer.xero.com, your app, Webhooks: choose contacts and invoices, and copy the webhooks key. An event names what changed, not its contents.',
  },
  proof: ['xero-node 20.0.0', 'XeroAPI/Xero-OpenAPI 16.1.0'],
  limit: {
    calls: 60,
    per: 60_000,
    headers: { remaining: 'x-minlimit-remaining' },
    also: [{ calls: 5_000, per: 86_400_000, headers: { remaining: 'x-daylimit-remaining' } }],
  },
  concurrency: 4,
  timeout: 60_000,
  objects: { contacts, invoices, payments },
  operations,
  errors: [
    { when: { status: 429 }, category: 'transient', message: 'Detail', rateLimit: true },
    { when: { status: [401, 403] }, category: 'sign-in', message: ['Detail', 'Message'] },
    { when: { status: [408, 425] }, category: 'transient', message: 'Message' },
    {
      when: { status: [400, 409, 412, 422] },
      category: 'validation',
      message: ['Elements.0.ValidationErrors.0.Message', 'Message', 'Detail'],
      splits: true,
    },
    { when: { status: 404 }, category: 'permanent', message: ['Message', 'Detail'] },
    { when: { statusFrom: 500 }, category: 'transient', message: ['Message', 'Detail'] },
  ],
}

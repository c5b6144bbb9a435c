/** What flows can do in Xero. POST changes what has that number or name already; each element says what became of it. */
import type { ListPlan, Operation, ReplyPaths, Template } from '#engine'

const API = '/api.xro/2.0'
const refusal = { path: 'ValidationErrors', message: 'ValidationErrors.0.Message' }

/** In the order of the request; refused ones carry their reasons. */
const written = (name: string, id: string): ReplyPaths => ({ items: name, id, fields: '', refusal })

/** A quotation mark within a text is a syntax error to Xero, however it is written: such a record is refused. */
const each: Template = { $join: ' OR ', of: { $each: 'records', as: '{match}=="{double:key}"' } }
const LOOKED = 25

/** `If-Modified-Since` counts whole seconds; pages are counted from 1. */
const changes = (name: string, id: string, title: string): ListPlan => ({
  title,
  request: {
    method: 'GET',
    path: `${API}/${name}`,
    query: { page: { $: 'after' }, pageSize: 100, order: 'UpdatedDateUTC ASC' },
    headers: { 'If-Modified-Since': '{since}' },
  },
  reply: { items: name, id, fields: '', nextAs: 'page', first: '1', size: 100 },
  cursor: { field: 'UpdatedDateUTC', as: 'time', asked: 'iso-seconds', start: '1970-01-01T00:00:00Z' },
})

const undone = (name: string, id: string, status: Template, words: string): Operation['undo'] => ({
  created: 'delete',
  updated: 'restore',
  words,
  delete: { method: 'POST', path: `${API}/${name}/{id}`, body: { [name]: [{ [id]: { $: 'id' }, '...': status }] } },
  restore: {
    method: 'POST',
    path: `${API}/${name}/{id}`,
    body: { [name]: [{ '...': { $: 'before' }, [id]: { $: 'id' } }] },
  },
  blank: '',
})

const upsert = (name: string, id: string): Pick<Operation, 'does' | 'strategy' | 'bulk' | 'send'> => ({
  does: 'upsert',
  strategy: 'upsert-by-unique-field',
  bulk: 50,
  send: {
    request: {
      method: 'POST',
      path: `${API}/${name}`,
      query: { summarizeErrors: 'false' },
      body: { [name]: { $each: 'records', as: { '...': { $: 'body' }, '{match}': { $: 'key' } } } },
    },
    reply: written(name, id),
  },
})

const account = ['accounting.settings.read']

export const operations: Record<string, Operation> = {
  'upsert-contact': {
    title: 'Create or update a contact',
    object: 'contacts',
    ...upsert('Contacts', 'ContactID'),
    look: {
      request: { method: 'GET', path: `${API}/Contacts`, query: { where: each, page: 1, pageSize: 100 } },
      reply: { items: 'Contacts', key: '{match}', id: 'ContactID', fields: '' },
      bulk: LOOKED,
    },
    list: changes('Contacts', 'ContactID', 'New and changed contacts'),
    undo: undone(
      'Contacts',
      'ContactID',
      { ContactStatus: 'ARCHIVED' },
      'Xero deletes no contacts: what was created is archived; what was changed gets its old values back.',
    ),
    needs: [...account, 'accounting.contacts'],
  },
  'upsert-invoice': {
    title: 'Create or update an invoice or a bill',
    object: 'invoices',
    ...upsert('Invoices', 'InvoiceID'),
    look: {
      request: {
        method: 'GET',
        path: `${API}/Invoices`,
        query: { where: each, Statuses: 'DRAFT,SUBMITTED,AUTHORISED,PAID', page: 1, pageSize: 100 },
      },
      reply: { items: 'Invoices', key: '{match}', id: 'InvoiceID', fields: '' },
      bulk: LOOKED,
    },
    list: changes('Invoices', 'InvoiceID', 'New and changed invoices'),
    undo: undone(
      'Invoices',
      'InvoiceID',
      { Status: 'DELETED' },
      'Drafts and invoices waiting for approval are deleted; Xero refuses that for approved ones, which stay. What was changed gets its old values back while it is not paid.',
    ),
    needs: [...account, 'accounting.contacts', 'accounting.transactions'],
  },
  'create-payment': {
    title: 'Record a payment of an invoice',
    object: 'payments',
    does: 'create',
    strategy: 'native-key',
    keyLasts: 300_000,
    bulk: 1,
    look: {
      request: {
        method: 'GET',
        path: `${API}/Payments`,
        query: { where: '{match}=="{double:key}" AND Status!="DELETED"', page: 1, pageSize: 100 },
      },
      reply: { items: 'Payments', key: '{match}', id: 'PaymentID', fields: '' },
      bulk: 1,
    },
    send: {
      request: {
        method: 'PUT',
        path: `${API}/Payments`,
        query: { summarizeErrors: 'false' },
        headers: { 'Idempotency-Key': '{idempotencyKey}' },
        body: { Payments: [{ '...': { $: 'body' }, '{match}': { $: 'key' } }] },
      },
      reply: written('Payments', 'PaymentID'),
    },
    list: changes('Payments', 'PaymentID', 'New and changed payments'),
    undo: {
      created: 'delete',
      updated: 'none',
      words: 'Payments that were recorded are deleted, unless the bank statement was reconciled with them.',
      delete: { method: 'POST', path: `${API}/Payments/{id}`, body: { Status: 'DELETED' } },
    },
    needs: [...account, 'accounting.transactions'],
  },
}

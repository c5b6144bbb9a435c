/** What flows can do in Stripe. A key is sent with every write; for 24 hours Stripe answers a repeat with its first answer. */
import type { ListPlan, Operation, ReplyPaths, RequestTemplate, Template } from '#engine'

const DAY = 86_400_000
const one: ReplyPaths = { id: 'id', fields: '' }
const many = (key: string): ReplyPaths => ({ items: 'data', key, id: 'id', fields: '' })

const post = (path: string, keyed: string, body: Template): RequestTemplate => ({
  method: 'POST',
  path,
  headers: { 'Idempotency-Key': keyed },
  encode: 'form',
  body,
})

/** Changing is another request than creating, so that it goes under a key of its own. */
const changed = (path: string): NonNullable<Operation['change']> => ({
  request: post(`${path}/{id}`, '{idempotencyKey}-change', { '...': { $: 'body' } }),
  reply: one,
})

const undo = (path: string, words: string): Operation['undo'] => ({
  created: 'delete',
  updated: 'restore',
  words,
  delete: { method: 'DELETE', path: `${path}/{id}` },
  restore: { method: 'POST', path: `${path}/{id}`, encode: 'form', body: { $: 'before' } },
  // An empty text clears a parameter; a blank one would not be sent at all.
  blank: '',
})

/** Stripe lists by when something was created, newest first; of changes it tells by webhooks only. */
const created = (path: string, title: string): ListPlan => ({
  title,
  request: {
    method: 'GET',
    path,
    query: { limit: 100, 'created[gte]': { $: 'since' }, starting_after: { $: 'after' } },
  },
  reply: { items: 'data', id: 'id', fields: '', nextAs: 'last-id', more: { path: 'has_more', is: [true] } },
  cursor: { field: 'created', as: 'time', asked: 'epoch-seconds', start: '0' },
  newestFirst: true,
})

/** Searches have a limit of their own, and find what was created within a minute. */
const searchLimit = { name: 'search', calls: 20, per: 1000 }

const needs = (...names: string[]) => [
  'rak_balance_read',
  ...names.flatMap((name) => [`rak_${name}_read`, `rak_${name}_write`]),
]

export const operations: Record<string, Operation> = {
  'upsert-customer': {
    title: 'Create or update a customer',
    object: 'customers',
    does: 'upsert',
    strategy: 'native-key',
    keyLasts: DAY,
    bulk: 1,
    // The list is up to date at once, and compares the e-mail address exactly, capitals included.
    look: {
      request: { method: 'GET', path: '/v1/customers', query: { '{match}': { $: 'key' }, limit: 2 } },
      reply: many('{match}'),
      bulk: 1,
    },
    send: {
      request: post('/v1/customers', '{idempotencyKey}', { '...': { $: 'body' }, '{match}': { $: 'key' } }),
      reply: one,
    },
    change: changed('/v1/customers'),
    list: created('/v1/customers', 'New customers'),
    undo: undo('/v1/customers', 'What was created is deleted; what was changed gets its old values back.'),
    needs: needs('customer'),
  },
  'upsert-product': {
    title: 'Create or update a product',
    object: 'products',
    does: 'upsert',
    strategy: 'native-key',
    keyLasts: DAY,
    bulk: 1,
    look: {
      request: { method: 'GET', path: '/v1/products/{key}' },
      reply: { ...one, key: 'id' },
      bulk: 1,
      missing: [404],
    },
    // The id is ours to choose, so that a second product with it is refused for good.
    send: {
      request: post('/v1/products', '{idempotencyKey}', { '...': { $: 'body' }, '{match}': { $: 'key' } }),
      reply: one,
    },
    change: changed('/v1/products'),
    list: created('/v1/products', 'New products'),
    undo: undo(
      '/v1/products',
      'What was created is deleted, unless it has prices already; what was changed gets its old values back.',
    ),
    needs: needs('product'),
  },
  'upsert-invoice': {
    title: 'Create or update a draft invoice',
    object: 'invoices',
    does: 'upsert',
    strategy: 'native-key',
    keyLasts: DAY,
    bulk: 1,
    look: {
      request: {
        method: 'GET',
        path: '/v1/invoices/search',
        query: { query: "metadata['{match}']:'{quoted:key}'", limit: 2 },
        limit: searchLimit,
      },
      reply: many('metadata.{match}'),
      bulk: 1,
    },
    send: {
      request: post('/v1/invoices', '{idempotencyKey}', {
        '...': { $: 'body' },
        metadata: { '{match}': { $: 'key' } },
      }),
      reply: one,
    },
    change: changed('/v1/invoices'),
    list: created('/v1/invoices', 'New invoices'),
    undo: undo(
      '/v1/invoices',
      'Drafts that were created are deleted; once an invoice was made final it stays. What was changed gets its old values back.',
    ),
    needs: needs('invoice', 'customer'),
  },
  'create-invoice-item': {
    title: 'Add an item to an invoice',
    object: 'invoiceItems',
    does: 'create',
    strategy: 'native-key',
    keyLasts: DAY,
    bulk: 1,
    // Items cannot be searched: after 24 hours without an answer a person decides.
    send: {
      request: post('/v1/invoiceitems', '{idempotencyKey}', {
        '...': { $: 'body' },
        metadata: { '{match}': { $: 'key' } },
      }),
      reply: one,
    },
    undo: {
      created: 'delete',
      updated: 'none',
      words: 'Items that were added are deleted while their invoice is a draft; later they stay.',
      delete: { method: 'DELETE', path: '/v1/invoiceitems/{id}' },
    },
    needs: needs('invoice', 'customer'),
  },
}

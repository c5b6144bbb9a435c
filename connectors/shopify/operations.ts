/** What flows can do in Shopify. `customerSet` and `productSet` create or change by an identifier, however often they are sent. */
import type { ListPlan, Operation, ReplyPaths, RequestTemplate, Template } from '#engine'
import { documents } from './documents.ts'

export const ask = (
  document: keyof typeof documents,
  variables: { [name: string]: Template } = {},
): RequestTemplate => ({
  method: 'POST',
  path: '/admin/api/2026-10/graphql.json',
  body: { query: { $text: documents[document] }, variables },
})

const written: ReplyPaths = { id: 'data.result.object.id', fields: 'data.result.object' }
const found: ReplyPaths = { id: 'data.result.id', fields: 'data.result' }

const list = (document: keyof typeof documents, title: string): ListPlan => ({
  title,
  request: ask(document, { query: "updated_at:>='{since}'", after: { $: 'after', optional: true } }),
  reply: {
    items: 'data.result.nodes',
    id: 'id',
    fields: '',
    next: 'data.result.pageInfo.endCursor',
    nextAs: 'token',
    more: { path: 'data.result.pageInfo.hasNextPage', is: [true] },
  },
  cursor: { field: 'updatedAt', as: 'time', asked: 'iso-seconds', start: '2000-01-01T00:00:00Z' },
})

const undo = (
  set: keyof typeof documents,
  remove: keyof typeof documents,
): Pick<Operation['undo'], 'created' | 'updated' | 'delete' | 'restore' | 'blank'> => ({
  created: 'delete',
  updated: 'restore',
  delete: ask(remove, { id: { $: 'id' } }),
  restore: ask(set, { identifier: { id: { $: 'id' } }, input: { $: 'before' } }),
  blank: '',
})

const scopes = (name: string) => [`read_${name}`, `write_${name}`]

const setStock = (more: { [name: string]: Template } = {}): RequestTemplate =>
  ask('setStock', {
    idempotencyKey: '{idempotencyKey}',
    input: {
      name: 'available',
      reason: 'correction',
      quantities: [
        {
          inventoryItemId: { $: 'key' },
          locationId: { $: 'body.locationId' },
          quantity: { $: 'body.inventoryLevel.quantities.0.quantity' },
          ...more,
        },
      ],
    },
  })

export const operations: Record<string, Operation> = {
  'upsert-customer': {
    title: 'Create or update a customer',
    object: 'customers',
    does: 'upsert',
    strategy: 'upsert-by-unique-field',
    bulk: 1,
    look: { request: ask('findCustomer', { key: { $: 'key' } }), reply: found, bulk: 1 },
    send: {
      request: ask('setCustomer', {
        identifier: { '{match}': { $: 'key' } },
        input: { '...': { $: 'body' }, '{match}': { $: 'key' } },
      }),
      reply: written,
    },
    list: list('listCustomers', 'New and changed customers'),
    undo: {
      ...undo('setCustomer', 'deleteCustomer'),
      words:
        'What was created is deleted, unless there are orders of that customer by then; what was changed gets its old values back.',
    },
    needs: scopes('customers'),
  },
  'upsert-product': {
    title: 'Create or update a product',
    object: 'products',
    does: 'upsert',
    strategy: 'upsert-by-unique-field',
    bulk: 1,
    look: { request: ask('findProduct', { key: { $: 'key' } }), reply: found, bulk: 1 },
    send: {
      request: ask('setProduct', {
        identifier: { '{match}': { $: 'key' } },
        input: { '...': { $: 'body' }, '{match}': { $: 'key' } },
      }),
      reply: written,
    },
    list: list('listProducts', 'New and changed products'),
    undo: {
      ...undo('setProduct', 'deleteProduct'),
      words: 'What was created is deleted; what was changed gets its old values back.',
    },
    needs: scopes('products'),
  },
  'create-order': {
    title: 'Create an order',
    object: 'orders',
    does: 'create',
    strategy: 'find-then-create',
    settle: 10_000,
    bulk: 1,
    look: {
      request: ask('findOrder', { query: "source_identifier:'{quoted:key}'" }),
      reply: { items: 'data.result.nodes', key: '{match}', id: 'id', fields: '' },
      bulk: 1,
    },
    send: {
      request: ask('createOrder', { order: { '...': { $: 'body' }, '{match}': { $: 'key' } } }),
      reply: written,
    },
    list: list('listOrders', 'New and changed orders'),
    undo: {
      created: 'delete',
      updated: 'none',
      words:
        'Orders that were created are deleted where Shopify allows that; it refuses it for some that were paid or sent.',
      delete: ask('deleteOrder', { id: { $: 'id' } }),
    },
    needs: scopes('orders'),
  },
  'set-stock': {
    title: 'Set the stock of an item',
    object: 'stock',
    does: 'update',
    strategy: 'native-key',
    keyLasts: 3_600_000,
    bulk: 1,
    look: {
      request: ask('findStock', { key: { $: 'key' }, locationId: { $: 'body.locationId' } }),
      reply: found,
      bulk: 1,
    },
    send: { request: setStock(), reply: {} },
    // Refused when somebody else changed the quantity since it was read.
    change: {
      request: setStock({ changeFromQuantity: { $: 'there.inventoryLevel.quantities.0.quantity' } }),
      reply: {},
    },
    undo: {
      created: 'none',
      updated: 'none',
      words: 'Stock is not taken back: what was sold meanwhile is unknown. Set it anew.',
    },
    needs: scopes('inventory'),
  },
}

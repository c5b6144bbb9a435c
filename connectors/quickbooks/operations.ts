/** What flows can do in QuickBooks Online. A change names the version that was read (SyncToken), so that nobody's work is lost. */
import type { ListPlan, Operation, RequestTemplate, Template } from '#engine'

export const COMPANY = '/v3/company/{account.realm}'

const post = (
  entity: string,
  requestid: Template,
  body: Template,
  more: Record<string, Template> = {},
): RequestTemplate => ({
  method: 'POST',
  path: `${COMPANY}/${entity.toLowerCase()}`,
  query: { requestid, ...more, minorversion: '75' },
  body,
})

const look = (entity: string): NonNullable<Operation['look']> => ({
  request: {
    method: 'GET',
    path: `${COMPANY}/query`,
    query: {
      query: {
        $join: '',
        of: [
          `select * from ${entity} where {match} in (`,
          { $join: ', ', of: { $each: 'records', as: "'{quoted:key}'" } },
          ') maxresults 1000',
        ],
      },
      minorversion: '75',
    },
  },
  reply: { items: `QueryResponse.${entity}`, key: '{match}', id: 'Id', fields: '' },
  bulk: 25,
})

const list = (entity: string, title: string): ListPlan => ({
  title,
  request: {
    method: 'GET',
    path: `${COMPANY}/query`,
    query: {
      query: `select * from ${entity} where MetaData.LastUpdatedTime >= '{since}' orderby MetaData.LastUpdatedTime startposition {after} maxresults 100`,
      minorversion: '75',
    },
  },
  // Positions are counted from 1: the last of a page comes once more with the next one, and is known then.
  reply: {
    items: `QueryResponse.${entity}`,
    id: 'Id',
    fields: '',
    nextAs: 'offset',
    first: '1',
    size: 100,
    mayLack: true,
  },
  cursor: { field: 'changed', as: 'time', asked: 'iso-seconds', start: '1970-01-01T00:00:00Z' },
})

const WHOLE: Template = { '...': { $: 'merged' }, Id: { $: 'id' }, sparse: true }
const ID = { Id: { $: 'id' }, SyncToken: { $: 'there.SyncToken' } }

/** The whole of what is there with new values in it, under the version that was read. */
const change = (entity: string): NonNullable<Operation['change']> => ({
  request: post(entity, '{short:idempotencyKey}-{there.SyncToken}', WHOLE, { operation: 'update' }),
  reply: { id: `${entity}.Id`, fields: entity },
})

const upsert = (
  entity: string,
  object: string,
  words: { title: string; list: string; undo: string },
  undo: 'inactive' | 'delete',
): Operation => ({
  title: words.title,
  object,
  does: 'upsert',
  strategy: 'native-key',
  keyLasts: 3_600_000,
  bulk: 1,
  look: look(entity),
  send: {
    request: post(entity, '{short:idempotencyKey}', { '...': { $: 'body' }, '{match}': { $: 'key' } }),
    reply: { id: `${entity}.Id`, fields: entity },
  },
  change: change(entity),
  list: list(entity, words.list),
  undo: {
    created: 'delete',
    updated: 'restore',
    words: words.undo,
    delete:
      undo === 'delete'
        ? post(entity, '', ID, { operation: 'delete' })
        : post(entity, '', { ...ID, sparse: true, Active: false }, { operation: 'update' }),
    restore: post(entity, '', WHOLE, { operation: 'update' }),
    blank: '',
  },
  needs: ['com.intuit.quickbooks.accounting'],
})

export const operations: Record<string, Operation> = {
  'upsert-customer': upsert(
    'Customer',
    'customers',
    {
      title: 'Create or update a customer',
      list: 'New and changed customers',
      undo: 'QuickBooks deletes no customers: those that were created are made inactive; what was changed gets its old values back.',
    },
    'inactive',
  ),
  'upsert-item': upsert(
    'Item',
    'items',
    {
      title: 'Create or update an item',
      list: 'New and changed items',
      undo: 'QuickBooks deletes no items: those that were created are made inactive; what was changed gets its old values back.',
    },
    'inactive',
  ),
  'upsert-invoice': upsert(
    'Invoice',
    'invoices',
    {
      title: 'Create or update an invoice',
      list: 'New and changed invoices',
      undo: 'Invoices that were created are deleted; what was changed gets its old values back.',
    },
    'delete',
  ),
  'upsert-payment': upsert(
    'Payment',
    'payments',
    {
      title: 'Record or correct a payment',
      list: 'New and changed payments',
      undo: 'Payments that were recorded are deleted; what was changed gets its old values back.',
    },
    'delete',
  ),
}

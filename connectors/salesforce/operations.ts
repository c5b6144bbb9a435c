/** What can be written to Salesforce, and asked of it: collections of up to 200 records, each named by an external id. */
import type { ListPlan, Operation } from '#engine'
import { DATA, type objects } from './fields.ts'

type Kind = keyof typeof objects

/** 200 at once, since only then all fields can be asked for without naming them. */
const changed = (kind: Kind, plural: string): ListPlan => ({
  title: `New and changed ${plural}`,
  request: {
    method: 'GET',
    path: `${DATA}/query`,
    query: {
      q: `SELECT FIELDS(ALL) FROM ${kind} WHERE {cursor} >= {since} ORDER BY {cursor} ASC, Id ASC LIMIT 200 OFFSET {after}`,
    },
  },
  reply: { items: 'records', id: 'Id', fields: '', nextAs: 'offset', size: 200, first: '0' },
  cursor: { field: 'SystemModstamp', as: 'time', asked: 'iso', start: '1970-01-01T00:00:00Z' },
})

const upsert = (kind: Kind, title: string, plural: string): Operation => ({
  title,
  object: kind,
  does: 'upsert',
  strategy: 'upsert-by-unique-field',
  bulk: 200,
  look: {
    request: {
      method: 'GET',
      path: `${DATA}/query`,
      query: {
        q: {
          $join: ' ',
          of: [
            'SELECT Id,',
            { $join: ', ', of: { $: 'fields' } },
            `FROM ${kind} WHERE {match} IN (`,
            { $join: ', ', of: { $each: 'records', as: "'{quoted:key}'" } },
            ')',
          ],
        },
      },
    },
    reply: { items: 'records', key: '{match}', id: 'Id', fields: '' },
    // Longer addresses than about 16,000 characters are refused.
    bulk: 50,
  },
  send: {
    request: {
      method: 'PATCH',
      path: `${DATA}/composite/sobjects/${kind}/{match}`,
      body: {
        allOrNone: false,
        records: {
          $each: 'records',
          as: { '...': { $: 'body' }, attributes: { type: kind }, '{match}': { $: 'key' } },
        },
      },
    },
    reply: {
      items: '',
      id: 'id',
      created: { path: 'created', is: true },
      refusal: {
        path: 'errors',
        message: 'errors.0.message',
        category: 'errors.0.statusCode',
        passing: ['UNABLE_TO_LOCK_ROW', 'SERVER_UNAVAILABLE'],
      },
    },
  },
  list: changed(kind, plural),
  undo: {
    created: 'delete',
    updated: 'restore',
    words:
      'What was created is moved to the recycle bin, where it stays for 15 days; what was changed gets its old values back. What ' +
      'flows and triggers of the account did because of it stays.',
    delete: { method: 'DELETE', path: `${DATA}/sobjects/${kind}/{id}` },
    restore: { method: 'PATCH', path: `${DATA}/sobjects/${kind}/{id}`, body: { $: 'before' } },
  },
  needs: [`${kind}:read`, `${kind}:write`],
})

export const operations = {
  'upsert-contact': upsert('Contact', 'Create or update a contact', 'contacts'),
  'upsert-account': upsert('Account', 'Create or update an account', 'accounts'),
  'upsert-lead': upsert('Lead', 'Create or update a lead', 'leads'),
  'upsert-opportunity': upsert('Opportunity', 'Create or update an opportunity', 'opportunities'),
}

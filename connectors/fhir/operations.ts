/** How one kind of resource is written: created only if nothing has its identifier, changed only as it was seen. */
import type { Operation, RequestTemplate } from '#engine'

const contentType = 'application/fhir+json'
const representation = { prefer: 'return=representation' }

/** The whole resource as it is now with the new values in it, refused when somebody else has changed it since it was read. */
const replace = (resource: string): RequestTemplate => ({
  method: 'PUT',
  path: `/${resource}/{id}`,
  headers: { ...representation, 'if-match': 'W/"{there.meta.versionId}"' },
  contentType,
  body: { $: 'merged' },
})

export const upsert = (resource: string, object: string, words: string): Operation => ({
  title: `Create or update ${words}`,
  object,
  does: 'upsert',
  strategy: 'upsert-by-unique-field',
  bulk: 1,
  look: {
    request: {
      method: 'GET',
      path: `/${resource}`,
      query: { identifier: '{account.system}|{search:key}', _count: 2 },
    },
    reply: { items: 'entry', id: 'resource.id', fields: 'resource' },
    bulk: 1,
  },
  send: {
    request: {
      method: 'POST',
      path: `/${resource}`,
      headers: { ...representation, 'if-none-exist': 'identifier={encoded:account.system}%7C{encoded:search:key}' },
      contentType,
      body: {
        '...': { $: 'body' },
        resourceType: resource,
        identifier: [{ system: { $: 'account.system' }, value: { $: 'key' } }],
      },
    },
    reply: { id: 'id', fields: '' },
  },
  change: { request: replace(resource), reply: { id: 'id', fields: '' } },
  list: {
    title: `New and changed ${object}`,
    request: {
      method: 'GET',
      path: `/${resource}`,
      query: { _lastUpdated: 'ge{since}', _sort: '_lastUpdated', _count: 100 },
    },
    reply: {
      items: 'entry',
      mayLack: true,
      id: 'resource.id',
      fields: 'resource',
      next: 'link[relation=next].url',
      nextAs: 'url',
    },
    cursor: { field: 'lastUpdated', as: 'time', asked: 'iso', start: '1900-01-01T00:00:00Z' },
  },
  undo: {
    created: 'delete',
    updated: 'restore',
    words: 'What was created is deleted, as far as the system allows that; what was changed gets its old values back.',
    delete: { method: 'DELETE', path: `/${resource}/{id}`, answers: 'anything' },
    restore: replace(resource),
  },
  needs: [`system/${resource}.read`, `system/${resource}.write`],
})

/**
 * Any system that speaks JSON over HTTP, as data: the connection's address is that of a collection, and its values say how the
 * collection names things. Three ways to say who asks.
 */
import type { Auth, Connector, Operation, SignInWay, TargetObject } from '#engine'
import { errors } from './errors.ts'

const records: TargetObject = {
  title: 'Entry',
  plural: 'Entries',
  fields: [],
  unique: [{ name: 'key', label: 'The field named in the connection' }],
  // What an entry that is there already has.
  describe: { request: { method: 'GET', path: '' }, reply: { items: '{account.items}.0', name: '$key' } },
}

const withKey = { '...': { $: 'body' }, '{account.key}': { $: 'key' } }
const remove = { method: 'DELETE', path: '/{id}', answers: 'anything' } as const
const patchOld = { method: 'PATCH', path: '/{id}', body: { $: 'before' }, answers: 'anything' } as const
const TAKEN_BACK = 'What was created is deleted; what was changed gets its old values back.'

const find: NonNullable<Operation['look']> = {
  request: { method: 'GET', path: '', query: { '{account.key}': { $: 'key' } } },
  reply: { items: '{account.items}', key: '{account.key}', id: '{account.id}', fields: '' },
  bulk: 1,
}
const change: NonNullable<Operation['change']> = {
  request: { method: 'PATCH', path: '/{id}', body: { $: 'body' }, answers: 'anything' },
  reply: {},
}
const undo: Operation['undo'] = {
  created: 'delete',
  updated: 'restore',
  words: TAKEN_BACK,
  delete: remove,
  restore: patchOld,
}

const operations: Record<string, Operation> = {
  put: {
    title: 'Create or replace at an address that ends with the match key (PUT)',
    object: 'records',
    does: 'upsert',
    strategy: 'upsert-by-unique-field',
    bulk: 1,
    look: { request: { method: 'GET', path: '/{key}' }, reply: { fields: '' }, bulk: 1, missing: [404, 410] },
    send: { request: { method: 'PUT', path: '/{key}', body: withKey, answers: 'anything' }, reply: {} },
    change: { request: { method: 'PUT', path: '/{key}', body: { $: 'merged' }, answers: 'anything' }, reply: {} },
    undo: {
      ...{ created: 'delete', updated: 'restore', words: TAKEN_BACK },
      delete: { method: 'DELETE', path: '/{key}', answers: 'anything' },
      restore: { method: 'PUT', path: '/{key}', body: { $: 'merged' }, answers: 'anything' },
    },
    needs: [],
  },
  'post-once': {
    title: 'Create, once for each key (POST with Idempotency-Key, where the system keeps to it for a day)',
    object: 'records',
    does: 'upsert',
    strategy: 'native-key',
    keyLasts: 86_400_000,
    bulk: 1,
    look: find,
    send: {
      request: { method: 'POST', path: '', headers: { 'Idempotency-Key': '{idempotencyKey}' }, body: withKey },
      reply: { id: '{account.id}', fields: '' },
    },
    change,
    undo,
    needs: [],
  },
  'find-then-post': {
    title: 'Create or update, looked for by the match key first (GET, then POST or PATCH)',
    object: 'records',
    does: 'upsert',
    strategy: 'find-then-create',
    bulk: 1,
    look: find,
    send: { request: { method: 'POST', path: '', body: withKey }, reply: { id: '{account.id}', fields: '' } },
    change,
    undo,
    needs: [],
  },
}

const system = (id: string, title: string, auth: Auth, signIns: readonly SignInWay[]): Connector => ({
  id,
  title,
  family: 'Any system',
  version: 1,
  source:
    'RFC 9110 (HTTP), RFC 5789 (PATCH, sent as plain JSON), RFC 9457 (problem details) and the draft on Idempotency-Key of the IETF. What ' +
    'a system really keeps to nobody knows but its documentation: with a key that it ignores a lost answer can bring a second entry. ' +
    'Checked by a practice collection of our own only.',
  auth,
  signIns,
  check: { request: { method: 'GET', path: '' } },
  values: [
    {
      name: 'key',
      label: 'Field with the match key',
      help: 'The field by which entries are told apart over there, such as external_id. One asks for entries with a query of that name.',
      required: true,
    },
    {
      name: 'id',
      label: 'Field with the id',
      help: 'The field that holds what the system calls an entry, such as id.',
      required: true,
    },
    {
      name: 'items',
      label: 'Where a list stands',
      help: 'The field of an answer that holds the list of entries, such as items; blank where the answer is the list.',
      required: false,
    },
  ],
  defaultAddress: '',
  proof: [],
  limit: { calls: 5, per: 1_000 },
  concurrency: 2,
  timeout: 30_000,
  objects: { records },
  operations,
  errors,
})

const HELP = 'As the documentation of the system says.'

export const http = system('http', 'HTTP with a token', { kind: 'bearer' }, [
  { kind: 'key', label: 'Token', help: HELP },
])

export const httpKey = system('http-key', 'HTTP with a key', { kind: 'header', name: 'x-api-key' }, [
  { kind: 'key', label: 'Key, sent as X-API-Key', help: HELP },
])

export const httpBasic = system('http-basic', 'HTTP with a password', { kind: 'basic' }, [
  { kind: 'password', user: 'Name', label: 'Password', help: HELP },
])

/** What all databases have in common: one table for each connection, asked in the form that the SQL transport takes. */
import type { Connector, ErrorRule, Operation, RequestTemplate, TargetObject } from '#engine'

const asked = (body: NonNullable<RequestTemplate['body']>): RequestTemplate => ({ method: 'POST', path: '', body })

const table = { $: 'account.table' }
const rows = { $each: 'records', as: { key: { $: 'key' }, body: { $: 'body' } } }
const one = { table, match: { $: 'match' }, key: { $: 'key' }, id: { $: 'id' } }

const row: TargetObject = {
  title: 'Row',
  plural: 'Rows',
  fields: [],
  unique: [{ name: 'id', label: 'id' }],
  describe: {
    request: asked({ do: 'describe', table }),
    reply: {
      items: 'columns',
      name: 'name',
      label: 'label',
      type: 'type',
      types: {
        text: 'text',
        number: 'number',
        'yes-no': 'yes-no',
        date: 'date',
        'date-time': 'date-time',
        choice: 'choice',
        list: 'list',
      },
      required: { path: 'required', is: [true] },
      readOnly: { path: 'readOnly', is: [true] },
      unique: { path: 'unique', is: [true] },
      choices: { items: 'choices', value: 'value' },
    },
  },
}

const written = (does: 'upsert' | 'insert'): Operation['send'] => ({
  request: asked({ do: does, table, match: { $: 'match' }, rows }),
  reply: {
    items: 'rows',
    key: 'key',
    id: 'id',
    created: { path: 'created', is: true },
    errors: { items: 'errors', message: 'message', key: 'key' },
  },
})

const rowOperation = (title: string, does: 'create' | 'upsert', needs: readonly string[]): Operation => ({
  title,
  object: 'rows',
  does,
  strategy: 'upsert-by-unique-field',
  bulk: 50,
  look: {
    request: asked({
      do: 'look',
      table,
      match: { $: 'match' },
      keys: { $each: 'records', as: { $: 'key' } },
      fields: { $: 'fields' },
    }),
    reply: { items: 'rows', key: 'key', id: 'id', fields: 'fields' },
    bulk: 50,
  },
  send: written(does === 'create' ? 'insert' : 'upsert'),
  list: {
    title: 'New and changed rows',
    request: asked({
      do: 'list',
      table,
      cursor: { $: 'cursor' },
      since: { $: 'since' },
      after: { $: 'after' },
      limit: 200,
      fields: { $: 'fields' },
    }),
    reply: { items: 'rows', id: 'id', fields: 'fields', next: 'next' },
    cursor: { field: 'updated_at', as: 'time', asked: 'iso', start: '' },
  },
  undo: {
    created: 'delete',
    updated: 'restore',
    words:
      'Rows that were created are deleted, unless others point to them; rows that were changed get their old values back.',
    delete: asked({ do: 'delete', ...one }),
    restore: asked({ do: 'restore', ...one, before: { $: 'before' } }),
  },
  needs,
})

const errors: readonly ErrorRule[] = [
  { when: { status: 429 }, category: 'transient', message: 'message', rateLimit: true },
  { when: { status: [401, 403] }, category: 'sign-in', message: 'message' },
  { when: { status: [400, 409, 422] }, category: 'validation', message: 'message', splits: true },
  { when: { status: 404 }, category: 'permanent', message: 'message' },
  { when: { statusFrom: 500 }, category: 'transient', message: 'message' },
]

type Own = Pick<Connector, 'id' | 'title' | 'source' | 'proof' | 'auth' | 'signIns' | 'defaultAddress'>

/** `needs`: the database knows permissions of its own. */
export const database = (own: Own, { permissions = true } = {}): Connector => {
  const needs = (...names: string[]) => (permissions ? names : [])
  return {
    family: 'Database',
    version: 1,
    check: {
      request: asked({ do: 'check', table }),
      who: 'user',
      ...(permissions ? { granted: { path: 'permissions' } } : {}),
    },
    values: [
      {
        name: 'table',
        label: 'Table',
        help: 'The table to write to and read from, such as customers; with its schema where there are several: sales.customers.',
        required: true,
      },
    ],
    // Nobody says how much a database bears: a pace that leaves room for others.
    limit: { calls: 200, per: 1000 },
    concurrency: 4,
    timeout: 30_000,
    objects: { rows: row },
    operations: {
      'upsert-row': rowOperation('Create or update a row', 'upsert', needs('select', 'insert', 'update')),
      'create-row': rowOperation('Create a row', 'create', needs('select', 'insert')),
    },
    errors,
    ...own,
  }
}

/** Databases that are asked over a network. */
export const NAME_AND_PASSWORD: Connector['signIns'] = [
  {
    kind: 'password',
    user: 'User name',
    label: 'Password',
    help:
      'Whoever looks after the database makes a user for this purpose, with the rights to select, insert and update rows of the one ' +
      'table (and to delete them, so that what was created can be taken back).',
    belongsTo: 'service',
  },
]

import { expect, test } from 'vitest'
import type { Connector, ListPlan, Operation, RequestTemplate, SignInWay } from '#engine'
import { CONNECTORS } from './index.ts'

const connectors = Object.entries(CONNECTORS)
const operations = connectors.flatMap(([id, connector]) =>
  Object.entries(connector.operations).map(([name, operation]): [string, Connector, Operation] => [
    `${id}/${name}`,
    connector,
    operation,
  ]),
)

/** Every name that a template asks its scope for. */
const holesOf = (template: unknown): string[] => {
  if (typeof template === 'string')
    return [...template.matchAll(/\{(?:[a-z]+:)*([a-zA-Z][a-zA-Z0-9_.]*)\}/g)].map(([, name = '']) => name)
  if (Array.isArray(template)) return template.flatMap(holesOf)
  if (template === null || typeof template !== 'object') return []
  return Object.entries(template).flatMap(([key, inner]) => {
    if (key === '$text') return []
    return key === '$' || key === '$each' ? [String(inner)] : [...holesOf(key), ...holesOf(inner)]
  })
}
const holesIn = ({ path, query, headers, body }: RequestTemplate): string[] =>
  [path, query, headers, body].flatMap(holesOf).map((name) => name.split('.')[0] ?? '')

const requestsOf = ({ look, send, change, undo, list }: Operation): RequestTemplate[] =>
  [look?.request, send.request, change?.request, undo.delete, undo.restore, list?.request].filter(
    (one) => one !== undefined,
  )

test.each(connectors)('%s says who it is, where it is, and where its facts come from', (id, connector) => {
  const { title, family, source, defaultAddress, account, proof, signIns, auth } = connector
  expect(connector.id).toBe(id)
  expect(id).toMatch(/^[a-z0-9][a-z0-9-]{0,63}$/)
  expect(source.length).toBeGreaterThan(40)
  if (defaultAddress !== '')
    expect(new URL(defaultAddress).protocol).toMatch(/^(https|postgres|mysql|sqlite|smtps?|practice):$/)
  expect([title, family].every((text) => text.length > 0)).toBe(true)
  if (account) expect(account.practice.length).toBeGreaterThan(0)
  expect(
    proof.every((one) => / \d|description|specification/.test(one)),
    'what it is checked against, with its version',
  ).toBe(true)
  expect(signIns.length > 0, 'a way to sign in, unless none is needed').toBe(auth.kind !== 'none')
})

test.each(connectors)(
  '%s says how people sign in, in words, and asks for nothing that it does not use',
  (_id, connector) => {
    const { signIns, values = [], webhook, operations: offered, headers, check, account } = connector
    for (const way of signIns) {
      expect([way.label, way.help].every((text) => /\S/.test(text))).toBe(true)
      if (way.kind === 'oauth-code' || way.kind === 'oauth-client') expectOAuth(way)
    }
    for (const { label, help } of values) expect([label, help].every((text) => text.length > 2)).toBe(true)
    if (webhook) expect(webhook.help).toMatch(/^[A-Z].*\.$/)
    const asked = JSON.stringify([headers, check, account, signIns, offered, Object.values(connector.objects)])
    for (const { name } of values) expect(asked, `the value ${name} is used`).toContain(`account.${name}`)
  },
)

function expectOAuth(way: Extract<SignInWay, { tokenUrl: string }>): void {
  for (const address of [way.tokenUrl, ...(way.authorizeUrl ? [way.authorizeUrl] : [])])
    expect(address).toMatch(/^(https:\/\/|\/|\{account\.)/)
  expect(way.authorizeUrl !== undefined).toBe(way.kind === 'oauth-code')
}

test.each(connectors)(
  '%s keeps within limits, and knows every kind of refusal',
  (_id, { limit, concurrency, timeout, errors }) => {
    const figures = [
      limit.calls,
      limit.per,
      concurrency,
      timeout,
      ...(limit.also ?? []).flatMap(({ calls, per }) => [calls, per]),
    ]
    expect(figures.every((figure) => Number.isInteger(figure) && figure > 0)).toBe(true)
    for (const { headers } of [limit, ...(limit.also ?? [])])
      for (const name of Object.values(headers ?? {})) expect(name).toBe(name.toLowerCase())
    const categoryOf = (status: number) =>
      errors.find(({ when }) => {
        if (when.body || when.header) return false
        return when.status === undefined ? status >= (when.statusFrom ?? 600) : [when.status].flat().includes(status)
      })
    expect(categoryOf(401)?.category).toBe('sign-in')
    expect([429, 500, 502, 503, 504].map((status) => categoryOf(status)?.category)).toEqual(Array(5).fill('transient'))
    expect(categoryOf(400)?.category).toBe('validation')
    expect([403, 404, 409, 422].map((status) => categoryOf(status)?.category)).not.toContain(undefined)
    expect(categoryOf(429)?.rateLimit).toBe(true)
    expect(categoryOf(200)).toBeUndefined()
  },
)

test.each(connectors)('%s names its fields once, and unique ones for what it writes', (_id, { objects }) => {
  for (const { title, plural, fields, unique } of Object.values(objects)) {
    expect(new Set(fields.map(({ name }) => name)).size, title).toBe(fields.length)
    expect(fields.every(({ name, label }) => name !== '' && label !== '')).toBe(true)
    expect(
      fields.every(({ type, choices }) => (choices === undefined ? true : type === 'choice' || type === 'list')),
    ).toBe(true)
    expect(unique.length, title).toBeGreaterThan(0)
    expect([title, plural]).not.toContain('')
  }
})

test.each(operations)('%s can be repeated as it says, looked up and taken back', (_name, connector, operation) => {
  const { object, undo, strategy, look, send, change, bulk, settle } = operation
  expect(Object.keys(connector.objects)).toContain(object)
  expect(undo.words).toMatch(/^[A-Z].*\.$/s)
  expect(undo.delete !== undefined, 'a call that deletes').toBe(undo.created === 'delete')
  expect(undo.restore !== undefined, 'a call that restores').toBe(undo.updated === 'restore')
  if (undo.delete)
    expect(holesIn(undo.delete)).toEqual(expect.arrayContaining([expect.stringMatching(/^(id|key|there)$/)]))
  if (undo.restore) expect(holesIn(undo.restore)).toContainEqual(expect.stringMatching(/^(before|merged)$/))
  expect(holesIn(send.request)).toEqual(expect.arrayContaining([expect.stringMatching(/^(body|records)$/)]))
  if (strategy === 'native-key') expect(holesIn(send.request)).toContain('idempotencyKey')
  if (strategy === 'upsert-by-unique-field') expect(holesIn(send.request)).toContain('key')
  if (strategy === 'find-then-create') expect(look).toBeDefined()
  if (settle !== undefined) expect(strategy).toBe('find-then-create')
  // Or it reads what lies in one place, where each entry says its key.
  const asked = look ? holesIn(look.request) : []
  if (look)
    expect(
      asked.includes('key') ||
        (look.reply.key !== undefined && asked.some((name) => name === 'body' || name === 'account')),
    ).toBe(true)
  if (change)
    expect(holesIn(change.request)).toEqual(
      expect.arrayContaining([expect.stringMatching(/^(id|key)$/), expect.stringMatching(/^(body|merged)$/)]),
    )
  if (bulk > 1) {
    expect(send.reply.items).toBeDefined()
    const tells = send.reply.errors !== undefined || send.reply.refusal !== undefined
    expect(tells || connector.errors.some(({ splits }) => splits), 'which record was refused').toBe(true)
  }
})

const KNOWN = [
  'account',
  'records',
  'key',
  'match',
  'body',
  'fields',
  'id',
  'there',
  'before',
  'merged',
  'idempotencyKey',
  'since',
  'cursor',
  'after',
]
/** Within `$each` the scope is the record, or the name of a field. */
test.each(operations)('%s asks its scope for nothing that is never there', (_name, _connector, operation) => {
  for (const request of requestsOf(operation))
    for (const name of holesIn(request)) expect(KNOWN, `${request.path}: ${name}`).toContain(name)
})

test.each(operations.filter(([, , { list }]) => list))(
  '%s lists what changed, page by page',
  (_name, _connector, { list }) => {
    const { request, cursor, reply } = list as ListPlan
    expect(
      holesIn(request).some((name) => name === 'since') || (list as ListPlan).newestFirst,
      'asks for what is new',
    ).toBe(true)
    expect(cursor.field).not.toBe('')
    if (reply.nextAs === 'page' || reply.nextAs === 'offset') expect(reply.size ?? reply.more).toBeDefined()
  },
)

test('there are the systems that people were promised', () => {
  expect(Object.keys(CONNECTORS).length).toBe(new Set(Object.values(CONNECTORS).map(({ title }) => title)).size)
})

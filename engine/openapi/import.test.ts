// What is derived from a description, and what is asked. Nothing that nobody answered may count as safe.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { CLUB_ANSWERS, CLUBS } from '../../test/fixtures/clubs.ts'
import { importDescription } from './index.ts'

const answered = importDescription(CLUBS, { answers: CLUB_ANSWERS })
const { connector } = answered

test('without answers everything that writes is unsafe, and nothing is taken back', () => {
  const bare = importDescription(CLUBS)
  const operations = Object.values(bare.connector.operations)
  expect(operations.map(({ title }) => title)).toEqual([
    'Create a member',
    'Change a member by its id',
    'Create a visit',
  ])
  expect(operations.map(({ strategy }) => strategy)).toEqual(['own-ledger', 'own-ledger', 'own-ledger'])
  expect(operations.map(({ undo }) => [undo.created, undo.updated])).toEqual(operations.map(() => ['none', 'none']))
  expect(operations.filter(({ list }) => list)).toEqual([])
  expect(bare.connector).toMatchObject({ limit: { calls: 1, per: 1000 }, concurrency: 1, proof: [] })
  expect(bare.connector.liveAddress).toBeDefined()
})

test('whatever is answered, only answers that were offered make anything safe', () => {
  const questions = ['create-member.safe', 'create-visit.safe', 'create-visit.match', 'change-member.again']
  const anything = fc.oneof(
    fc.string(),
    fc.integer(),
    fc.constantFrom('key', 'find:email', 'find:name', 'find:id', 'yes', '__proto__'),
  )
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom(...questions), anything), (answers) => {
      const { operations } = importDescription(CLUBS, { answers }).connector
      const safe = Object.keys(operations).filter((id) => operations[id]?.strategy !== 'own-ledger')
      const allowed = [
        ...(answers['create-member.safe'] === 'find:email' ? ['create-member', 'save-member'] : []),
        ...(answers['change-member.again'] === 'yes' ? ['change-member'] : []),
        ...(answers['create-visit.safe'] === 'key' && answers['create-visit.match'] === 'reference'
          ? ['create-visit']
          : []),
      ]
      expect(safe.sort()).toEqual(allowed.sort())
    }),
  )
})

test('the system as a whole: title, address, sign-in, limits, where the facts come from', () => {
  expect(connector).toMatchObject({
    id: 'api-clubs',
    title: 'Clubs',
    defaultAddress: 'https://api.clubs.test/v2',
    auth: { kind: 'header', name: 'x-club-key' },
    signIns: [{ kind: 'key' }],
    limit: { calls: 6000, per: 60_000 },
  })
  expect(connector.source).toContain('unconfirmed')
  const live = new RegExp(connector.liveAddress?.pattern ?? '')
  expect(live.test('https://api.clubs.test/v2')).toBe(true)
  expect(live.test('https://api.clubs.test.elsewhere.example')).toBe(false)
  expect(answered.unasked).toEqual([])
  expect(importDescription(CLUBS, { answers: { misspelled: 'yes' } }).unasked).toEqual(['misspelled'])
})

test('fields: nested, typed, with choices, read only where the answer alone has them', () => {
  const fields = Object.fromEntries((connector.objects.member?.fields ?? []).map(({ name, ...field }) => [name, field]))
  expect(fields.email).toMatchObject({ type: 'email', required: true })
  expect(fields.age).toMatchObject({ type: 'number', as: 'number' })
  expect(fields.plan).toMatchObject({ type: 'choice', choices: [{ value: 'free' }, { value: 'paid' }] })
  expect(fields['address.city']).toMatchObject({ type: 'text', path: 'address.city', label: 'Address city' })
  expect(fields.id).toMatchObject({ readOnly: true })
  expect(connector.objects.member?.unique).toEqual([{ name: 'email', label: 'Email' }])
})

test('operations: how they look, send, change, list and are taken back', () => {
  const { operations } = connector
  expect(operations['save-member']).toMatchObject({
    does: 'upsert',
    strategy: 'find-then-create',
    settle: 0,
    look: {
      request: { method: 'GET', path: '/members', query: { email: { $: 'key' } } },
      reply: { items: 'data', key: 'email', id: 'id' },
    },
    send: { request: { method: 'POST', path: '/members' }, reply: { id: 'member.id', fields: 'member' } },
    change: { request: { method: 'PATCH', path: '/members/{id}', body: { member: { $: 'body' } } } },
    undo: { created: 'delete', updated: 'restore', delete: { method: 'DELETE', path: '/members/{id}' } },
    list: {
      cursor: { field: 'updated_at', as: 'time' },
      reply: { items: 'data', next: 'paging.next_cursor', nextAs: 'token' },
    },
  })
  expect(operations['create-visit']).toMatchObject({
    strategy: 'native-key',
    keyLasts: 86_400_000,
    send: { request: { headers: { 'idempotency-key': '{idempotencyKey}' } } },
  })
  expect(operations['create-visit']?.look).toBeUndefined()
  expect(answered.contracts['create-visit']?.takes.fields).toEqual([
    { name: 'reference', type: 'text', required: true, mayBeBlank: false },
    { name: 'day', type: 'date', required: false, mayBeBlank: true },
  ])
})

test('every question says why, and offers what it suggests', () => {
  for (const { question, why, answer, suggested } of answered.questions) {
    expect(question).toMatch(/\?| back\.$| values\.$/)
    expect(why).toMatch(/\.$/)
    if (answer.kind === 'choice' && suggested !== undefined) {
      expect(answer.choices.map(({ value }) => value)).toContain(suggested)
    }
  }
})

test('a description that says little is still read', () => {
  const made = importDescription({ paths: { '/a': { post: { requestBody: { content: {} } } } } })
  expect(made.connector).toMatchObject({ defaultAddress: '', operations: {} })
  expect(made.notes.join()).toContain('No call was found')
  expect(made.questions.map(({ id }) => id)).toEqual(expect.arrayContaining(['address', 'sign-in', 'sandbox', 'limit']))
})

test('keys in addresses and other systems of the same kind are named, not taken', () => {
  const securitySchemes = {
    inAddress: { type: 'apiKey', in: 'query', name: 'key' },
    basic: { type: 'http', scheme: 'basic' },
    code: {
      type: 'oauth2',
      flows: { authorizationCode: { authorizationUrl: '/authorize', tokenUrl: '/token', scopes: { read: 'Read' } } },
    },
  }
  const made = importDescription({
    ...CLUBS,
    security: [{ code: ['read'] }],
    components: { ...CLUBS.components, securitySchemes },
  })
  expect(made.connector.auth).toEqual({ kind: 'bearer' })
  expect(made.connector.signIns).toMatchObject([{ kind: 'oauth-code', tokenUrl: '/token', pkce: true }])
  expect(made.connector.operations['create-member']?.needs).toEqual(['read'])
  expect(made.notes.join(' ')).toMatch(/address, where it would be seen.*1 more ways/)
})

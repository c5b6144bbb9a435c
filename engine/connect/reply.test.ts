import { describe, expect, test } from 'vitest'
import type { Connector } from './declare.ts'
import { Refusal, readReply, readResults } from './reply.ts'
import { fillPath, fillTemplate } from './template.ts'

const connector = {
  title: 'CRM',
  errors: [
    { when: { status: 429 }, category: 'transient', rateLimit: true },
    { when: { status: [401, 403] }, category: 'sign-in', message: 'message' },
    { when: { status: 400 }, category: 'validation', message: 'message', splits: true },
    { when: { status: 422 }, category: 'validation', message: ['message', 'errors.*'] },
    { when: { statusFrom: 500 }, category: 'transient' },
    { when: { body: { path: 'ok', is: [false] } }, category: 'validation', message: 'error' },
  ],
} as unknown as Connector

function refusalOf(status: number, body: string, headers = {}): Refusal {
  try {
    readReply(connector, { status, headers, body }, 0)
  } catch (error) {
    if (error instanceof Refusal) return error
    throw error
  }
  throw new Error('it was taken for a success')
}

describe('an answer', () => {
  test('is a success only when it is recognised as one', () => {
    expect(readReply(connector, { status: 200, headers: {}, body: '{"ok":true}' }, 0)).toEqual({ ok: true })
    expect(refusalOf(200, '<html>').failure.code).toBe('call.unrecognised')
    expect(refusalOf(302, '{}').failure.code).toBe('call.unrecognised')
  })

  test('of status 200 can still be a refusal', () => {
    expect(refusalOf(200, '{"ok":false,"error":"no_such_channel"}').failure).toMatchObject({
      code: 'call.refused',
      category: 'validation',
      values: { message: 'no_such_channel' },
    })
  })

  test('says which field is wrong, however deep its words stand', () => {
    const words = (errors: unknown) => refusalOf(422, JSON.stringify({ errors })).failure.values.message
    expect(words({ duedate: 'is no date.' })).toBe('duedate: is no date')
    expect(words({ email: [{ description: 'Email: is taken', error: 'DuplicateValue' }] })).toBe('Email: is taken')
    expect(words(['too long'])).toBe('too long')
    expect(words({})).toBe('status 422')
  })

  test('falls into one of the categories', () => {
    expect(refusalOf(401, '{"message":"expired."}').failure).toMatchObject({
      code: 'call.sign-in',
      values: { message: 'expired' },
    })
    expect(refusalOf(503, '').failure.category).toBe('transient')
    expect(refusalOf(400, '{"message":"bad"}').rule?.splits).toBe(true)
    expect(refusalOf(429, '{}', { 'retry-after': '1.5' })).toMatchObject({
      retryAfter: 1500,
      rule: { rateLimit: true },
    })
  })
})

test('a system that does not say how long to wait is given the declared time', () => {
  const patient = {
    title: 'CRM',
    errors: [{ when: { status: 403 }, category: 'transient', rateLimit: true, wait: 60_000 }],
  } as unknown as Connector
  const waitOf = (headers: Record<string, string>) => {
    try {
      return readReply(patient, { status: 403, headers, body: '{}' }, 0)
    } catch (error) {
      return (error as Refusal).retryAfter
    }
  }
  expect([waitOf({}), waitOf({ 'retry-after': '2' })]).toEqual([60_000, 2_000])
})

test('a refusal among the results passes by waiting where its kind is declared so', () => {
  const json = [
    { errors: [{ statusCode: 'LOCKED', message: 'Try again.' }] },
    { errors: [{ statusCode: 'BAD', message: 'No.' }] },
    { id: '7', errors: [] },
  ]
  const refusal = {
    path: 'errors',
    message: 'errors.0.message',
    category: 'errors.0.statusCode',
    passing: ['LOCKED'],
  }
  const results = readResults(json, { id: 'id', refusal }, 'key')
  expect([...results.refusals]).toEqual([
    ['0', { message: 'Try again', passing: true }],
    ['1', { message: 'No', passing: false }],
  ])
  expect([...results.items.keys()]).toEqual(['2'])
})

test('results are found by key, refusals by the keys they name', () => {
  const json = {
    results: [{ id: '7', new: true, properties: { key: 'b' } }],
    errors: [{ message: 'Taken.', context: { ids: ['a'] } }],
  }
  const paths = {
    items: 'results',
    key: 'properties.{match}',
    id: 'id',
    created: { path: 'new', is: true },
    errors: { items: 'errors', message: 'message', key: 'context.ids' },
  }
  const results = readResults(json, paths, 'key')
  expect([...results.items]).toEqual([['b', { id: '7', created: true }]])
  expect([...results.refusals]).toEqual([['a', { message: 'Taken', passing: false }]])
})

test('templates are filled from their scope only, and a value cannot become another path', () => {
  const scope = {
    match: 'email',
    records: [
      { key: 'a', body: { name: 'Ana' } },
      { key: 'b', body: {} },
    ],
  }
  const template = {
    inputs: { $each: 'records', as: { idProperty: { $: 'match' }, id: { $: 'key' }, properties: { $: 'body' } } },
  }
  expect(fillTemplate(template, scope)).toEqual({
    inputs: [
      { idProperty: 'email', id: 'a', properties: { name: 'Ana' } },
      { idProperty: 'email', id: 'b', properties: {} },
    ],
  })
  expect(fillPath('/things/{key}', { key: '../../admin?x=1#y' })).toBe('/things/..%2F..%2Fadmin%3Fx%3D1%23y')
  expect(fillTemplate({ $: 'constructor' }, {})).toBeNull()
})

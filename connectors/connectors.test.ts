import { expect, test } from 'vitest'
import type { Connector, Operation, RequestTemplate } from '#engine'
import { CONNECTORS } from './index.ts'

const connectors = Object.entries(CONNECTORS)
const operations = connectors.flatMap(([id, connector]) =>
  Object.entries(connector.operations).map(([name, operation]): [string, Connector, Operation] => [
    `${id}/${name}`,
    connector,
    operation,
  ]),
)

/** Every `{$: path}` of a template, and whether `key` stands once per record. */
const holesOf = (template: unknown): string[] => {
  if (Array.isArray(template)) return template.flatMap(holesOf)
  if (template === null || typeof template !== 'object') return []
  return Object.entries(template).flatMap(([key, inner]) => (key === '$' ? [String(inner)] : holesOf(inner)))
}
const bodyHoles = (request: RequestTemplate) => holesOf(request.body)

test.each(connectors)('%s says who it is, where it is, and where its facts come from', (id, connector) => {
  expect(connector.id).toBe(id)
  expect(id).toMatch(/^[a-z0-9][a-z0-9-]{0,63}$/)
  expect(connector.source.length).toBeGreaterThan(40)
  expect(new URL(connector.defaultAddress).protocol).toBe('https:')
  expect([connector.title, connector.family].every((text) => text.length > 0)).toBe(true)
  expect(connector.account?.practice.length).toBeGreaterThan(0)
})

test.each(connectors)(
  '%s keeps within limits, and knows every kind of refusal',
  (_id, { limit, concurrency, timeout, errors }) => {
    expect(
      [limit.calls, limit.per, concurrency, timeout].every((figure) => Number.isInteger(figure) && figure > 0),
    ).toBe(true)
    for (const name of Object.values(limit.headers ?? {})) expect(name).toBe(name.toLowerCase())
    const categoryOf = (status: number) =>
      errors.find(({ when }) =>
        when.status !== undefined ? [when.status].flat().includes(status) : status >= (when.statusFrom ?? 600),
      )
    expect([401, 403].map((status) => categoryOf(status)?.category)).toEqual(['sign-in', 'sign-in'])
    expect([408, 425, 429, 500, 502, 503, 504].map((status) => categoryOf(status)?.category)).toEqual(
      Array(7).fill('transient'),
    )
    expect([400, 409, 422].map((status) => categoryOf(status)?.category)).toEqual(Array(3).fill('validation'))
    expect(categoryOf(404)?.category).toBe('permanent')
    expect(categoryOf(429)?.rateLimit).toBe(true)
    expect(categoryOf(200)).toBeUndefined()
  },
)

test.each(connectors)('%s names its fields once, and unique ones for what it writes', (_id, { objects }) => {
  for (const { title, plural, fields, unique } of Object.values(objects)) {
    expect(new Set(fields.map(({ name }) => name)).size).toBe(fields.length)
    expect(fields.every(({ name, label }) => name !== '' && label !== '')).toBe(true)
    expect(unique.length).toBeGreaterThan(0)
    expect([title, plural]).not.toContain('')
  }
})

test.each(operations)('%s can be repeated safely, looked up and taken back', (_name, connector, operation) => {
  expect(Object.keys(connector.objects)).toContain(operation.object)
  expect(operation.needs.length).toBeGreaterThan(0)
  expect(operation.undo.words).toMatch(/^[A-Z].*\.$/)
  expect(bodyHoles(operation.send.request)).toEqual(expect.arrayContaining(['match', 'key', 'body']))
  if (operation.strategy !== 'own-ledger')
    expect(bodyHoles(operation.look?.request ?? operation.send.request)).toContain('key')
  if (operation.bulk > 1) {
    expect(operation.send.reply.items).toBeDefined()
    const canTell = operation.send.reply.errors !== undefined || connector.errors.some(({ splits }) => splits)
    expect(canTell).toBe(true)
  }
})

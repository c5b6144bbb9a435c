import { expect, test } from 'vitest'
import { things } from '../../test/fixtures/things.ts'
import { formText } from './encode.ts'
import { fillRequest } from './request.ts'
import { fillPath, fillQuery } from './template.ts'

test('a query leaves out what has no value, and cannot become another one', () => {
  const query = { limit: 1, '{match}': { $: 'key' }, after: { $: 'after' }, ids: { $: 'ids' }, none: { $: 'none' } }
  const scope = { match: 'e-mail', key: 'a&b=c@d.example', after: '', ids: ['1', '2'] }
  expect(fillQuery(query, scope)).toBe('?limit=1&e-mail=a%26b%3Dc%40d.example&ids=1&ids=2')
  expect(fillQuery({ after: { $: 'after' } }, scope)).toBe('')
})

test('a value between quotes of a query language does not end it', () => {
  const filled = fillPath("/query?q=Name = '{quoted:key}'", { key: "O'Brien \\ x" })
  expect(decodeURIComponent(filled)).toBe("/query?q=Name = 'O\\'Brien \\\\ x'")
})

test('a value between double quotes cannot say anything beside them', () => {
  const filled = fillQuery({ where: 'Name=="{double:key}"' }, { key: 'x" OR Name!="' })
  expect(filled).toBe(`?where=${encodeURIComponent('Name=="x\\" OR Name!=\\""')}`)
})

test('a list becomes a text with something between its elements', () => {
  const each = { $join: ' OR ', of: { $each: 'records', as: "{match}=='{quoted:key}'" } }
  const scope = { match: 'Name', records: [{ key: 'a' }, { key: "b'c" }] }
  expect(fillQuery({ where: each }, scope)).toBe(`?where=${encodeURIComponent("Name=='a' OR Name=='b\\'c'")}`)
  expect(fillQuery({ where: { $join: '', of: ['a ', each] } }, { records: [] })).toBe('?where=a%20')
})

test('a key is cut to what a system takes', () => {
  const key = 'a1'.repeat(32)
  expect(fillPath('/x?requestid={short:key}-1', { key })).toBe(`/x?requestid=${key.slice(0, 40)}-1`)
})

test('a value that would lead to another place than an entry is refused', () => {
  for (const id of ['', '.', '..']) {
    expect(() => fillPath('/things/{id}', { id })).toThrow(expect.objectContaining({ code: 'call.no-address' }))
    expect(() => fillPath('/things/{id}/notes?q={id}', { id })).toThrow()
  }
  expect(fillPath('/things/{id}?q={none}', { id: '../x?y' })).toBe('/things/..%2Fx%3Fy?q=')
  expect(fillPath('/a.b/{id}.json', { id: '..' })).toBe('/a.b/...json')
})

test('half a character, as formulas can cut one, breaks no request', () => {
  expect(fillPath('/things/{id}', { id: 'a\ud83d' })).toBe('/things/a%EF%BF%BD')
  expect(fillQuery({ id: { $: 'id' } }, { id: '\ud83d' })).toBe('?id=%EF%BF%BD')
  expect(formText({ id: '\ud83d' })).toBe('id=%EF%BF%BD')
})

test('a next page is asked of the same system, whatever the answer says', () => {
  const page = (path: string) =>
    fillRequest(things, { address: 'https://a.example/fhir', token: 't' }, { method: 'GET', path: '/x' }, {}, { path })
      .url
  expect(page('/fhir?page=2')).toBe('https://a.example/fhir?page=2')
  expect(page('?page=2')).toBe('https://a.example/fhir/?page=2')
  for (const named of ['@evil.example/x', '.evil.example/x', ':8080/x', '//evil.example/x', 'https:\\\\evil.example/x'])
    expect(new URL(page(named)).origin, named).toBe('https://a.example')
})

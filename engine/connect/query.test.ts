import { expect, test } from 'vitest'
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

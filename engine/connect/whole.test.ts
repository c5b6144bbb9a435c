/** Systems that replace what they are given: what is there goes back to them with the new values in it. */
import { expect, test } from 'vitest'
import type { TargetObject } from './declare.ts'
import { fieldFormOf } from './fields.ts'
import { readResults } from './reply.ts'
import { fillHeader, fillQuery, fillTemplate } from './template.ts'

const person: TargetObject = {
  title: 'Person',
  plural: 'People',
  fields: [
    { name: 'family', label: 'Family name', type: 'text', path: 'name.0.family' },
    { name: 'phone', label: 'Phone', type: 'phone', path: 'telecom[system=phone].value' },
    { name: 'born', label: 'Born', type: 'date', as: 'iso-date' },
    { name: 'nick', label: 'Nickname', type: 'text', path: 'name.0.nicks.1' },
  ],
  unique: [{ name: 'id', label: 'Id' }],
}

test('new values go into what is there, and what was there otherwise stays', () => {
  const there = {
    name: [{ family: 'Alder', given: ['Ada', 'Bea'], nicks: ['a', 'b'] }],
    telecom: [{ system: 'email', value: 'a@b.example' }],
    born: '1990-01-01',
  }
  const before = JSON.stringify(there)
  const merged = fieldFormOf(person).merge({ family: 'Birch', phone: '+49 30 1', born: null, nick: null }, there)
  expect(merged).toEqual({
    name: [{ family: 'Birch', given: ['Ada', 'Bea'], nicks: ['a'] }],
    telecom: [
      { system: 'email', value: 'a@b.example' },
      { system: 'phone', value: '+49 30 1' },
    ],
  })
  expect(JSON.stringify(there)).toBe(before)
  expect(fieldFormOf({ ...person, fields: [] }).merge({ b: 2, c: null }, { a: 1, c: 3 })).toEqual({ a: 1, b: 2 })
})

test('rows of cells are read with their numbers, and written with single cells laid over them', () => {
  const reply = { items: 'values', rows: { first: 2 }, key: 'cells.0', id: 'row', fields: '' }
  const { items } = readResults({ values: [['a', 1], [], ['b']] }, reply, 'x')
  expect(items.get('b')).toEqual({ id: '4', fields: { row: 4, cells: ['b'] } })
  const row = fillTemplate(
    { '...': { $: 'body.cells' }, 0: { $: 'key' } },
    { key: 'K', body: { cells: [null, 2, 'x'] } },
  )
  expect(row).toEqual(['K', 2, 'x'])
  expect(fillTemplate({ '...': { $: 'body.cells' }, 0: { $: 'key' } }, { key: 'K', body: {} })).toEqual(['K'])
  expect(fillTemplate({ '...': { $: 'body' }, name: 'n' }, {})).toEqual({ name: 'n' })
})

test('what stands in a search is no part of its language', () => {
  const scope = { key: 'a,b|c$d\\e&_count=1' }
  expect(fillQuery({ identifier: 's|{search:key}' }, scope)).toBe(
    `?identifier=${encodeURIComponent('s|a\\,b\\|c\\$d\\\\e&_count=1')}`,
  )
  expect(fillHeader('identifier={encoded:search:key}', scope)).toBe(
    `identifier=${encodeURIComponent('a\\,b\\|c\\$d\\\\e&_count=1')}`,
  )
})

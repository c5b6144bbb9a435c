import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { TargetField } from '../connect/declare.ts'
import type { Data, Json } from '../model/json.ts'
import { compareLearned } from './compare.ts'
import { type Learned, learnObject } from './learned.ts'

const entry = (fields: Record<string, Json>): Data => Object.assign(Object.create(null), fields)
const answers = (...entries: Record<string, Json>[]): Learned => ({ contacts: learnObject([], entries.map(entry)) })
const field = (name: string, more: Partial<TargetField> = {}): TargetField => ({
  name,
  label: name,
  type: 'text',
  ...more,
})
const says = (...fields: TargetField[]): Learned => ({ contacts: learnObject(fields, []) })
const told = (before: Learned, now: Learned) =>
  compareLearned(before, now).map(({ kind, field: name, to }) =>
    [kind, name, ...(to === undefined ? [] : [to])].join(' '),
  )

test('a field with another name is told as renamed, whatever else is new', () => {
  const before = answers({ phone: '1', email: 'a@b.c' }, { phone: '', email: 'd@e.f' })
  const now = answers({ phone_number: '1', email: 'a@b.c', score: 3 })
  expect(told(before, now)).toEqual(['renamed phone phone_number', 'new score'])
  expect(told(answers({ firstName: 'A' }), answers({ first_name: 'A' }))).toEqual(['renamed firstName first_name'])
  expect(told(answers({ phone: '1' }), answers({ city: 'Rome' }))).toEqual(['gone phone', 'new city'])
})

test('what is demanded, closed, no longer unique, or offered no more is told', () => {
  const before = says(
    field('zip'),
    field('vat', { unique: true }),
    field('tier', {
      type: 'choice',
      choices: [
        { value: 'gold', label: 'Gold' },
        { value: 'tin', label: 'Tin' },
      ],
    }),
    field('total', { type: 'number' }),
    field('name'),
  )
  const now = says(
    field('zip', { required: true }),
    field('vat'),
    field('tier', { type: 'choice', choices: [{ value: 'gold', label: 'Gold' }] }),
    field('total'),
    field('name', { readOnly: true }),
    field('consent', { required: true }),
  )
  expect(told(before, now).toSorted()).toEqual(
    ['choices tier', 'not-unique vat', 'read-only name', 'required consent', 'required zip', 'type total'].toSorted(),
  )
})

test('other forms of values are told; a value that is blank by chance is not', () => {
  const before = answers({ due: '2026-11-22', note: 'x' }, { due: '2026-11-23', note: '' })
  expect(told(before, answers({ due: '22/11/2026', note: '' }))).toEqual(['type due'])
  expect(told(before, answers({ due: null, note: null }))).toEqual([])
  expect(told(answers({ a: '1', b: '2' }, { a: '1' }), answers({ a: '1' }))).toEqual([])
})

test('what did not change says nothing, and an object that is seen first says nothing either', () => {
  const value = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null), fc.constant('2026-11-22'))
  const entries = fc.array(fc.dictionary(fc.string({ minLength: 1, maxLength: 8 }), value), { maxLength: 6 })
  fc.assert(
    fc.property(entries, (list) => {
      const learned = answers(...(list as Record<string, Json>[]))
      expect(compareLearned(learned, learned)).toEqual([])
      expect(compareLearned({}, learned)).toEqual([])
    }),
  )
})

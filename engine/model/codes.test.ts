import { expect, test } from 'vitest'
import { CODES, type Code, isCode, sentenceOf, wordsOf } from './codes.ts'

const entries = Object.entries(CODES) as [Code, (typeof CODES)[Code]][]

test.each(entries)('%s says what happened and what to do next, in whole sentences', (_, { what, effect, next }) => {
  expect(what).toMatch(/[.?]$/)
  expect(next).toMatch(/[.?]$/)
  if (effect !== '') expect(effect).toMatch(/\.$/)
})

test('no sentence blames, or says that something went wrong', () => {
  for (const [, { what, effect, next }] of entries) {
    expect(`${what} ${effect} ${next}`).not.toMatch(
      /something went wrong|oops|you failed|your fault|invalid input|illegal/i,
    )
  }
})

test('values are filled in, numbers grouped, lists joined, and what is missing is written as unknown', () => {
  expect(wordsOf('file.row-ragged', { row: 12345, found: 3, expected: 5 }).what).toBe(
    'Row 12,345 has 3 values where the header has 5 columns.',
  )
  expect(sentenceOf('record.no-key', { fields: ['Name', 'Zip'] })).toContain('Name, Zip')
  expect(wordsOf('file.missing', {}).what).toContain('unknown')
  expect(wordsOf('file.missing', { file: '{system}' }).what).toContain('"{system}"')
})

test('a code is known only by its own name', () => {
  expect(isCode('file.missing')).toBe(true)
  expect(isCode('constructor')).toBe(false)
})

import { expect, test } from 'vitest'
import { readJsonRecord } from './json-record.ts'

const why = (text: string) => {
  const read = readJsonRecord(text)
  return 'why' in read ? read.why : read.value
}

test.each([
  ['', 'it is empty'],
  ['nothing', 'it is not JSON'],
  ['{"a": NaN}', 'it is not JSON'],
  ['{"a": Infinity}', 'it is not JSON'],
  ['{"a": 1e999}', 'it has a number without end'],
  ['{"a": [{"b": -1E400}]}', 'it has a number without end'],
  ['{"a": "\\ud800"}', 'it has half a character'],
  ['{"\\uDC00": 1}', 'it has half a character'],
  ['{"a": "\ud83d"}', 'it has half a character'],
  ['{"a": 1, "b": 2, "a": 3}', 'it has a field twice'],
  ['{"a": {"b": 1, "b": 1}}', 'it has a field twice'],
  ['[{"a": 1}]', 'it is a list, where one record is expected'],
  ['null', 'it is a single value without a field'],
  ['"a"', 'it is a single value without a field'],
  [`{"a": ${'['.repeat(100_000)}${']'.repeat(100_000)}}`, 'it is nested more than 100 levels deep'],
  ['['.repeat(5_000_000), 'it is nested more than 100 levels deep'],
])('%.40s is no record', (text, expected) => {
  expect(why(text)).toBe(expected)
})

test('What looks odd inside texts is only text', () => {
  const data = { a: '{[":"]}\\"', b: '1e999 \\\\', c: '😀', '\\"d': ':' }
  expect(why(JSON.stringify(data))).toEqual(data)
})

test('A field named like a built-in member is only a field', () => {
  const read = readJsonRecord('{"__proto__": {"a": 1}, "constructor": 2, "toString": null}')
  if ('why' in read) throw new Error(read.why)
  expect(Object.getPrototypeOf(read.value)).toBeNull()
  expect(Object.keys(read.value)).toEqual(['__proto__', 'constructor', 'toString'])
  expect(JSON.stringify(read.value)).toBe('{"__proto__":{"a":1},"constructor":2,"toString":null}')
})

test('Numbers too long to be kept exactly become their digits; others stay numbers', () => {
  expect(why('{"id": 12345678901234567890, "n": 9007199254740991, "f": 0.1234567890123456, "e": 1e20}')).toEqual({
    id: '12345678901234567890',
    n: 9007199254740991,
    f: 0.1234567890123456,
    e: 1e20,
  })
})

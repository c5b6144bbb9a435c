import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Json } from '../model/json.ts'
import { listWords, type Settings, settingAt, withSetting } from './settings.ts'

test('a field of the form is read back as it was set, and the others stay', () => {
  const keys = fc.constantFrom('a', 'b', 'key.fields', 'key.ignore', 'key')
  fc.assert(
    fc.property(
      fc.dictionary(fc.constantFrom('a', 'key'), fc.jsonValue()),
      keys,
      fc.jsonValue(),
      (given, key, value) => {
        const settings = given as Settings
        const next = withSetting(settings, key, value as Json)
        expect(settingAt(next, key)).toEqual(value)
        if (!key.startsWith('a')) expect(settingAt(next, 'a')).toEqual(settingAt(settings, 'a'))
      },
    ),
  )
  expect(withSetting({ key: { fields: ['a'], ignore: [] } }, 'key.ignore', ['case'])).toEqual({
    key: { fields: ['a'], ignore: ['case'] },
  })
  expect(settingAt({}, 'constructor')).toBeUndefined()
  expect(settingAt({ a: 'text' }, 'a.length')).toBeUndefined()
})

test('lists are read like a sentence', () => {
  expect([[], ['a'], ['a', 'b'], ['a', 'b', 'c'], ['a', 'b', 'c', 'd']].map(listWords)).toEqual([
    '',
    'a',
    'a and b',
    'a, b and c',
    'a, b and 2 more',
  ])
})

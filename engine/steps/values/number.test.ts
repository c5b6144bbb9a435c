import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readMoney } from './money.ts'
import { readNumber, styleOf } from './number.ts'

test.each([
  ['1,234.56', 1234.56, 1234.56],
  ['1.234,56', 1234.56, 1234.56],
  ['1 234,56', 1234.56, 1234.56],
  ["1'234.50", 1234.5, 1234.5],
  ['1\u00a0234\u202f567', 1234567, 1234567],
  ['(12)', -12, -12],
  ['12-', -12, -12],
  ['−12', -12, -12],
  ['+12', 12, 12],
  ['-0', 0, 0],
  ['1,234', 1234, 1.234],
  ['1.234', 1.234, 1234],
  ['1,5', 1.5, 1.5],
  ['0,123', 0.123, 0.123],
  ['1,234,567', 1234567, 1234567],
  ['12,34,567', 1234567, 1234567],
  ['.5', 0.5, 0.5],
  ['007', 7, 7],
  ['100', 100, 100],
  ['12345678901234567890', '12345678901234567890', '12345678901234567890'],
  ['-12345678901234567.891', '-12345678901234567.891', '-12345678901234567.891'],
])('%s is %s with a point, %s with a comma', (text, point, comma) => {
  expect([readNumber(text, 'point'), readNumber(text, 'comma')]).toEqual([point, comma])
})

test.each([
  '',
  '-',
  '.',
  '5.',
  '1e5',
  '1,2,3',
  '1,23,4',
  '1234 567',
  '(12',
  '12)',
  '-12-',
  'NaN',
  'Infinity',
  '0x10',
  '1 2',
  '9'.repeat(61),
])('%s is no number', (text) => {
  expect(readNumber(text, 'point')).toBeUndefined()
})

test('a number is read back from how each style writes it', () => {
  const amounts = fc.integer({ min: -1e12, max: 1e12 }).map((cents) => cents / 100)
  fc.assert(
    fc.property(amounts, (amount) => {
      const written = (locale: string) => new Intl.NumberFormat(locale, { minimumFractionDigits: 2 }).format(amount)
      expect(readNumber(written('en-US'), 'point')).toBe(amount + 0)
      expect(readNumber(written('de-DE'), 'comma')).toBe(amount + 0)
      expect(readNumber(written('fr-FR'), 'comma')).toBe(amount + 0)
      expect(readNumber(written('de-CH'), 'point')).toBe(amount + 0)
    }),
  )
})

test('languages say which sign they use, and an unknown one uses a point', () => {
  expect(['en-US', 'de-DE', 'fr', 'not a locale', ''].map(styleOf)).toEqual([
    'point',
    'comma',
    'comma',
    'point',
    'point',
  ])
})

test.each([
  ['€ 1.234,50', { amount: 1234.5, currency: 'EUR' }],
  ['USD 12', { amount: 12, currency: 'USD' }],
  ['12.50 chf', { amount: 12.5, currency: 'CHF' }],
  ['Fr. 1’200.50', { amount: 1200.5, currency: 'CHF' }],
  ['$5', { amount: 5, currency: 'CAD' }],
  ['US$ 5', { amount: 5, currency: 'USD' }],
  ['-$12', { amount: -12, currency: 'CAD' }],
  ['($12.00)', { amount: -12, currency: 'CAD' }],
  ['12,50 kr', { amount: 12.5 }],
  ['12', { amount: 12 }],
  ['', undefined],
  ['$', undefined],
  ['12 apples', undefined],
  ['€5 £', undefined],
  ['constructor 5', undefined],
])('%s is %j', (text, money) => {
  expect(readMoney(text, 'point', 'CA')).toEqual(money)
})

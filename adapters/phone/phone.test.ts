import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createPhone } from './index.ts'

const phone = createPhone()

test.each([
  ['312-555-0100', '+13125550100'],
  ['(312) 662-4202', '+13126624202'],
  ['+49 30 901820', '+4930901820'],
  [' 1.312.662.4202 ', '+13126624202'],
])('%s is a number', (text, number) => {
  expect(phone.toE164(text, 'US')).toBe(number)
  expect(phone.toE164(number, 'US')).toBe(number)
})

test.each([
  '',
  'n/a',
  '2262649',
  '226-2649',
  '2262649 2262650',
  '99999999999999',
  '3126624202 x5',
  'call 312-662-4202',
  '555',
  '+1',
  '1'.repeat(10_000),
])('%s is left alone', (text) => {
  expect(phone.toE164(text, 'US')).toBeUndefined()
})

test('the country decides how a local number is read, and one that does not exist reads nothing', () => {
  expect(phone.toE164('030 901820', 'DE')).toBe('+4930901820')
  expect(phone.toE164('030 901820', 'US')).toBeUndefined()
  expect(phone.toE164('312-662-4202', 'XX')).toBeUndefined()
  expect(phone.toE164('312-662-4202', '__proto__')).toBeUndefined()
})

test('any text gives a number in E.164 or nothing', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'0123456789+-() .x#;,a') }), (text) => {
      expect(phone.toE164(text, 'US') ?? '+1').toMatch(/^\+[1-9]\d{0,14}$/)
    }),
  )
})

import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Data } from '../model/json.ts'
import { isEcho, type LastWrite } from './echo.ts'

const last: LastWrite = {
  targetId: '17',
  matchField: 'email',
  key: 'ada@example.com',
  fields: { phone: '+13125550100', visits: 3 },
  before: { phone: '555-0100', city: 'Chicago' },
  at: 1_000,
}
const rule = { now: 2_000, days: 3 }
const phone = last.fields.phone ?? ''

test.each<[string, Data, boolean]>([
  ['what we wrote', { email: 'ada@example.com', phone }, true],
  ['the same as text', { phone, visits: '3' }, true],
  ['with what was there before, and its id', { id: '17', phone, city: 'Chicago' }, true],
  ['another value', { phone: '555-0199' }, false],
  ['the value from before', { phone: '555-0100' }, false],
  ['a change beside ours', { phone, city: 'Boston' }, false],
  ['a field that nobody knows', { phone, stage: 'lead' }, false],
  ['another match key', { email: 'bob@example.com', phone }, false],
  ['nothing that we wrote', { city: 'Chicago' }, false],
  ['nothing', {}, false],
  ['a name that every object has', { phone, constructor: 'x' }, false],
])('%s', (_, record, echo) => expect(isEcho(record, last, rule)).toBe(echo))

test('a field that was left blank when the thing was made is no news while it is blank', () => {
  const { before: _, ...made } = { ...last, made: true }
  expect(isEcho({ phone, stage: null, note: '' }, made, rule)).toBe(true)
  expect(isEcho({ phone, stage: 'lead' }, made, rule)).toBe(false)
  expect(isEcho({ phone, stage: null }, last, rule)).toBe(false)
})

test('fields set aside are not looked at', () => {
  const record = { phone, updatedAt: '2026-01-01' }
  expect(isEcho(record, last, rule)).toBe(false)
  expect(isEcho(record, last, { ...rule, aside: ['updatedAt'] })).toBe(true)
})

test('neither an event from before the write nor one long after it is an echo, nor is anything without a write', () => {
  expect(isEcho({ phone }, last, { now: 999, days: 3 })).toBe(false)
  expect(isEcho({ phone }, last, { now: 1_000 + 3 * 86_400_000, days: 3 })).toBe(true)
  expect(isEcho({ phone }, last, { now: 1_001 + 3 * 86_400_000, days: 3 })).toBe(false)
  expect(isEcho({ phone }, undefined, rule)).toBe(false)
})

test('a record with a value that is neither written nor from before is never an echo', () => {
  fc.assert(
    fc.property(fc.constantFrom('phone', 'visits', 'city', 'other', '__proto__'), fc.string(), (name, value) => {
      const record: Data = Object.create(null)
      record.phone = phone
      record[name] = `changed ${value}`
      expect(isEcho(record, last, rule)).toBe(false)
    }),
  )
})

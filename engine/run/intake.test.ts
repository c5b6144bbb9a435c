import { expect, test } from 'vitest'
import type { Data, Json } from '../model/json.ts'
import { takeIn } from './intake.ts'

const record = (fields: Record<string, Json>): Data => Object.assign(Object.create(null), fields)
const nested = (levels: number): Json => {
  let value: Json = 'x'
  for (let level = 0; level < levels; level++) value = level % 2 ? { inner: value } : [value]
  return value
}

test('what can be worked with comes in as it is, with its JSON', () => {
  const data = record({ a: 1, __proto__x: 'p', list: nested(50), half: '\ud800' })
  expect(takeIn({ label: 'row 1', data })).toEqual({ data, payload: JSON.stringify(data) })
  const reason = { code: 'record.unreadable', category: 'validation', values: {} } as const
  expect(takeIn({ label: 'row 1', data: record({ a: 1 }), reason }).reason).toBe(reason)
})

test('what is nested too deeply or too large is held with plain words, and is never worked through', () => {
  const deep = takeIn({ label: 'row 1', data: record({ a: nested(100_000) }) })
  expect([deep.payload, deep.reason?.code]).toEqual(['{}', 'record.unreadable'])
  const large = takeIn({ label: 'row 2', data: record({ a: 'x'.repeat(20_000_000) }) })
  expect(large).toMatchObject({
    payload: '{}',
    reason: { code: 'record.too-large', values: { size: '20 million characters', limit: '16 million characters' } },
  })
})

import { expect, test } from 'vitest'
import { createPhone } from '#adapters/phone'
import { createAjvSchema } from '#adapters/schema'
import { emptyFlow } from '../../test/arbitrary/flow.ts'
import type { Json } from '../model/json.ts'
import { dedupe } from './dedupe.ts'

const flow = { ...emptyFlow(), id: 'f' }
const old = { fields: ['Name'], ignore: ['case'], window: 'run', days: 30 }
const near = [
  { field: 'Name', as: 'company', weight: 5 },
  { field: 'Phone', as: 'phone', weight: 5 },
]

function planned(settings: Record<string, Json>) {
  const context = { flow, stepId: 's', schema: createAjvSchema(), phone: createPhone(), connectors: {} }
  const behaviour = dedupe.plan(settings, context)
  if (behaviour.role !== 'claim') throw new Error('no claim')
  return behaviour
}

const checked = (settings: Record<string, Json>) =>
  dedupe
    .check({ flow, stepId: 's', step: { kind: 'dedupe', title: 'D', settings }, arriving: undefined, connectors: {} })
    .map(({ code, severity, at }) => [code, severity, at.field])

test('settings of before mean what they meant', () => {
  const behaviour = planned(old)
  expect(behaviour).toMatchObject({ days: 0, keep: 'first', scope: '["f","s",["Name"],["case"]]' })
  expect(behaviour.near).toBeUndefined()
  expect(dedupe.exits?.(old)).toEqual(['main', 'duplicate', 'error'])
  expect(dedupe.summary(old, flow)).toBe('By Name')
  expect(checked(old)).toEqual([])
})

test('near adds a rule, an exit and words; a changed comparison starts anew, changed thresholds do not', () => {
  const settings = { ...old, how: 'near', near }
  const behaviour = planned(settings)
  expect(behaviour.near).toMatchObject({ sure: 0.92, maybe: 0.8 })
  expect(dedupe.exits?.(settings)).toContain('low-confidence')
  expect(dedupe.summary(settings, flow)).toBe('By Name, or nearly')
  expect(planned({ ...settings, sure: 0.99, maybe: 0.6, keep: 'merge' })).toMatchObject({
    scope: behaviour.scope,
    keep: 'merge',
    near: { sure: 0.99, maybe: 0.6 },
  })
  expect(planned({ ...settings, near: near.toReversed() }).scope).not.toBe(behaviour.scope)
  expect(planned({ ...old, near }).near).toBeUndefined()
  expect(planned({ ...old, how: 'near', near: [] }).near).toBeUndefined()
  expect(checked(settings)).toEqual([])
})

test('thresholds in the wrong order and a single field are said; lines that cannot be used are left out', () => {
  const settings = { ...old, how: 'near', near }
  expect(checked({ ...settings, sure: 0.7 })).toEqual([['setting.invalid', 'blocks', 'maybe']])
  expect(checked({ ...settings, near: near.slice(1) })).toEqual([['near.one-field', 'warns', 'near']])
  const odd = [{ field: 'Zip', as: 'magic', weight: 5 }, near[0] ?? null, { field: '', as: 'code', weight: 5 }, 7]
  expect(planned({ ...settings, near: [...near, ...odd] }).scope).toBe(planned(settings).scope)
  expect(planned({ ...settings, sure: 0.6 }).near?.maybe).toBe(0.6)
})

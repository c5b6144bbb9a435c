import { expect, test } from 'vitest'
import { createPhone } from '#adapters/phone'
import { createAjvSchema } from '#adapters/schema'
import { CONNECTORS } from '#connectors'
import { emptyFlow } from '../../test/arbitrary/flow.ts'
import { sentenceOf } from '../model/codes.ts'
import type { Data, Json } from '../model/json.ts'
import type { Behaviour } from './declare.ts'
import { exitsOf, stepKind } from './index.ts'

const record = (parts: Record<string, Json>): Data => Object.assign(Object.create(null), parts)
const about = { receivedAt: 0, label: 'row 1' }

function plan<R extends Behaviour['role']>(kind: string, role: R, settings: Record<string, Json>) {
  const flow = { ...emptyFlow(), settings: { locale: 'en-US', timeZone: 'Europe/Berlin' } }
  const context = { flow, stepId: 's', schema: createAjvSchema(), phone: createPhone(), connectors: CONNECTORS }
  const behaviour = stepKind(kind)?.plan(settings, context)
  if (behaviour?.role !== role) throw new Error(`${kind} is not a ${role}`)
  return behaviour as Extract<Behaviour, { role: R }>
}

const summaryOf = (kind: string, settings: Record<string, Json>) => stepKind(kind)?.summary(settings, emptyFlow())
const where = (field: string, is: string, value: string) => ({ all: true, list: [{ field, is, value }] })
const big = { name: 'Big', when: where('Amount', 'more-than', '1000') }
const won = { name: 'Won', when: where('Status', 'is', 'won') }

test('a filter keeps what meets its conditions, and says what the others do not meet', () => {
  const settings = { keep: where('Status', 'is', 'won') }
  const { apply } = plan('filter', 'sync', settings)
  expect(apply(record({ Status: 'Won' }), about).port).toBe('main')
  const { port, reason } = apply(record({ Status: 'lost' }), about)
  expect([port, reason && sentenceOf(reason.code, reason.values)]).toEqual([
    'filtered',
    'It was filtered out, because this does not hold: Status is won. Nothing was written for it from there on; it is counted as filtered. Nothing to do, or change the conditions of the step.',
  ])
  expect(summaryOf('filter', settings)).toBe('Keeps those where Status is won')
})

test('a route takes the first case that holds, else otherwise, and names its exits after the cases', () => {
  const settings = { cases: [big, won] }
  const { apply } = plan('route', 'sync', settings)
  expect(apply(record({ Amount: '2,000', Status: 'won' }), about).port).toBe('case-1')
  expect(apply(record({ Amount: '5', Status: 'won' }), about).port).toBe('case-2')
  const none = apply(record({}), about)
  expect([none.port, none.reason?.code]).toEqual(['otherwise', 'record.no-case'])
  const kind = stepKind('route')
  expect(kind && exitsOf(kind, settings)).toEqual(['case-1', 'case-2', 'otherwise'])
  expect(kind?.exitName?.(settings, 'case-2')).toBe('Won')
  expect(kind?.exitName?.(settings, 'otherwise')).toBeUndefined()
  expect(summaryOf('route', settings)).toBe('To Big and Won, or otherwise')
})

test('a case that cannot be read keeps its place, so that the others keep their exits', () => {
  const { apply } = plan('route', 'sync', { cases: [{ name: 'Odd', when: where('x', 'is', 'y') }, 'nonsense', won] })
  expect(apply(record({ x: 'y' }), about).port).toBe('case-1')
  const kind = stepKind('route')
  expect(kind && exitsOf(kind, { cases: ['nonsense', won] })).toEqual(['case-1', 'case-2', 'otherwise'])
})

test('several things are done by as many exits as there are ways, eight at most', () => {
  const kind = stepKind('ways')
  const settings = { ways: Array.from({ length: 12 }, (_, index) => ({ name: index === 1 ? ' ' : `Way to ${index}` })) }
  expect(kind && exitsOf(kind, settings)).toHaveLength(8)
  expect(kind?.exitName?.(settings, 'case-1')).toBe('Way to 0')
  expect(kind?.exitName?.(settings, 'case-2')).toBeUndefined()
  expect(plan('ways', 'copy', settings)).toEqual({ role: 'copy' })
})

test('limit, pace and wait say how much and how long', () => {
  expect(plan('limit', 'limit', { most: 5 })).toMatchObject({ most: 5 })
  expect(plan('pace', 'pace', { most: 10, per: { amount: 2, unit: 'minutes' } })).toEqual({
    role: 'pace',
    most: 10,
    per: 120_000,
  })
  expect(plan('wait', 'wait', { time: { amount: 1.5, unit: 'hours' } })).toEqual({ role: 'wait', time: 5_400_000 })
  expect(plan('wait', 'wait', { time: { amount: 1000, unit: 'days' } }).time).toBe(30 * 86_400_000)
  expect(summaryOf('limit', { most: 1000 })).toBe('Only the first 1,000 of a run')
  expect(summaryOf('pace', { most: 60, per: { amount: 1, unit: 'minutes' } })).toBe('At most 60 in 1 minute')
  expect(summaryOf('wait', { time: { amount: 3, unit: 'days' } })).toBe('Waits 3 days')
})

test('versions are numbers or instants, whatever their form; anything else is none', () => {
  const { key, version } = plan('order', 'order', { fields: ['id'], ignore: [], version: 'v', days: 30 })
  const of = (v: Json) => version(record({ id: 'a', v }))
  expect(key(record({ id: 'a' }))).toEqual({ key: 'a' })
  expect([7, '7', '1,007', '12345678901234567890'].map(of)).toEqual([7, 7, 1007, Number('12345678901234567890')])
  expect(['2024-07-01T10:00:00', '2024-07-01T08:00:00.000Z', '1 Jul 2024 10:00'].map(of)).toEqual(
    Array(3).fill('2024-07-01T08:00:00.000Z'),
  )
  expect(of('2024-07-01T08:00:00.5Z')).toBe('2024-07-01T08:00:00.500Z')
  expect(['', ' ', 'new', '03/04/2024', '0000-01-01', '99999-01-01', null, true, ['1']].map(of)).toEqual(
    Array(9).fill(undefined),
  )
})

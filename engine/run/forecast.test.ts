import { expect, test } from 'vitest'
import type { Connector } from '../connect/declare.ts'
import { forecast, spreadOver } from './forecast.ts'
import { forecastWords, timeWords } from './forecast-words.ts'
import type { Plan } from './plan.ts'
import { freshBudget, takeSlots } from './rate.ts'

const look = { bulk: 100 }
const connector = {
  title: 'CRM',
  concurrency: 4,
  limit: { calls: 100, per: 60_000 },
  operations: {
    upsert: { strategy: 'upsert-by-unique-field', bulk: 100, look },
    create: { strategy: 'native-key', bulk: 1 },
    note: { strategy: 'find-then-create', bulk: 1, look, settle: 500 },
  },
} as unknown as Connector
const connectors = { crm: connector, other: { ...connector, title: 'Other', limit: { calls: 10, per: 1000 } } }

const step = (id: string, role: 'write' | 'find', operation: string, connection = 'a', kind = 'crm') => ({
  id,
  title: id,
  behaviour: { role, [role]: { connection, connector: kind, operation } },
})
const planOf = (...steps: ReturnType<typeof step>[]) =>
  ({ flow: {}, steps: Object.fromEntries(steps.map((one) => [one.id, one])) }) as unknown as Plan

test('counts look-ups and writes by the size of their calls', () => {
  const plan = planOf(step('list', 'find', 'upsert'), step('write', 'write', 'upsert'), step('one', 'write', 'create'))
  const told = forecast(plan, { connectors }, 1050)
  expect(told.perAccount[0]?.steps.map(({ looks, sends }) => [looks, sends])).toEqual([
    [11, 0],
    [11, 11],
    [0, 1050],
  ])
  expect(told).toMatchObject({ records: 1050, calls: 1083, refused: 0 })
})

test('takes into account what never reaches a step, is unchanged, or was looked up before', () => {
  const plan = planOf(step('list', 'find', 'upsert'), step('write', 'write', 'upsert'))
  const facts = { connectors, reaching: { list: 0.5, write: 0.4 }, changed: { write: 0.25 }, distinct: { list: 0.1 } }
  expect(forecast(plan, facts, 10_000).perAccount[0]?.steps).toEqual([
    { step: 'list', title: 'list', records: 5000, looks: 5, sends: 0 },
    { step: 'write', title: 'write', records: 4000, looks: 40, sends: 10 },
  ])
})

test('counts the look after what a slow search must find', () => {
  expect(forecast(planOf(step('n', 'write', 'note')), { connectors }, 100)).toMatchObject({ calls: 1 + 100 + 100 })
})

test('accounts work at the same time; connections of one account share its limit', () => {
  const plan = planOf(
    step('w', 'write', 'create', 'a'),
    step('x', 'write', 'create', 'b'),
    step('y', 'write', 'create', 'c', 'other'),
  )
  const apart = forecast(plan, { connectors }, 180)
  expect(apart.perAccount.map(({ account, calls }) => [account, calls])).toEqual([
    ['a', 180],
    ['b', 180],
    ['c', 180],
  ])
  const shared = forecast(plan, { connectors, accounts: { a: 'same', b: 'same' } }, 180)
  expect(shared.perAccount[0]).toMatchObject({ account: 'same', calls: 360, connections: ['a', 'b'] })
  expect(shared.duration).toBe(3 * 61_500)
})

test.each([1, 90, 91, 400, 1234])('the time for %d calls is what the budget takes on a clock', (calls) => {
  let budget = freshBudget(connector.limit)
  const start = 60_000_000
  let now = start
  for (let sent = 0; sent < calls; ) {
    const taken = takeSlots(budget, now)
    if ('wait' in taken) now += taken.wait
    else {
      budget = taken.budget
      sent++
    }
  }
  const told = forecast(planOf(step('w', 'write', 'create')), { connectors, latency: 0 }, calls).duration
  expect(Math.abs(told - (now - start))).toBeLessThanOrEqual(1500 * Math.ceil(calls / 90))
  expect(told).toBeGreaterThanOrEqual(now - start)
})

test('a run that should finish within a time is spread over it, or told not to fit', () => {
  const plan = planOf(step('w', 'write', 'upsert'))
  const hour = forecast(plan, { connectors, within: 3_600_000 }, 10_000)
  expect(hour.fits).toBe(true)
  expect(hour.duration).toBeGreaterThan(3_000_000)
  expect(hour.duration).toBeLessThanOrEqual(3_600_000)
  expect(hour.perAccount[0]?.spread).toEqual(spreadOver(200, 3_600_000))
  expect(forecast(plan, { connectors, within: 60_000 }, 100_000).fits).toBe(false)
})

test('nothing to call is nothing to wait for', () => {
  expect(forecast(planOf(), { connectors }, 10)).toEqual({
    records: 10,
    calls: 0,
    duration: 0,
    refused: 0,
    perAccount: [],
  })
  expect(forecast(planOf(step('w', 'write', 'gone')), { connectors }, 10).calls).toBe(0)
})

test('is told in one line', () => {
  expect(forecastWords({ records: 10_000, calls: 400, duration: 250_000 }, 'customers')).toBe(
    '10,000 customers: 400 calls, 4 min 10 s',
  )
  expect(forecastWords({ records: 1, calls: 1, duration: 0 })).toBe('1 record: 1 call, 1 s')
  expect([3_600_000, 7_500_000, 86_400_000, 273_600_000].map(timeWords)).toEqual([
    '1 h',
    '2 h 5 min',
    '1 day',
    '3 days 4 h',
  ])
})

test('a model is asked once for each record, and the practice model is no system', () => {
  const asking = (id: string, connector: string) => ({
    ...{ id, title: id },
    behaviour: { role: 'model', model: { connection: id, connector } },
  })
  const speaking = (speaks: string) =>
    ({ ...connector, operations: {}, models: { speaks, usual: [] } }) as unknown as Connector
  const steps = { sort: asking('sort', 'ai'), try: asking('try', 'practice') }
  const plan = { flow: {}, steps } as unknown as Plan
  const known = { ai: speaking('openai'), practice: speaking('practice') }
  const told = forecast(plan, { connectors: known, distinct: { sort: 0.5 } }, 1000)
  expect(told.perAccount.map(({ connections, calls }) => [connections, calls])).toEqual([[['sort'], 500]])
})

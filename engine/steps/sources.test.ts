import fc from 'fast-check'
import { expect, test } from 'vitest'
import { CONNECTORS } from '#connectors'
import { emptyFlow } from '../../test/arbitrary/flow.ts'
import type { Flow } from '../model/flow.ts'
import type { Json } from '../model/json.ts'
import { readEvents } from './events.ts'
import { readFolder, takesFile } from './folder.ts'
import { poll, readPoll } from './poll.ts'
import { cronWords, readSchedule, schedule, TICK_FIELDS, tickRecord } from './schedule.ts'
import { ends, SOURCES, startOf } from './sources.ts'
import { readWebhook } from './webhook.ts'

test('every start says how its records come, in its declaration and in its plan', () => {
  for (const kind of SOURCES) {
    const context = { flow: emptyFlow(), stepId: 's', connectors: {} }
    const ports = { schema: { compile: () => () => [] }, phone: { toE164: () => undefined } }
    expect(kind.plan(kind.defaults(emptyFlow()), { ...context, ...ports })).toEqual({
      role: 'source',
      source: kind.source,
    })
    expect(kind.group).toBe('start')
  }
  expect(new Set(SOURCES.map(({ source }) => source)).size).toBe(SOURCES.length)
})

test('the start of a flow is found by what its kind says', () => {
  const step = (kind: string) => ({ kind, title: kind, settings: {} })
  const flow: Flow = { ...emptyFlow(), steps: { a: step('clean'), b: step('folder'), c: step('webhook') } }
  expect(startOf(flow)).toMatchObject({ id: 'b', source: 'folder' })
  expect(startOf({ steps: { a: step('clean') } })).toBeUndefined()
  expect(SOURCES.flatMap(({ source }) => (source && ends(source) ? [source] : []))).toEqual(['file', 'manual'])
})

test('settings of any shape are read, and what cannot be used is the default', () => {
  fc.assert(
    fc.property(
      fc.jsonValue(),
      fc.constantFrom('fields', 'every', 'cron', 'signature', 'types', 'format'),
      (any, key) => {
        const settings = { [key]: any } as Record<string, Json>
        expect(readPoll(settings).every).toBeGreaterThanOrEqual(10_000)
        expect(readFolder(settings).every).toBeGreaterThanOrEqual(5000)
        readSchedule(settings)
        readEvents(settings)
        readWebhook(settings)
      },
    ),
  )
  expect(readPoll({ every: { amount: 2, unit: 'hours' } }).every).toBe(7_200_000)
  expect(readWebhook({})).toMatchObject({ signature: 'none', eventId: 'content', answer: 'at-once' })
})

test.each([
  [Date.UTC(2026, 2, 31, 22, 30), 'Europe/Berlin', '2026-04-01', '00:30', 'Wednesday'],
  [Date.UTC(2026, 2, 31, 22, 30), 'America/Chicago', '2026-03-31', '17:30', 'Tuesday'],
  [Date.UTC(2026, 0, 1), 'No/Where', '2026-01-01', '00:00', 'Thursday'],
])('a tick at %i in %s is a record of its local date and time', (at, zone, date, time, weekday) => {
  const record = tickRecord(at, zone)
  expect(record).toMatchObject({ scheduled_at: new Date(at).toISOString(), date, time, weekday })
  expect(Object.keys(record)).toEqual([...TICK_FIELDS])
  expect(Object.getPrototypeOf(record)).toBeNull()
})

test.each([
  ['0 9 * * 1-5', 'Every weekday at 09:00'],
  ['30 2 * * *', 'Every day at 02:30'],
  ['*/15 * * * *', 'Every 15 minutes'],
  ['5 * * * *', 'Every hour at minute 5'],
  ['0 8 * * 0', 'Every Sunday at 08:00'],
  ['0 8 1 * *', 'On day 1 of every month at 08:00'],
  ['0 8 1 6 *', 'At set times'],
  ['0 8 1 * 1', 'At set times'],
  ['nonsense', 'At set times'],
])('%s is said as %s', (cron, words) => expect(cronWords(cron)).toBe(words))

test.each([
  ['any', '', 'Orders.CSV', true],
  ['any', '', 'orders.txt', false],
  ['any', '', '~$orders.xlsx', false],
  ['any', '', '.orders.csv', false],
  ['jsonl', '', 'a.ndjson', true],
  ['csv', '', 'a.xlsx', false],
  ['csv', 'orders-*.csv', 'orders-2026.csv', true],
  ['csv', 'orders-*.csv', 'my-orders-2026.csv', false],
  ['csv', '*orders*', 'my-orders-2026.csv', true],
  ['csv', 'a.csv', 'a.csv', true],
  ['csv', 'a*a.csv', 'a.csv', false],
] as const)('format %s with names "%s" and file %s: %s', (format, names, name, taken) => {
  expect(takesFile({ format, names }, name)).toBe(taken)
})

test('a pattern of many stars is quick', () => {
  expect(takesFile({ format: 'csv', names: `${'*a'.repeat(5000)}b` }, `${'a'.repeat(5000)}.csv`)).toBe(false)
})

test.each([
  ['0 9 * * 1-5', 'Europe/Berlin', []],
  ['', 'UTC', []],
  ['0 9 30 2 *', 'UTC', ['setting.invalid']],
  ['99 9 * * *', 'UTC', ['schedule.invalid']],
  ['0 9 * * *', 'No/Where', ['schedule.time-zone']],
])('the schedule "%s" in %s has the problems %j', (cron, timeZone, codes) => {
  const flow = { ...emptyFlow(), settings: { locale: 'en-US', timeZone } }
  const step = { kind: 'schedule', title: 'T', settings: { cron, missed: 'once' } }
  const found = schedule.check({ flow, stepId: 's', step, arriving: undefined, connectors: {} })
  expect(found.map(({ code }) => code)).toEqual(codes)
})

test('looking for new entries needs a system that can list them', () => {
  const flow = { ...emptyFlow(), connections: { crm: { name: 'CRM', connector: 'hubspot' } } }
  const [name = '', operation] = Object.entries(CONNECTORS.hubspot?.operations ?? {})[0] ?? []
  const step = { kind: 'poll', title: 'T', settings: { connection: 'crm', operation: name } }
  const { list: _list, ...without } = operation ?? {}
  const hubspot = { ...CONNECTORS.hubspot, operations: { [name]: without } } as (typeof CONNECTORS)[string]
  const found = poll.check({ flow, stepId: 's', step, arriving: undefined, connectors: { hubspot } })
  expect(found.map(({ code }) => code)).toEqual(['poll.no-list'])
  const able = { ...hubspot, operations: { [name]: { ...operation, list: {} } } } as unknown as typeof hubspot
  expect(poll.check({ flow, stepId: 's', step, arriving: undefined, connectors: { hubspot: able } })).toEqual([])
})

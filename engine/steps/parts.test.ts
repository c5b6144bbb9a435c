import fc from 'fast-check'
import { expect, test } from 'vitest'
import { emptyFlow } from '../../test/arbitrary/flow.ts'
import { behaviour, record } from '../../test/arbitrary/record.ts'
import type { Flow } from '../model/flow.ts'
import type { Data, Json } from '../model/json.ts'
import { each } from './each.ts'
import { group } from './group.ts'
import { join } from './join.ts'
import { split } from './split.ts'

const parts = (settings: Record<string, Json>, data: Record<string, Json>) => {
  const before = record(data)
  return behaviour(split, 'split', { ...split.defaults(emptyFlow()), field: 'lines', ...settings }).parts(before)
}
const plainParts = (settings: Record<string, Json>, data: Record<string, Json>) => {
  const made = parts(settings, data)
  if ('reason' in made) return made.reason.code
  for (const part of made.parts) expect(Object.getPrototypeOf(part)).toBeNull()
  return made.parts.map((part) => ({ ...part }))
}
const order = { id: 7, sku: 'none', lines: [{ sku: 'A', n: 1 }, { sku: 'B' }] }

test('each item becomes a record with its own fields and those of the record', () => {
  expect(plainParts({}, order)).toEqual([
    { id: 7, sku: 'A', n: 1 },
    { id: 7, sku: 'B' },
  ])
  expect(plainParts({ prefix: 'line_', position: 'line', carry: 'these', carried: ['id', 'gone'] }, order)).toEqual([
    { id: 7, line_sku: 'A', line_n: 1, line: 1 },
    { id: 7, line_sku: 'B', line: 2 },
  ])
  expect(plainParts({ as: 'field', into: 'line', carry: 'none' }, order)).toEqual(order.lines.map((line) => ({ line })))
  expect(plainParts({ carry: 'none' }, { lines: ['a', 2, null, ['b']] })).toEqual(
    ['a', 2, null, ['b']].map((item) => ({ item })),
  )
})

test('a text is taken apart only where its separator is said, and blank items of it are left out', () => {
  expect(plainParts({ separator: ';', carry: 'none' }, { lines: ' a; b ;;c' })).toEqual(
    ['a', 'b', 'c'].map((item) => ({ item })),
  )
  expect(plainParts({ separator: '\\n', carry: 'none' }, { lines: 'a\nb' })).toHaveLength(2)
  expect(plainParts({}, { lines: 'a;b' })).toBe('record.not-a-list')
})

test.each<[Json | undefined, string | unknown[]]>([
  [[], []],
  [null, []],
  ['  ', []],
  [undefined, []],
  [12, 'record.not-a-list'],
  [true, 'record.not-a-list'],
  [{ a: 1 }, 'record.not-a-list'],
])('a list that is %j gives %j', (lines, expected) => {
  expect(plainParts({}, lines === undefined ? {} : { lines })).toEqual(expected)
})

test('a list of a million entries is refused without making any of them', () => {
  const million = new Array<Json>(1_000_000).fill(1)
  expect(parts({ most: 100_000 }, { lines: million })).toMatchObject({
    reason: { code: 'record.list-too-long', category: 'validation', values: { field: 'lines', most: 100_000 } },
  })
  expect(plainParts({ separator: ',' }, { lines: ','.repeat(1_000_000) })).toBe('record.list-too-long')
  const wide = Object.fromEntries(Array.from({ length: 500 }, (_, n) => [`f${n}`, n]))
  expect(plainParts({ most: 100_000 }, { ...wide, lines: million.slice(0, 50_000) })).toBe('record.list-too-long')
})

const names = fc.constantFrom('lines', 'a', '__proto__', 'constructor', 'item')

test('whatever the record, parts are made or refused with a reason, and have the fields that are said', () => {
  const settings = fc.record({
    field: names,
    separator: fc.constantFrom('', ',', '\\n'),
    carry: fc.constantFrom('others', 'these', 'none', 1),
    carried: fc.array(names, { maxLength: 3 }),
    as: fc.constantFrom('fields', 'field'),
    prefix: fc.constantFrom('', '__proto__', 'p_'),
    into: fc.constantFrom('', 'item', '__proto__'),
    position: fc.constantFrom('', 'n'),
    most: fc.constantFrom(1, 3, 0, 'x'),
  })
  const anyData = fc.dictionary(names, fc.jsonValue(), { maxKeys: 5 })
  fc.assert(
    fc.property(settings, anyData, (chosen, data) => {
      const made = parts(chosen as Record<string, Json>, data as Record<string, Json>)
      if ('reason' in made) {
        expect(made.reason.category).toBe('validation')
        return
      }
      const said = split.leaving(chosen as Record<string, Json>, Object.keys(data))
      for (const part of made.parts) {
        expect(Object.getPrototypeOf(part)).toBeNull()
        for (const name of said ? Object.keys(part) : []) expect(said).toContain(name)
      }
    }),
    { numRuns: 500 },
  )
})

test('what came back from each item is collected, and lost items are told or passed over', () => {
  const settings = { ...each.defaults(emptyFlow()), field: 'lines', subflow: 'sub', result: 'done' }
  const { collect, subflow } = behaviour(each, 'each', settings)
  expect(subflow).toBe('sub')
  const all = collect(record(order), [record({ a: 1 })], 0)
  expect(all).toMatchObject({ port: 'main', data: { id: 7, done: [{ a: 1 }] } })
  expect(collect(record(order), [record({ a: 1 })], 2)).toMatchObject({
    port: 'error',
    reason: { code: 'record.items-lost', values: { lost: 2, count: 3 } },
  })
  expect(behaviour(each, 'each', { ...settings, lost: 'go-on' }).collect(record(order), [], 2).port).toBe('main')
  expect(each.leaving(settings, ['id'])).toEqual(['id', 'done'])
})

const grouped = (settings: Record<string, Json>, members: Record<string, Json>[]) => {
  const { rule } = behaviour(group, 'gather', { ...group.defaults(emptyFlow()), ...settings })
  return rule.combine(
    members.map((data) => ({ data: record(data), wire: 'w' })),
    true,
  ).data
}

test('a group has its key, its list, its number and its sums', () => {
  const settings = { fields: ['region'], sums: ['amount'], members: ['id'] }
  const made = grouped(settings, [
    { id: 1, region: 'EU', amount: 0.1 },
    { id: 2, region: 'eu', amount: ' 0.2 ' },
    { id: 3, region: 'EU', amount: '10 EUR' },
  ])
  expect({ ...made }).toEqual({
    region: 'EU',
    amount_total: 0.3,
    records: [{ id: 1 }, { id: 2 }, { id: 3 }],
    count: 3,
  })
  expect(group.leaving({ ...group.defaults(emptyFlow()), ...settings }, [])).toEqual(Object.keys(made))
  expect({ ...grouped({ into: '', count: '', sums: ['x'] }, [{ x: 1e308 }, { x: 1e308 }]) }).toEqual({ x_total: null })
  expect({ ...grouped({}, []) }).toEqual({ records: [], count: 0 })
})

test('groups are told apart by their key, or all belong together', () => {
  const rule = (settings: Record<string, Json>) => behaviour(group, 'gather', settings).rule
  expect(rule({ fields: [] }).key(record({ a: 1 }))).toEqual({ key: '' })
  expect(rule({ fields: ['a'], ignore: ['case'] }).key(record({ a: 'X' }))).toEqual({ key: 'x' })
  expect(rule({ fields: ['a'] }).key(record({}))).toEqual({ missing: ['a'] })
  expect(rule({ waits: true, wait: { amount: 2, unit: 'minutes' }, size: 5 })).toMatchObject({ wait: 120_000, size: 5 })
  expect(rule({ waits: false, wait: { amount: 2, unit: 'minutes' } })).toMatchObject({
    wait: 0,
    size: 0,
    origin: false,
  })
})

test('a group behind a start without end needs a number or a time', () => {
  const step = (kind: string) => ({ kind, title: kind, settings: {} })
  const codes = (start: string, settings: Record<string, Json>) => {
    const flow: Flow = { ...emptyFlow(), steps: { a: step(start), g: step('group') } }
    const context = { flow, stepId: 'g', arriving: undefined, connectors: {} }
    return group.check({ ...context, step: { ...step('group'), settings } }).map(({ code }) => code)
  }
  expect(codes('webhook', {})).toEqual(['setting.never-complete'])
  expect(codes('webhook', { size: 10 })).toEqual([])
  expect(codes('webhook', { waits: true })).toEqual([])
  expect(codes('read-file', {})).toEqual([])
})

const wires = ['w1', 'w2'].map((id) => ({ id, from: { step: id, port: 'main' as const }, to: { step: 's' } }))
const joined = (settings: Record<string, Json>, members: [string, Data][], complete = true) => {
  const { rule } = behaviour(join, 'gather', settings, { flow: { ...emptyFlow(), wires } })
  return rule.combine(
    members.map(([wire, data]) => ({ wire, data })),
    complete,
  )
}
const two: [string, Data][] = [
  ['call/w2:main', record({ a: 2, b: ' ', c: 'x', d: 4 })],
  ['call/w1:main', record({ a: 1, b: 'y', c: null })],
]

test('joined records are laid together in the order of the wires, and nothing filled gives way to a blank', () => {
  expect({ ...joined({ same: 'first' }, two).data }).toEqual({ a: 1, b: 'y', c: 'x', d: 4 })
  expect({ ...joined({ same: 'last' }, two).data }).toEqual({ a: 2, b: 'y', c: 'x', d: 4 })
  expect({ ...joined({ same: 'both' }, two).data }).toEqual({ a: 1, a_2: 2, b: 'y', c: 'x', d: 4 })
  expect(joined({ same: 'both' }, [...two].reverse())).toEqual(joined({ same: 'both' }, two))
})

test('when one does not come, the other fails or goes on', () => {
  expect(joined({ alone: 'fail' }, two.slice(1), false)).toMatchObject({
    port: 'error',
    reason: { code: 'record.join-incomplete', values: { came: 1 } },
  })
  expect(joined({ alone: 'go-on' }, two.slice(1), false)).toMatchObject({ port: 'main', data: { a: 1 } })
  const { rule } = behaviour(join, 'gather', { by: 'origin' })
  expect(rule).toMatchObject({ by: 'join', origin: true, size: 0, wait: 3_600_000 })
  expect(rule.key(record({}))).toEqual({ key: '' })
  expect(behaviour(join, 'gather', { by: 'fields', fields: ['a'] }).rule.key(record({ a: 'x' }))).toEqual({ key: 'x' })
})

test('gathering never throws, and keeps only own fields', () => {
  const anyData = fc.dictionary(names, fc.jsonValue(), { maxKeys: 4 }).map((data) => record(data as Data))
  fc.assert(
    fc.property(
      fc.array(anyData, { maxLength: 4 }),
      fc.uniqueArray(names),
      fc.constantFrom('first', 'last', 'both'),
      (all, fields, same) => {
        const members = all.map((data, index) => ({ data, wire: `w${index}` }))
        const one = behaviour(join, 'gather', { same }).rule.combine(members, true)
        for (const { data } of members)
          for (const name of Object.keys(data)) expect(Object.keys(one.data)).toContain(name)
        const settings = { fields, sums: fields, members: fields, into: 'list', count: '' }
        const many = behaviour(group, 'gather', settings).rule.combine(members, true)
        expect(Object.getPrototypeOf(many.data)).toBeNull()
      },
    ),
  )
})

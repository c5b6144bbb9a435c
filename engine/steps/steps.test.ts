import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createPhone } from '#adapters/phone'
import { createAjvSchema } from '#adapters/schema'
import { CONNECTORS } from '#connectors'
import { anyFlow, emptyFlow } from '../../test/arbitrary/flow.ts'
import { sentenceOf } from '../model/codes.ts'
import type { Contract, Flow } from '../model/flow.ts'
import type { Data, Json } from '../model/json.ts'
import type { Behaviour, PlanContext } from './declare.ts'
import { exitsOf, STEP_KINDS, stepKind } from './index.ts'

const record = (parts: Record<string, Json>): Data => Object.assign(Object.create(null), parts)
const site: Contract = {
  name: 'Site',
  fields: [
    { name: 'Name', type: 'text', required: true, mayBeBlank: false },
    { name: 'Zip', type: 'zip', required: false, mayBeBlank: true },
  ],
}
const flow: Flow = { ...emptyFlow(), contracts: { site }, connections: { crm: { name: 'CRM', connector: 'hubspot' } } }
const context: PlanContext = {
  flow,
  stepId: 's',
  schema: createAjvSchema(),
  phone: createPhone(),
  connectors: CONNECTORS,
}

const about = { label: 'row 1', receivedAt: 0 }

function plan<R extends Behaviour['role']>(
  kind: string,
  role: R,
  settings: Record<string, Json>,
  on = flow,
): Extract<Behaviour, { role: R }> {
  const behaviour = stepKind(kind)?.plan(settings, { ...context, flow: on })
  if (behaviour?.role !== role) throw new Error(`${kind} is not a ${role}`)
  return behaviour as Extract<Behaviour, { role: R }>
}

const cleaned = (rules: string[], value: Json, more: Record<string, Json> = {}) => {
  const before = record({ x: value })
  const { apply } = plan('clean', 'sync', {
    rules: [{ field: 'x', rules }],
    country: 'US',
    missingAreaCode: 'keep',
    ...more,
  })
  const passed = apply(before, about)
  expect(before).toEqual(record({ x: value }))
  return passed.port === 'main' ? passed.data.x : passed.reason && sentenceOf(passed.reason.code, passed.reason.values)
}

test('every kind keeps its promises for any settings whatever', () => {
  const settings = fc.dictionary(
    fc.constantFrom(...STEP_KINDS.flatMap(({ fields }) => fields.map(({ key }) => key.split('.')[0] ?? ''))),
    fc.jsonValue(),
  )
  fc.assert(
    fc.property(fc.constantFrom(...STEP_KINDS), settings, anyFlow, (kind, parts, any) => {
      const given = parts as Record<string, Json>
      expect(kind.summary(given, any).length).toBeGreaterThan(0)
      expect(kind.ports).toEqual(expect.arrayContaining([...exitsOf(kind, given)]))
      kind.leaving(given, ['a'])
      kind.check({
        flow: any,
        stepId: 's',
        step: { kind: kind.kind, title: 't', settings: given },
        arriving: ['a'],
        connectors: CONNECTORS,
      })
      const behaviour = kind.plan(given, { ...context, flow: any })
      if (behaviour.role === 'sync') expect(kind.ports).toContain(behaviour.apply(record({ a: 1 }), about).port)
      if (behaviour.role === 'claim') behaviour.key(record({ a: 1 }))
      if (behaviour.role === 'write') behaviour.write.body(record({ a: 1 }))
    }),
    { numRuns: 500 },
  )
})

test('every kind has the words and defaults that screen and help need', () => {
  for (const kind of STEP_KINDS) {
    expect(kind.about).toMatch(/^[A-Z].*\.$/)
    expect(kind.synonyms.length).toBeGreaterThan(3)
    const defaults = kind.defaults(emptyFlow())
    for (const field of kind.fields) expect(Object.keys(defaults)).toContain(field.key.split('.')[0])
    for (const [, key] of kind.sentence?.matchAll(/\{(\w+)\}/g) ?? [])
      expect(kind.fields.map((field) => field.key)).toContain(key)
  }
  expect(new Set(STEP_KINDS.map(({ kind }) => kind)).size).toBe(STEP_KINDS.length)
  expect(stepKind('constructor')).toBeUndefined()
})

test.each([
  [['trim'], '  a b ', 'a b'],
  [['collapse-spaces', 'trim'], ' a \n\t b ', 'a b'],
  [['lower'], 'ÄB', 'äb'],
  [['upper'], 'äb', 'ÄB'],
  [['email'], ' Ana@Alder.Example ', 'ana@alder.example'],
  [['blank-to-empty'], ' - ', ''],
  [['blank-to-empty'], 'N/A', ''],
  [['blank-to-empty'], 'Nancy', 'Nancy'],
  [['phone'], '(312) 662-4202', '+13126624202'],
  [['phone'], '2262649', '226-2649'],
  [['phone'], ' 226 2649', '226-2649'],
  [['phone'], 3126624202, '+13126624202'],
  [['phone'], '22626492262650', '22626492262650'],
  [['phone'], '3126624202 ext 5', '3126624202 ext 5'],
  [['zip'], ' 60614 ', '60614'],
  [['zip'], '606141234', '60614-1234'],
  [['zip'], '60614 - 1234', '60614-1234'],
  [['zip'], ' 6061', ' 6061'],
  [['zip'], 6061, 6061],
  [['zip'], 'SW1A 1AA', 'SW1A 1AA'],
  [['trim', 'unheard-of'], ' a', 'a'],
  [['trim'], null, null],
  [['trim'], ['a '], ['a ']],
])('%j cleans %j to %j', (rules, value, after) => {
  expect(cleaned(rules, value)).toEqual(after)
})

test('cleaning what is clean changes nothing', () => {
  const rules = ['trim', 'collapse-spaces', 'phone', 'zip', 'email', 'blank-to-empty']
  fc.assert(
    fc.property(
      fc.subarray(rules),
      fc.oneof(fc.string({ unit: 'grapheme' }), fc.string({ unit: fc.constantFrom(...'0123 -+') })),
      (some, text) => {
        const once = cleaned(some, text)
        // One rule may make a value readable for an earlier one, so the order of a person's choice is tried twice.
        const twice = cleaned(some, once ?? null)
        expect(cleaned(some, twice ?? null)).toEqual(twice)
      },
    ),
  )
})

test('a number without area code fails the record when the user wants that, and only then', () => {
  expect(cleaned(['phone'], '2262649', { missingAreaCode: 'reject' })).toMatch(
    /^x "2262649" cannot be cleaned: the area code is missing\./,
  )
  expect(cleaned(['phone'], '3126624202', { missingAreaCode: 'reject' })).toBe('+13126624202')
  const kind = stepKind('clean')
  const settings = (missingAreaCode: string) => ({
    rules: [{ field: 'x', rules: ['phone'] }],
    country: 'US',
    missingAreaCode,
  })
  expect(kind && exitsOf(kind, settings('reject'))).toEqual(['main', 'rejected'])
  expect(kind && exitsOf(kind, settings('keep'))).toEqual(['main'])
})

test('a field called __proto__ is cleaned like any other', () => {
  const { apply } = plan('clean', 'sync', { rules: [{ field: '__proto__', rules: ['trim'] }] })
  const passed = apply(record(JSON.parse('{"__proto__":" a "}')), about)
  expect(Object.entries(passed.data)).toEqual([['__proto__', 'a']])
})

test('a check tells all that is wrong, in one sentence and by field', () => {
  const { apply } = plan('check', 'sync', { contract: 'site' })
  expect(apply(record({ Name: 'A', Zip: '', Other: 1 }), about)).toEqual({
    port: 'main',
    data: record({ Name: 'A', Zip: '', Other: 1 }),
  })
  const { port, reason } = apply(record({ Name: ' ', Zip: '6061' }), about)
  expect([port, reason?.category, reason && sentenceOf(reason.code, reason.values)]).toEqual([
    'rejected',
    'validation',
    'Name must not be blank; Zip must have five digits, or nine as in 60614-1234. The record stopped at the check; nothing was written for it. Correct the value where it comes from, or change the contract.',
  ])
  expect(reason?.details).toEqual({
    fields: record({ Name: 'Name must not be blank', Zip: 'Zip must have five digits, or nine as in 60614-1234' }),
  })
})

test('dedupe claims by its key, and a changed key starts anew', () => {
  const settings = { fields: ['a', 'b'], ignore: ['case'], window: 'run', days: 30 }
  const one = plan('dedupe', 'claim', settings)
  expect(one.key(record({ a: 'X', b: 'y' }))).toEqual({ key: 'x|y' })
  expect(one.key(record({ a: ' ', b: '' }))).toEqual({ missing: ['a', 'b'] })
  expect(one.days).toBe(0)
  expect(plan('dedupe', 'claim', { ...settings, window: 'days' }).days).toBe(30)
  expect(plan('dedupe', 'claim', { ...settings, window: 'forever' }).days).toBeGreaterThan(30_000)
  const scopes = [settings, { ...settings, fields: ['b', 'a'] }, { ...settings, ignore: [] }].map(
    (each) => plan('dedupe', 'claim', each).scope,
  )
  expect(new Set(scopes).size).toBe(3)
  expect(plan('dedupe', 'claim', { ...settings, window: 'days' }).scope).toBe(one.scope)
})

test('a dedupe begins within the run for files and within days for events', () => {
  const events: Flow = { ...emptyFlow(), steps: { hook: { kind: 'webhook', title: '', settings: {} } } }
  expect(stepKind('dedupe')?.defaults(emptyFlow())).toMatchObject({ window: 'run' })
  expect(stepKind('dedupe')?.defaults(events)).toMatchObject({ window: 'days', days: 30 })
})

test('a write sends what has a value, in the form that the target wants, and never the match field', () => {
  const fields = ['name', 'zip', 'phone', 'numberofemployees', 'site_key', 'city'].map((to) => ({ to, from: to }))
  const { write } = plan('write', 'write', {
    connection: 'crm',
    operation: 'upsert-company',
    matchField: 'site_key',
    key: { fields: ['name'], ignore: ['case'] },
    fields,
  })
  expect(write).toMatchObject({
    connection: 'crm',
    connector: 'hubspot',
    operation: 'upsert-company',
    matchField: 'site_key',
  })
  const data = record({ name: 'Alder', zip: 60614, phone: ' ', numberofemployees: ' 12 ', site_key: 'x' })
  expect(write.body(data)).toEqual(record({ name: 'Alder', zip: '60614', numberofemployees: 12 }))
  expect(write.key(data)).toEqual({ key: 'alder' })
})

test('an e-mail address as match key is compared without case, and stays one', () => {
  const { write } = plan('write', 'write', {
    connection: 'crm',
    operation: 'upsert-contact',
    matchField: 'email',
    key: { fields: ['mail'], ignore: [] },
    fields: [],
  })
  expect(write.key(record({ mail: ' Ana@Alder.example' }))).toEqual({ key: 'ana@alder.example' })
})

test('the end of a record follows from the exit it came by', () => {
  const { outcome } = plan('end', 'end', {})
  expect((['main', 'error', 'duplicate', 'rejected', 'low-confidence'] as const).map(outcome)).toEqual([
    'discarded',
    'discarded',
    'duplicate',
    'rejected',
    'discarded',
  ])
})

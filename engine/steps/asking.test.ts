import fc from 'fast-check'
import { expect, test } from 'vitest'
import { CONNECTORS } from '#connectors'
import { emptyFlow } from '../../test/arbitrary/flow.ts'
import { behaviour, record } from '../../test/arbitrary/record.ts'
import type { Flow } from '../model/flow.ts'
import type { Json } from '../model/json.ts'
import type { StepKind } from './declare.ts'
import { formula } from './formula.ts'
import { lookUp } from './look-up.ts'
import { approve, choose, correct } from './people.ts'
import { filled } from './person-kind.ts'
import { subflow } from './subflow.ts'

const flow: Flow = { ...emptyFlow(), connections: { crm: { name: 'CRM', connector: 'hubspot' } } }
const codes = (kind: StepKind, settings: Record<string, Json>, arriving?: string[]) =>
  kind
    .check({ flow, stepId: 's', step: { kind: kind.kind, title: 'T', settings }, arriving, connectors: CONNECTORS })
    .map(({ code, at }) => `${code} ${at.field}`)

test('the answer of a formula fills a field or is the record', () => {
  const data = record({ a: 1 })
  const field = behaviour(formula, 'compute', { formula: 'a + 1', answer: 'field', into: 'b' })
  expect(field.formula).toBe('a + 1')
  expect({ ...field.take(data, 2).data }).toEqual({ a: 1, b: 2 })
  const whole = behaviour(formula, 'compute', { formula: '{}', answer: 'record' })
  const answer = JSON.parse('{"__proto__": 1, "c": 2}') as Json
  const passed = whole.take(data, answer)
  expect(Object.getPrototypeOf(passed.data)).toBeNull()
  expect(Object.keys(passed.data)).toEqual(['__proto__', 'c'])
  for (const odd of [null, 1, 'x', [1]])
    expect(whole.take(data, odd)).toMatchObject({ port: 'rejected', reason: { code: 'record.formula-answer' } })
  expect(formula.leaving({ answer: 'field', into: 'b' }, ['a'])).toEqual(['a', 'b'])
  expect(formula.leaving({ answer: 'record' }, ['a'])).toBeUndefined()
  expect(codes(formula, { formula: 'a + b' }, ['a'])).toEqual(['setting.unknown-field formula'])
  expect(codes(formula, { formula: 'a +' }, ['a'])).toEqual(['setting.invalid formula'])
})

const look = {
  connection: 'crm',
  operation: Object.keys(CONNECTORS.hubspot?.operations ?? {})[0] ?? '',
  key: { fields: ['mail'], ignore: ['case'] },
  take: ['phone', '__proto__'],
  prefix: 'crm_',
  idInto: 'crm_id',
}

test('what is found is added under its prefix; without a match the fields are blank or the record fails', () => {
  const { take, find } = behaviour(lookUp, 'find', look, { flow, connectors: CONNECTORS })
  expect(find).toMatchObject({ connection: 'crm', connector: 'hubspot', fields: look.take, fresh: 600_000 })
  expect(find.key(record({ mail: ' A@b.example ' }))).toEqual({ key: 'a@b.example' })
  const data = record({ mail: 'x', crm_phone: 'old' })
  expect({ ...take(data, { id: '7', fields: { phone: '1' } }).data }).toEqual({
    mail: 'x',
    crm_phone: '1',
    crm___proto__: null,
    crm_id: '7',
  })
  expect({ ...take(data, undefined).data }).toMatchObject({ crm_phone: null, crm_id: null })
  expect({ ...data }).toEqual({ mail: 'x', crm_phone: 'old' })
  expect(lookUp.leaving(look, ['mail'])).toEqual(['mail', 'crm_phone', 'crm___proto__', 'crm_id'])
  const strict = behaviour(lookUp, 'find', { ...look, ifMissing: 'reject' }, { flow, connectors: CONNECTORS })
  expect(strict.take(data, undefined)).toMatchObject({
    port: 'rejected',
    reason: { code: 'record.not-found-there', values: { system: CONNECTORS.hubspot?.title } },
  })
})

test('a look-up says what it cannot do', () => {
  expect(codes(lookUp, { ...look, matchField: 'no-such' })).toContain('setting.invalid matchField')
  expect(codes(lookUp, { ...look, take: [], idInto: '' })).toContain('setting.invalid take')
  expect(codes(lookUp, {})).toEqual([])
})

test('a question is filled with the values of the record', () => {
  const data = record({ name: 'Ana', long: 'x'.repeat(500), list: [1], 'a b': 0, blank: '' })
  expect(filled('Is {name} ({ a b }) {blank}fine? {gone} {list} {constructor}', data)).toBe('Is Ana (0) fine? … … …')
  expect(filled('{long}', data)).toHaveLength(200)
  fc.assert(
    fc.property(fc.string(), fc.dictionary(fc.string(), fc.jsonValue()), (question, any) => {
      filled(question, record(any as Record<string, Json>))
    }),
  )
})

test('a person is asked with the settings, and times only where they are wanted', () => {
  const settings = {
    ...choose.defaults(flow),
    question: 'Where to, {name}?',
    person: 'ana@alder.example',
    choices: [{ name: 'Sales' }, { name: 'Support' }],
    expires: true,
    expire: { amount: 3, unit: 'days' },
  }
  const task = behaviour(choose, 'person', settings).task(record({ name: 'Ben' }))
  expect(task).toEqual({
    does: 'choose',
    question: 'Where to, Ben?',
    person: 'ana@alder.example',
    backup: '',
    fields: ['name'],
    choices: [
      { name: 'Sales', port: 'case-1' },
      { name: 'Support', port: 'case-2' },
    ],
    remindAfter: 86_400_000,
    escalateAfter: 0,
    expireAfter: 3 * 86_400_000,
  })
  expect(choose.exits?.(settings)).toEqual(['case-1', 'case-2', 'error'])
  expect(choose.exitName?.(settings, 'case-2')).toBe('Support')
  expect(choose.exitName?.(settings, 'error')).toBe('Nobody answered')
  expect(approve.exits?.({})).toEqual(['main', 'rejected'])
  expect(behaviour(correct, 'person', { fields: ['a'] }).task(record({ a: 1, b: 2 }))).toMatchObject({
    does: 'correct',
    fields: ['a'],
    choices: [],
  })
})

test('what cannot work about asking a person is said', () => {
  expect(codes(approve, { question: 'Is {gone} fine, {here}?' }, ['here'])).toEqual(['setting.unknown-field question'])
  const late = { escalates: true, backup: 'b', expires: true, expire: { amount: 1, unit: 'days' } }
  expect(codes(approve, late)).toEqual(['setting.invalid escalate'])
  expect(codes(choose, { choices: [{ name: ' ' }] })).toEqual(['setting.missing choices'])
})

test('running another flow names it', () => {
  expect(behaviour(subflow, 'call', { subflow: 'sub' }).subflow).toBe('sub')
  expect(subflow.summary({ subflow: 'sub' }, flow)).toBe('No flow chosen yet')
  const taken = { name: 'Tidy', flow: 'tidy', hash: '', steps: {}, wires: [], contracts: {} }
  expect(subflow.summary({ subflow: 'sub' }, { ...flow, subflows: { sub: taken } })).toBe('Runs "Tidy"')
})

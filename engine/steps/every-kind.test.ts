import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createPhone } from '#adapters/phone'
import { createAjvSchema } from '#adapters/schema'
import { CONNECTORS } from '#connectors'
import { awkwardRecord, awkwardValue } from '../../test/arbitrary/awkward.ts'
import { emptyFlow } from '../../test/arbitrary/flow.ts'
import { checkFlow } from '../check/index.ts'
import type { Flow } from '../model/flow.ts'
import type { Data, Json } from '../model/json.ts'
import type { Behaviour, SettingField, StepKind } from './declare.ts'
import { exitsOf, STEP_KINDS } from './index.ts'
import { type Settings, settingAt, withSetting } from './settings.ts'

const NAMES = ['a', 'b', '__proto__', 'constructor']
const flow: Flow = {
  ...emptyFlow(),
  connections: { crm: { name: 'CRM', connector: 'hubspot' } },
  contracts: { c: { name: 'C', fields: [{ name: 'a', type: 'date', required: true, mayBeBlank: false }] } },
}
const context = { flow, stepId: 's', schema: createAjvSchema(), phone: createPhone(), connectors: CONNECTORS }
const about = { receivedAt: 0, label: 'row 1' }

const kinds = STEP_KINDS.map((kind) => [kind.kind, kind] as const)

/** Asks everything of a behaviour that can be asked about a record. */
function ask(kind: StepKind, does: Behaviour, data: Data, value: Json): void {
  const leaves = (passed: { port: (typeof kind.ports)[number] }) => expect(kind.ports).toContain(passed.port)
  if (does.role === 'sync') {
    const once = does.apply(data, about)
    leaves(once)
    expect(does.apply(data, about)).toEqual(once)
  }
  if (does.role === 'claim') {
    does.key(data)
    does.near?.blocks(data)
    const sketch = does.near?.sketch(data) ?? null
    const score = does.near?.score(sketch, sketch).score ?? 1
    expect(score >= 0 && score <= 1).toBe(true)
  }
  if (does.role === 'order') expect([does.key(data), does.version(data)]).toEqual([does.key(data), does.version(data)])
  if (does.role === 'compute') leaves(does.take(data, value))
  if (does.role === 'find') {
    does.find.key(data)
    leaves(does.take(data, undefined))
    leaves(does.take(data, { id: '1', fields: data }))
  }
  if (does.role === 'model') {
    const seen = does.see(data)
    expect(() => JSON.parse(seen.input)).not.toThrow()
    for (const said of [{ value }, { refused: 'no' }, { unusable: '{' }]) leaves(does.take(data, said, seen))
  }
  if (does.role === 'person') does.task(data)
  if (does.role === 'split' || does.role === 'each') does.parts(data)
  if (does.role === 'each') leaves(does.collect(data, [data, data], 1))
  if (does.role === 'gather') {
    does.rule.key(data)
    const member = { data, wire: 'w' }
    leaves(does.rule.combine([member, member], true))
    leaves(does.rule.combine([member], false))
  }
  if (does.role === 'write') {
    does.write.key(data)
    does.write.body(data)
  }
}

/** Keys of the form with values that are sometimes right for their kind of field, and often not. */
const anySettings = (kind: StepKind): fc.Arbitrary<Settings> =>
  fc
    .record(Object.fromEntries(kind.fields.map(({ key }) => [key, fc.option(likely(key, kind), { nil: undefined })])))
    .map((values) => {
      let settings: Settings = kind.defaults(flow)
      for (const [key, value] of Object.entries(values))
        if (value !== undefined) settings = withSetting(settings, key, value)
      return settings
    })

function likely(key: string, kind: StepKind): fc.Arbitrary<Json> {
  const field = kind.fields.find((one) => one.key === key)
  const good: Json[] = field ? goodValues(field) : []
  return good.length === 0 ? awkwardValue : fc.oneof(fc.constantFrom(...good), awkwardValue)
}

function goodValues(field: SettingField): Json[] {
  const conditions = { all: true, list: [{ field: 'a', is: 'contains', value: '1' }] }
  switch (field.kind) {
    case 'choice':
      return field.choices.map(({ value }) => value)
    case 'record-field':
      return NAMES
    case 'record-fields':
      return [['a'], NAMES]
    case 'conditions':
      return [conditions]
    case 'cases':
      return [[{ name: 'One', when: conditions }]]
    case 'cleaning':
      return field.rules.map(({ value }) => [{ field: 'a', rules: [value] }])
    case 'likeness':
      return field.as.map(({ value }) => [{ field: 'a', as: value, weight: 3 }])
    case 'shaping':
      return field.hows.map(({ value }) => [{ to: 'a', from: ['a', 'b'], how: value, value: ', ' }])
    case 'described':
      return [
        [
          { name: 'One', about: '', type: field.types?.[0]?.value ?? '' },
          { name: 'Two', about: 'b', type: '' },
        ],
      ]
    case 'mapping':
      return [[{ to: 'name', from: 'a' }]]
    case 'contract':
      return ['c']
    case 'connection':
      return ['crm']
    default:
      return field.kind === 'number' ? [field.min, field.max] : []
  }
}

test.each(kinds)('%s can be planned as it is drawn, and says so on its card', (_, kind) => {
  const settings = kind.defaults(flow)
  expect(() => kind.plan(settings, context)).not.toThrow()
  expect(kind.summary(settings, flow)).not.toBe('')
  expect(kind.about.length).toBeGreaterThan(20)
  const steps = { s: { kind: kind.kind, title: '', settings } }
  const codes = checkFlow({ ...flow, steps }, { connectors: CONNECTORS }).map(({ code }) => code)
  expect(codes).not.toContain('setting.invalid')
})

test.each(kinds)('%s takes any settings and any record without an exception', (_, kind) => {
  fc.assert(
    fc.property(anySettings(kind), awkwardRecord(['a', 'b']), awkwardValue, (settings, data, value) => {
      expect(kind.summary(settings, flow)).not.toBe('')
      for (const port of exitsOf(kind, settings)) kind.exitName?.(settings, port)
      kind.leaving(settings, NAMES)
      const step = { kind: kind.kind, title: '', settings }
      checkFlow({ ...flow, steps: { s: step } }, { connectors: CONNECTORS })
      ask(kind, kind.plan(settings, context), data, value)
    }),
    { numRuns: 150 },
  )
})

/** Values that no field of that kind takes. */
function wrongValues(field: SettingField): Json[] {
  const nine = Array.from({ length: 9 }, (_, index) => ({ name: `${index}`, when: { all: true, list: [] } }))
  switch (field.kind) {
    case 'number':
      return [field.min - 1, field.max + 1, 'many', ...(field.whole ? [field.min + 0.5] : [])]
    case 'duration':
      return [
        { amount: field.max + 1, unit: 'seconds' },
        { amount: -1, unit: 'days' },
        { amount: 1, unit: 'years' },
      ]
    case 'text':
      return [5, ...(field.maxLength ? ['x'.repeat(field.maxLength + 1)] : [])]
    case 'texts':
      return ['a', [' '], Array.from({ length: field.most + 1 }, (_, index) => `${index}`)]
    case 'conditions':
      return [
        5,
        { all: 'yes', list: [{ field: 'a', is: 'is', value: 'b' }] },
        { all: true, list: [{ field: 'a', is: 'likes', value: 'b' }] },
      ]
    case 'cases':
    case 'ways':
      return [5, [{}], [{ name: 'A' }, { name: 'A' }], nine]
    case 'schedule':
      return ['* * *', '* * * * * *', 5]
    case 'folder':
      return ['here', '/a\0b', 5]
    case 'formula':
      return [5, ' ', 'x'.repeat(10_001)]
    case 'samples':
      return [5, ['a']]
    case 'record-fields':
      return ['a', [5], ['']]
    case 'record-field':
    case 'target-key':
    case 'file':
      return [5]
    case 'contract':
    case 'connection':
    case 'operation':
    case 'subflow':
      return ['nothing-of-that-name', 'constructor']
    default:
      return ['nothing of that kind', ['nothing'], [{ toString: 1, valueOf: 1 }]]
  }
}

/** Settings with which the field is shown and what it depends on is chosen. */
function shown(kind: StepKind, field: SettingField): Settings {
  let settings: Settings = kind.defaults(flow)
  for (let when = field.when; when; ) {
    const { key, is }: NonNullable<SettingField['when']> = when
    settings = withSetting(settings, key, is[0] ?? null)
    when = kind.fields.find((other) => other.key === key)?.when
  }
  if ('connectionKey' in field) settings = withSetting(settings, field.connectionKey, 'crm')
  if ('operationKey' in field) settings = withSetting(settings, field.operationKey, 'upsert-company')
  return settings
}

const fields = STEP_KINDS.flatMap((kind) =>
  kind.fields.map((field) => [`${kind.kind}: ${field.key}`, kind, field] as const),
)

test.each(fields)('%s out of range is a problem on that setting', (_, kind, field) => {
  for (const value of wrongValues(field)) {
    const settings = withSetting(shown(kind, field), field.key, value)
    const steps = { s: { kind: kind.kind, title: '', settings } }
    const found = checkFlow({ ...flow, steps }, { connectors: CONNECTORS }).filter(
      ({ at, severity }) => at.step === 's' && at.field === field.key && severity === 'blocks',
    )
    expect({ value, problems: found.length > 0 }).toEqual({ value, problems: true })
  }
})

test.each(fields.filter(([, , field]) => field.when))('%s is left alone while it is not shown', (_, kind, field) => {
  const hidden = withSetting(withSetting(shown(kind, field), field.when?.key ?? '', 'not shown'), field.key, {})
  expect(settingAt(hidden, field.key)).toEqual({})
  const found = checkFlow(
    { ...flow, steps: { s: { kind: kind.kind, title: '', settings: hidden } } },
    { connectors: CONNECTORS },
  )
  expect(found.filter(({ at, code }) => at.field === field.key && code.startsWith('setting.'))).toEqual([])
})

/** Whatever the settings and the record, what these kinds do is done or refused with a reason; nothing is thrown or changed. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { CONNECTORS } from '#connectors'
import { anyFlow, emptyFlow } from '../../test/arbitrary/flow.ts'
import { record } from '../../test/arbitrary/record.ts'
import type { Data, Json } from '../model/json.ts'
import type { Behaviour, Passed, StepKind } from './declare.ts'
import { each } from './each.ts'
import { formula } from './formula.ts'
import { group } from './group.ts'
import { exitsOf } from './index.ts'
import { join } from './join.ts'
import { lookUp } from './look-up.ts'
import { map } from './map.ts'
import { approve, choose, correct } from './people.ts'
import { pick } from './pick.ts'
import { SOURCES } from './sources.ts'
import { split } from './split.ts'
import { subflow } from './subflow.ts'

const KINDS: readonly StepKind[] = [
  ...[map, pick, split, group, join, each, formula, lookUp, subflow, approve, choose, correct],
  ...SOURCES,
]

const NAMES = ['a', '__proto__', 'constructor', 'toString', 'b.c', '']
const anyValue = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  fc.constantFrom(...NAMES, '\ud800', '٣', '9'.repeat(400), ' ', 'a;b', '0000-01-01', '99999-12-31'),
) as fc.Arbitrary<Json>
const anyData = fc
  .dictionary(fc.constantFrom(...NAMES), anyValue, { maxKeys: 5, noNullPrototype: true })
  .map((parts) => record(parts as Record<string, Json>))

/** The defaults of the kind with some of them replaced, by values that fit as well as by ones that do not. */
const settingsOf = (kind: StepKind) =>
  fc
    .dictionary(
      fc.constantFrom('none', ...Object.keys(kind.defaults(emptyFlow()))),
      fc.oneof(
        anyValue,
        fc.constantFrom('field', 'record', 'fields', 'these', 'all-but', 'both', 'last', 'go-on', 'reject', true),
        fc.uniqueArray(fc.constantFrom(...NAMES), { maxLength: 3 }),
        fc.constant({ amount: 1e300, unit: 'days' }),
      ),
      { noNullPrototype: true },
    )
    .map((some) => ({ ...kind.defaults(emptyFlow()), ...some }) as Record<string, Json>)

/** All that the behaviour can be asked for one record. */
function outcomes(behaviour: Behaviour, data: Data, value: Json): Passed[] {
  switch (behaviour.role) {
    case 'sync':
      return [behaviour.apply(data, { receivedAt: 0, label: 'row 1' })]
    case 'compute':
      return [behaviour.take(data, value)]
    case 'find':
      behaviour.find.key(data)
      return [behaviour.take(data, undefined), behaviour.take(data, { id: '1', fields: { a: value } })]
    case 'person':
      behaviour.task(data)
      return []
    case 'gather': {
      behaviour.rule.key(data)
      const members = [data, record({ a: value })].map((one, index) => ({ data: one, wire: `w${index}` }))
      return [behaviour.rule.combine(members, true), behaviour.rule.combine(members.slice(1), false)]
    }
    case 'split':
    case 'each': {
      const made = behaviour.parts(data)
      if ('reason' in made) return [{ port: 'rejected', data, reason: made.reason }]
      const parts = made.parts.map((part): Passed => ({ port: 'main', data: part }))
      return behaviour.role === 'each' ? [...parts, behaviour.collect(data, made.parts, 1)] : parts
    }
    default:
      return []
  }
}

test.each(KINDS.map((kind) => [kind.kind, kind] as const))('%s stands any settings and any record', (_, kind) => {
  fc.assert(
    fc.property(settingsOf(kind), anyFlow, anyData, anyValue, (settings, flow, data, value) => {
      const step = { kind: kind.kind, title: 't', settings }
      const about = { flow, stepId: 's', connectors: CONNECTORS }
      expect(kind.summary(settings, flow)).not.toBe('')
      expect(kind.ports).toEqual(expect.arrayContaining([...exitsOf(kind, settings)]))
      kind.check({ ...about, step, arriving: Object.keys(data) })
      const ports = { schema: { compile: () => () => [] }, phone: { toE164: () => undefined } }
      const behaviour = kind.plan(settings, { ...about, ...ports })
      const before = JSON.stringify(data)
      for (const passed of outcomes(behaviour, data, value)) {
        expect(kind.ports).toContain(passed.port)
        expect(Object.getPrototypeOf(passed.data)).toBeNull()
        if (passed.port !== 'main') expect(passed.reason?.code).toBeDefined()
      }
      expect(JSON.stringify(data)).toBe(before)
    }),
    { numRuns: 150 },
  )
})

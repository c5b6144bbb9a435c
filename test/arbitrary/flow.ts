/** Random flows and edits for property tests, deliberately untidy: loose wires, doubled ids, places of steps that are gone. */

import fc from 'fast-check'
import { type Contract, type Edit, type Flow, flowSchema, PORTS, type Step, type Wire } from '#engine'

/** Few ids, some of them names that every object has, so that edits meet each other. */
export const anyId: fc.Arbitrary<string> = fc.constantFrom(
  'a',
  'b',
  'c',
  'constructor',
  'tostring',
  'hasownproperty',
  'd-2',
  'e',
)
const anyText = fc.string({ maxLength: 12, unit: 'grapheme' })
const anyPosition = fc.record({ x: fc.integer({ min: -400, max: 2000 }), y: fc.integer({ min: -400, max: 2000 }) })
const anyKind = fc.constantFrom('read-file', 'webhook', 'clean', 'check', 'dedupe', 'write', 'end', 'unheard-of')
const anySettings = fc.dictionary(
  fc.constantFrom('fields', 'contract', 'x', '__proto__'),
  fc.jsonValue({ maxDepth: 2 }),
  {
    maxKeys: 3,
    noNullPrototype: true,
  },
) as fc.Arbitrary<Step['settings']>

const anyStep: fc.Arbitrary<Step> = fc
  .record({ kind: anyKind, title: anyText, settings: anySettings, note: fc.option(anyText, { nil: undefined }) })
  .map(({ note, ...step }) => (note === undefined ? step : { ...step, note }))

const anyWire: fc.Arbitrary<Wire> = fc.record({
  id: fc.constantFrom('w1', 'w2', 'w3', 'w4', 'w5'),
  from: fc.record({ step: anyId, port: fc.constantFrom(...PORTS) }),
  to: fc.record({ step: anyId }),
})

const anyContract: fc.Arbitrary<Contract> = fc.record({
  name: fc.constantFrom('Site', 'Lead'),
  fields: fc.constant([]),
})

const records = <T>(value: fc.Arbitrary<T>) => fc.dictionary(anyId, value, { maxKeys: 6, noNullPrototype: true })

export const anyFlow: fc.Arbitrary<Flow> = fc
  .record({
    steps: records(anyStep),
    wires: fc.array(anyWire, { maxLength: 8 }),
    contracts: records(anyContract),
    connections: records(fc.constant({ name: 'CRM', connector: 'hubspot' })),
    layout: records(anyPosition),
    name: anyText,
  })
  .map((parts) => ({ ...emptyFlow(), ...parts }))

export const emptyFlow = (): Flow =>
  flowSchema.parse({ formatVersion: 1, id: 'flow', name: 'Flow', steps: {}, wires: [] })

const anyPatch = fc.record({ title: anyText, settings: anySettings, note: fc.option(anyText) }, { requiredKeys: [] })
const anyFlowPatch = fc.record(
  { name: anyText, description: anyText, owners: fc.record({ logic: anyText, backup: anyText }) },
  { requiredKeys: [] },
)

const anySingleEdit: fc.Arbitrary<Edit> = fc.oneof(
  fc.record({ kind: fc.constant('add-step' as const), id: anyId, step: anyStep, position: anyPosition }),
  fc.record({ kind: fc.constant('remove-step' as const), id: anyId }),
  fc.record({ kind: fc.constant('update-step' as const), id: anyId, patch: anyPatch }),
  fc.record({ kind: fc.constant('connect' as const), wire: anyWire }),
  fc.record({ kind: fc.constant('connect' as const), wire: anyWire, at: fc.integer({ min: -1, max: 9 }) }),
  fc.record({ kind: fc.constant('disconnect' as const), wire: fc.constantFrom('w1', 'w2', 'w3') }),
  fc.record({ kind: fc.constant('move' as const), positions: records(fc.option(anyPosition)) }),
  fc.record({ kind: fc.constant('set-contract' as const), id: anyId, contract: fc.option(anyContract) }),
  fc.record({
    kind: fc.constant('set-connection' as const),
    id: anyId,
    connection: fc.option(fc.constant({ name: 'Other', connector: 'none' })),
  }),
  fc.record({ kind: fc.constant('update-flow' as const), patch: anyFlowPatch }),
)

export const anyEdit: fc.Arbitrary<Edit> = fc.oneof(
  { weight: 5, arbitrary: anySingleEdit },
  {
    weight: 1,
    arbitrary: fc.array(anySingleEdit, { maxLength: 5 }).map((edits): Edit => ({ kind: 'batch', edits })),
  },
)

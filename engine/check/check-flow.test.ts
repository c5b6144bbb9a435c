import fc from 'fast-check'
import { expect, test } from 'vitest'
import { CONNECTORS } from '#connectors'
import { EXAMPLES, exampleOf } from '#examples'
import { anyEdit, anyFlow, emptyFlow } from '../../test/arbitrary/flow.ts'
import type { Connector } from '../connect/declare.ts'
import { FLOW_CODES } from '../model/codes/flow.ts'
import { type Code, isCode, sentenceOf } from '../model/codes.ts'
import { applyEdit } from '../model/edits.ts'
import type { Flow, Step, Wire } from '../model/flow.ts'
import type { Json } from '../model/json.ts'
import { parseFlow } from '../model/parse-flow.ts'
import type { PortName } from '../model/ports.ts'
import { fieldsArriving } from './arriving.ts'
import { checkFlow } from './index.ts'
import { checkLaunch, isReady } from './launch.ts'
import { launchFactsOf } from './launch-facts.ts'

const good = exampleOf('childcare-sites').flow
const problemsOf = (flow: Flow, connectors: Readonly<Record<string, Connector>> = CONNECTORS) =>
  checkFlow(flow, { connectors })

const wire = (id: string, from: string, to: string, port: PortName = 'main'): Wire => ({
  id,
  from: { step: from, port },
  to: { step: to },
})
const step = (kind: string, settings: Record<string, Json> = {}): Step => ({ kind, title: kind, settings })
const withStep = (id: string, kind: string, settings?: Record<string, Json>): Flow => ({
  ...good,
  steps: { ...good.steps, [id]: step(kind, settings) },
})
const withWires = (...wires: Wire[]): Flow => ({ ...good, wires: [...good.wires, ...wires] })
/** The good flow with some settings of one step replaced. */
const withSettings = (id: string, settings: Record<string, Json>): Flow => {
  const one = good.steps[id]
  return one
    ? { ...good, steps: { ...good.steps, [id]: { ...one, settings: { ...one.settings, ...settings } } } }
    : good
}
const hubspot = CONNECTORS.hubspot
const forgetful = (): Readonly<Record<string, Connector>> => {
  if (!hubspot) return {}
  const operation = hubspot.operations['upsert-company']
  return operation
    ? { hubspot: { ...hubspot, operations: { 'upsert-company': { ...operation, strategy: 'own-ledger' } } } }
    : {}
}
const demanding = (): Readonly<Record<string, Connector>> => {
  const companies = hubspot?.objects.companies
  if (!hubspot || !companies) return {}
  const fields = [...companies.fields, { name: 'vat', label: 'Tax number', type: 'text' as const, required: true }]
  return { hubspot: { ...hubspot, objects: { ...hubspot.objects, companies: { ...companies, fields } } } }
}
const pattern = (source: string): Flow => ({
  ...good,
  contracts: {
    'childcare-site': {
      name: 'x',
      fields: [{ name: 'Zip', type: 'text', required: false, mayBeBlank: true, pattern: { source, words: '' } }],
    },
  },
})

/** What is done to a good flow, and the problem that must follow: code, severity, and a part of its sentence. */
const CASES: [string, Code, 'blocks' | 'warns' | 'tip', Flow, string, Readonly<Record<string, Connector>>?][] = [
  ['nothing is there', 'flow.no-source', 'blocks', emptyFlow(), 'The flow has no start.'],
  [
    'a second start',
    'flow.many-sources',
    'blocks',
    withStep('hook', 'webhook'),
    'more than one start: "Read the site list", "webhook".',
  ],
  [
    'a circle',
    'flow.cycle',
    'blocks',
    withWires(wire('x', 'dedupe', 'clean', 'duplicate')),
    'circle: "Clean the site" → "Check the site" → "Stop duplicates" → "Clean the site".',
  ],
  [
    'a wire to nowhere',
    'wire.to-nowhere',
    'blocks',
    withWires(wire('x', 'check', 'gone', 'rejected')),
    'from "Check the site" leads to a step that is not there ("gone")',
  ],
  [
    'a wire from nowhere',
    'wire.from-nowhere',
    'blocks',
    withWires(wire('x', 'gone', 'check')),
    'to "Check the site" begins at a step that is not there ("gone")',
  ],
  [
    'an exit that is not there',
    'wire.no-such-port',
    'blocks',
    withWires(wire('x', 'check', 'write', 'duplicate')),
    '"Check the site" has no exit "Already seen".',
  ],
  [
    'two wires from one exit',
    'wire.doubled',
    'blocks',
    withWires(wire('x', 'check', 'write')),
    'same exit of "Check the site"',
  ],
  [
    'a wire into the start',
    'wire.into-source',
    'blocks',
    withWires(wire('x', 'check', 'read-file', 'rejected')),
    'leads into "Read the site list"',
  ],
  [
    'a kind from the future',
    'step.unknown-kind',
    'blocks',
    withStep('x', 'teleport'),
    'does not know the step "teleport"',
  ],
  ['a step that nothing leads to', 'step.unreachable', 'warns', withStep('x', 'end'), 'No wire leads to "end".'],
  [
    'a step that leads nowhere',
    'step.main-unrouted',
    'blocks',
    withStep('x', 'clean'),
    'leave "clean" have nowhere to go',
  ],
  [
    'no file',
    'setting.missing',
    'blocks',
    withSettings('read-file', { file: null }),
    '"Read the site list" needs "File".',
  ],
  [
    'a field that the system requires',
    'setting.missing',
    'blocks',
    good,
    '"Create or update the site" needs "Tax number".',
    demanding(),
  ],
  [
    'days out of range',
    'setting.invalid',
    'blocks',
    withSettings('dedupe', { days: 0 }),
    '"Days" of "Stop duplicates" cannot be used: it must be a number from 1 to 3650.',
  ],
  [
    'a choice that is none',
    'setting.invalid',
    'blocks',
    withSettings('dedupe', { window: 'moon' }),
    '"moon" is not one of the choices',
  ],
  [
    'choices that are none',
    'setting.invalid',
    'blocks',
    withSettings('dedupe', { ignore: ['case', 'vowels'] }),
    '"vowels" is not one of the choices',
  ],
  [
    'a rule that is none',
    'setting.invalid',
    'blocks',
    withSettings('clean', { rules: [{ field: 'Zip', rules: ['boil'] }] }),
    'there is no rule "boil"',
  ],
  [
    'a target field that is none',
    'setting.invalid',
    'blocks',
    withSettings('write', { fields: [{ to: 'shoe', from: 'Zip' }] }),
    '"shoe" is not a field over there',
  ],
  [
    'a target filled twice',
    'setting.invalid',
    'blocks',
    withSettings('write', {
      fields: [
        { to: 'zip', from: 'Zip' },
        { to: 'zip', from: 'Phone' },
      ],
    }),
    '"zip" is filled twice',
  ],
  [
    'a match field that is not unique',
    'setting.invalid',
    'blocks',
    withSettings('write', { matchField: 'name' }),
    'has no unique field of that name',
  ],
  [
    'an e-mail key of two fields',
    'setting.invalid',
    'blocks',
    withSettings('write', { operation: 'upsert-contact', matchField: 'email', fields: [{ to: 'zip', from: 'Zip' }] }),
    'E-mail must be one field as it is',
  ],
  [
    'a pattern that is none',
    'setting.invalid',
    'blocks',
    pattern('('),
    'the pattern of "Zip" is not a regular expression',
  ],
  [
    'a field that does not arrive',
    'setting.unknown-field',
    'blocks',
    withSettings('dedupe', { fields: ['Shoe size'] }),
    '"Stop duplicates" uses the field "Shoe size"',
  ],
  [
    'a required field that does not arrive',
    'setting.unknown-field',
    'warns',
    withSettings('read-file', { file: { file: 'x', name: 'x', columns: ['Zip'] } }),
    '"Check the site" uses the field "Site name"',
  ],
  [
    'no such contract',
    'contract.unknown',
    'blocks',
    { ...good, contracts: {} },
    '"Check the site" checks against a contract that is not there',
  ],
  [
    'no such connection',
    'connection.unknown',
    'blocks',
    { ...good, connections: {} },
    '"Create or update the site" uses a connection that is not there',
  ],
  ['no such connector', 'connector.unknown', 'blocks', good, 'no connector "hubspot" ("CRM")', {}],
  [
    'no such operation',
    'operation.unknown',
    'blocks',
    withSettings('write', { operation: 'delete-all' }),
    'asks HubSpot for something it cannot do ("delete-all")',
  ],
  [
    'no key fields',
    'write.no-match-key',
    'blocks',
    withSettings('write', { key: { fields: [], ignore: [] } }),
    '"Create or update the site" has no match key',
  ],
  [
    'no match field',
    'write.no-match-key',
    'blocks',
    withSettings('write', { matchField: '' }),
    '"Create or update the site" has no match key',
  ],
  ['no safe way to repeat', 'write.unsafe', 'warns', good, 'HubSpot offers no safe way to repeat', forgetful()],
  [
    'an exit that is not wired',
    'failure.unrouted',
    'tip',
    good,
    'Records that fail at "Check the site" fall to the hold list',
  ],
]

test.each(CASES)('%s: %s', (_what, code, severity, flow, words, connectors) => {
  const found = problemsOf(flow, connectors).filter((problem) => problem.code === code && problem.severity === severity)
  expect(found.map((problem) => sentenceOf(problem.code, problem.values)).join('\n')).toContain(words)
})

test('every code of the drawing is caused by a flow here', () => {
  const elsewhere = /^(flow\.(not-json|not-a-flow|shape|newer-format|not-found|conflict)|launch\.)/
  const drawn = Object.keys(FLOW_CODES).filter((code) => !elsewhere.test(code))
  expect(drawn.filter((code) => !CASES.some(([, caused]) => caused === code))).toEqual([])
})

test('a good flow has no problem that blocks, and the words of every problem are complete', () => {
  expect(problemsOf(good).filter(({ severity }) => severity !== 'tip')).toEqual([])
  for (const [, , , flow, , connectors] of CASES) {
    for (const { code, values } of problemsOf(flow, connectors))
      expect(sentenceOf(code, values)).not.toMatch(/unknown\b(?! kind)|\{|\}/)
  }
})

test('any flow can be checked while it is edited, worst first', () => {
  fc.assert(
    fc.property(anyFlow, anyEdit, (flow, edit) => {
      const problems = problemsOf(applyEdit(flow, edit).flow)
      const weights = problems.map(({ severity }) => ['blocks', 'warns', 'tip'].indexOf(severity))
      expect(weights).toEqual(weights.toSorted((a, b) => a - b))
      expect(problems.every(({ code }) => isCode(code))).toBe(true)
    }),
    { numRuns: 500 },
  )
})

test('problems sit where they are mended', () => {
  const [problem] = problemsOf(withSettings('write', { key: { fields: [], ignore: [] } }))
  expect(problem?.at).toEqual({ step: 'write', field: 'key.fields' })
  expect(problemsOf(withWires(wire('x', 'check', 'write')))[0]?.at).toEqual({ wire: 'x', step: 'check' })
})

test('a step without title is called by its kind', () => {
  const one = { ...withSettings('read-file', { file: null }) }
  const flow = { ...one, steps: { ...one.steps, 'read-file': { ...step('read-file', { file: null }), title: '' } } }
  expect(problemsOf(flow).map(({ values }) => values.step)).toContain('Read a file')
})

test('thousands of steps in a row are no danger', () => {
  const ids = Array.from({ length: 3000 }, (_, index) => `s${index}`)
  const flow: Flow = {
    ...emptyFlow(),
    steps: Object.fromEntries(
      ids.map((id, index) => [
        id,
        step(
          index === 0 ? 'webhook' : 'clean',
          index === 0 ? { fields: ['a'] } : { rules: [{ field: 'b', rules: ['trim'] }] },
        ),
      ]),
    ),
    wires: ids.slice(1).map((id, index) => wire(`w${index}`, `s${index}`, id)),
  }
  expect(problemsOf(flow).filter(({ code }) => code === 'setting.unknown-field')).toHaveLength(2999)
})

test('fields arrive along the wires, from all of them, and circles end', () => {
  expect(fieldsArriving(good, 'write')).toHaveLength(32)
  expect(fieldsArriving(good, 'read-file')).toBeUndefined()
  expect(fieldsArriving(withSettings('read-file', { file: null }), 'write')).toBeUndefined()
  expect(fieldsArriving(withWires(wire('x', 'dedupe', 'clean', 'duplicate')), 'clean')).toBeUndefined()
  expect(fieldsArriving(good, 'gone')).toBeUndefined()
})

test('the definition tells the checklist what it writes and where failures go', () => {
  expect(launchFactsOf(good, CONNECTORS)).toEqual({
    writes: [
      {
        step: 'write',
        title: 'Create or update the site',
        matched: true,
        safe: true,
        how: 'HubSpot: create or update by a unique field',
      },
    ],
    exits: { wired: 0, toHoldList: 4 },
    unproved: [],
  })
  const bare = launchFactsOf(withSettings('write', { key: { fields: [], ignore: [] } }), forgetful())
  expect(bare.writes).toMatchObject([{ matched: false, safe: false, how: 'HubSpot' }])
  const facts = { flow: good, hash: 'h', problems: problemsOf(good), ...launchFactsOf(good, CONNECTORS) }
  const rows = checkLaunch(facts)
  expect(rows.filter(({ state }) => state === 'good').map(({ id }) => id)).toEqual([
    'complete',
    'match-keys',
    'proved-systems',
    'failures',
  ])
  expect(isReady(rows)).toBe(false)
})

test('the examples survive being exported and opened', () => {
  for (const { flow } of EXAMPLES) {
    expect(parseFlow(JSON.stringify(flow), 'x')).toEqual({ flow })
    expect(problemsOf(flow).filter(({ severity }) => severity !== 'tip')).toEqual([])
  }
})

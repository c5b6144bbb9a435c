import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { CONNECTORS } from '#connectors'
import { anyEdit, anyFlow, emptyFlow } from '../../test/arbitrary/flow.ts'
import { diffFlows, diffText } from './diff.ts'
import { applyEdit } from './edits.ts'
import type { Flow, Step } from './flow.ts'
import { hashOf } from './hash.ts'

const hash = { sha256: (text: string) => createHash('sha256').update(text).digest('hex') }
const diff = (before: Flow, after: Flow) => diffFlows(before, after, CONNECTORS)
const words = (before: Flow, after: Flow) => diffText(diff(before, after))

test('a flow does not differ from itself, whatever the order of its keys', () => {
  fc.assert(
    fc.property(anyFlow, (flow) => {
      const turned = JSON.parse(JSON.stringify(flow), (_, value) =>
        value && typeof value === 'object' && !Array.isArray(value)
          ? Object.fromEntries(Object.entries(value).reverse())
          : value,
      )
      expect(diff(flow, structuredClone(flow))).toEqual({ groups: [], count: 0 })
      expect(diff(flow, turned).count).toBe(0)
    }),
    { numRuns: 300 },
  )
})

test('there is a difference exactly when the hash differs, and every group says something', () => {
  fc.assert(
    fc.property(anyFlow, anyEdit, (flow, edit) => {
      const next = applyEdit(flow, edit).flow
      const found = diff(flow, next)
      expect(found.count > 0).toBe(hashOf(flow, hash) !== hashOf(next, hash))
      expect(diff(next, flow).count > 0).toBe(found.count > 0)
      expect(diffFlows(flow, next, {}, { raw: true }).groups.every(({ lines }) => lines.length > 0)).toBe(true)
    }),
    { numRuns: 2000 },
  )
})

const step = (kind: string, title: string, settings: Step['settings'] = {}): Step => ({ kind, title, settings })
const wire = (id: string, from: string, to: string, port: Flow['wires'][number]['from']['port'] = 'main') => ({
  id,
  from: { step: from, port },
  to: { step: to },
})

const base: Flow = {
  ...emptyFlow(),
  steps: {
    start: step('webhook', 'Leads'),
    clean: step('clean', 'Clean', { rules: [{ field: 'phone', rules: ['phone-e164'] }], country: 'US' }),
    dedupe: step('dedupe', 'Dedupe', { fields: ['name'], ignore: ['case'], window: 'run', days: 30 }),
    save: step('write', 'Save', {
      connection: 'crm',
      operation: 'upsert-contacts',
      key: { fields: ['name'], ignore: [] },
      fields: [
        { to: 'phone', from: 'phone' },
        { to: 'zip', from: 'zip' },
        { to: 'city', from: 'town' },
      ],
    }),
  },
  wires: [wire('w1', 'start', 'clean'), wire('w2', 'clean', 'dedupe'), wire('w3', 'dedupe', 'save')],
  contracts: { site: { name: 'Site', fields: [{ name: 'phone', type: 'text', required: false, mayBeBlank: true }] } },
  connections: { crm: { name: 'CRM', connector: 'hubspot' } },
}

const patched = (id: string, settings: Step['settings']): Flow =>
  applyEdit(base, { kind: 'update-step', id, patch: { settings: { ...base.steps[id]?.settings, ...settings } } }).flow

test('settings are told in the words of their form', () => {
  expect(words(base, patched('dedupe', { fields: ['name', 'zip'], window: 'days', days: 7 }))).toEqual([
    'Dedupe',
    '  "Same when these match" is now name and zip (was name)',
    '  "Within" is now a number of days (was this run)',
    '  "Days" is now 7 days (was 30 days)',
  ])
  expect(words(base, patched('save', { connection: '' }))).toEqual([
    'Save',
    '  "Connection" is now nothing (was "CRM")',
  ])
})

test('lists are told line by line: added, changed, moved, removed', () => {
  const fields = [
    { to: 'city', from: 'town' },
    { to: 'phone', from: 'tel' },
    { to: 'web', from: 'site' },
  ]
  expect(words(base, patched('save', { fields }))).toEqual([
    'Save',
    '  "Fields": city moved to place 1',
    '  "Fields": phone is now from tel (was from phone)',
    '  "Fields": web (from site) was added',
    '  "Fields": zip (from zip) was removed',
  ])
})

test('an added, a removed and a renamed step say where they stand; other wires are told by themselves', () => {
  const after: Flow = {
    ...base,
    steps: { ...base.steps, zip: step('check', 'Check zip', { contract: 'site' }) },
    wires: [
      wire('w1', 'start', 'clean'),
      wire('w2', 'clean', 'zip'),
      wire('w4', 'zip', 'dedupe'),
      wire('w3', 'dedupe', 'save'),
    ],
  }
  expect(words(base, after)).toEqual([
    'Check zip',
    '  Step "Check zip" (Check) was added after "Clean" and before "Dedupe"',
  ])
  expect(words(after, base)).toEqual([
    'Check zip',
    '  Step "Check zip", which came after "Clean", was removed',
    'Wires',
    '  Wire from "Clean" now leads to "Dedupe" (was "Check zip")',
  ])
  const led = { ...after, wires: [...after.wires, wire('w5', 'zip', 'save', 'rejected')] }
  expect(words(after, led)).toEqual(['Wires', '  Wire from "Check zip" (Failed check) to "Save" was added'])
  expect(words(led, after)).toEqual(['Wires', '  Wire from "Check zip" (Failed check) to "Save" was removed'])
  const named = applyEdit(base, { kind: 'update-step', id: 'clean', patch: { title: 'Tidy', note: 'Why' } }).flow
  expect(words(base, named)).toEqual(['Tidy', '  It is now called "Tidy" (was "Clean")', '  A note was added: "Why"'])
})

test('contracts, people and places of cards', () => {
  const contract = {
    name: 'Site',
    fields: [{ name: 'phone', type: 'text' as const, required: true, mayBeBlank: true }],
  }
  const after = { ...base, contracts: { site: contract }, owners: { logic: 'Ada', backup: '' } }
  expect(words(base, after)).toEqual([
    'The flow',
    '  The owner of the logic is now "Ada" (was nothing)',
    'Contract "Site"',
    '  phone is now required (breaking)',
  ])
  expect(diff(base, { ...base, layout: { clean: { x: 8, y: 8 } } }).count).toBe(0)
})

test('parts that only some flows have', () => {
  const inner = {
    name: 'Tidy',
    flow: 'tidy',
    hash: 'a',
    steps: { c: step('clean', 'Clean') },
    wires: [],
    contracts: {},
  }
  const one: Flow = {
    ...base,
    subflows: { tidy: inner },
    frames: { f: { title: 'All', steps: ['clean'], settings: {} } },
  }
  const subflows = { tidy: { ...inner, hash: 'b', steps: { c: step('clean', 'Wash') } } }
  const frames = { f: { title: 'All', steps: ['clean', 'save'], settings: { tries: 3 } } }
  expect(words(one, { ...one, subflows, frames })).toEqual([
    'Sub-flow "Tidy"',
    '  It was taken in anew',
    '  Wash: It is now called "Wash" (was "Clean")',
    'Frame "All"',
    '  "Save" came into it',
    '  "tries" is now 3 (was nothing)',
  ])
  expect(words(base, { ...base, frames: {} })).toEqual(['The flow', '  The list of frames was begun'])
})

test('raw values are only there for those who ask', () => {
  const after = patched('dedupe', { fields: ['zip'] })
  expect(diff(base, after).groups[0]?.lines[0]).toEqual({ words: '"Same when these match" is now zip (was name)' })
  const asked = diffFlows(base, after, CONNECTORS, { raw: true })
  expect(asked.groups[0]?.lines[0]?.values).toEqual({ before: ['name'], after: ['zip'] })
})

test('a flow of a thousand steps is compared whole', () => {
  const steps = Object.fromEntries(
    Array.from({ length: 1000 }, (_, n) => [`s${n}`, step('dedupe', `S ${n}`, { fields: [`f${n}`] })]),
  )
  const wires = Array.from({ length: 999 }, (_, n) => wire(`w${n}`, `s${n}`, `s${n + 1}`))
  const before = { ...base, steps, wires }
  const after: Flow = structuredClone(before)
  for (const one of Object.values(after.steps)) one.settings = { ...one.settings, days: 3 }
  expect(diff(before, after).count).toBe(1000)
})

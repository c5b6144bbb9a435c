/** Everything can be explained: each decision with its reason, each write with its times, and one correlation id from end to end. */
import { expect, test } from 'vitest'
import { createPhone } from '#adapters/phone'
import { createAjvSchema } from '#adapters/schema'
import { systemHash } from '#adapters/system'
import { compilePlan, type Flow, flowSchema, hashOf, type Json, type RecordStory, type Step, tellStory } from '#engine'
import { type ChaosRig, chaosRig, writeStep } from '../fixtures/chaos-rig.ts'
import { wiresOf } from '../fixtures/drive-flow.ts'
import { ordersConnector } from '../fixtures/orders-connector.ts'

const inner = {
  name: 'Only named ones',
  flow: 'inner',
  hash: 'h',
  steps: {
    start: { kind: 'called', title: 'start', settings: { fields: [] } },
    named: {
      kind: 'filter',
      title: 'named',
      settings: { keep: { all: true, list: [{ field: 'name', is: 'filled', value: '' }] } },
    },
  },
  wires: wiresOf(['start>named']),
  contracts: {},
}

const STEPS: Record<string, Omit<Step, 'title'>> = {
  start: { kind: 'manual', settings: { fields: [], samples: [] } },
  once: { kind: 'dedupe', settings: { fields: ['ref'], ignore: [], window: 'run' } },
  call: { kind: 'subflow', settings: { subflow: 'inner' } },
  order: writeStep('create-order'),
  lines: { kind: 'split', settings: { field: 'lines', as: 'fields', carry: 'none' } },
  articles: {
    kind: 'group',
    settings: { fields: ['sku'], ignore: [], size: 0, into: '', members: [], count: 'count', sums: [] },
  },
  note: {
    ...writeStep('upsert-customer', 'sku'),
    settings: { ...writeStep('upsert-customer', 'sku').settings, fields: [{ to: 'name', from: 'sku' }] },
  },
}
const ids = Object.keys(STEPS)

const flow: Flow = flowSchema.parse({
  formatVersion: 1,
  id: 'told',
  name: 'Told',
  connections: { shop: { name: 'Shop', connector: 'orders' } },
  steps: Object.fromEntries(Object.entries(STEPS).map(([id, step]) => [id, { title: id, ...step }])),
  wires: wiresOf(ids.slice(1).map((id, n) => `${ids[n]}>${id}`)),
  subflows: { inner },
})

const lines = (...skus: string[]) => skus.map((sku) => ({ sku }))
const RECORDS: Record<string, Json>[] = [
  { ref: 'a', name: 'Ann', lines: lines('x', 'y') },
  { ref: 'b', name: 'Bob', lines: lines('x') },
  { ref: 'a', name: 'Ann', lines: lines('z') },
  { ref: 'c', name: '', lines: lines('z') },
  { ref: '', name: 'Nobody', lines: [] },
  { ref: 'd', name: 'Dan', lines: 'not a list' },
]

async function toldRun(): Promise<{ rig: ChaosRig; stories: RecordStory[]; n: number; began: number }> {
  const rig = await chaosRig()
  rig.orders.faults({ lostAnswers: 1 })
  const began = Date.now()
  const view = await rig.run(flow, RECORDS)
  expect(view).toMatchObject({ state: 'finished', received: 6 })
  const connectors = { orders: ordersConnector }
  const needs = { hash: hashOf(flow, systemHash), schema: createAjvSchema(), phone: createPhone(), connectors }
  const plan = compilePlan(flow, needs)
  const n = rig.store.runs.get(view.run)?.n ?? 0
  const { records } = rig.store
  const stories = records
    .records(n, { offset: 0, limit: 100 })
    .records.map((record) =>
      tellStory(plan, connectors, record, records.writesOf(n, record.seq), records.decisionsOf(n, record.seq)),
    )
  return { rig, stories, n, began }
}

test('every record, and every one that was made of others, tells its whole way', async () => {
  const { rig, stories, n, began } = await toldRun()
  const pathOf = (seq: number) => stories[seq - 1]?.stages.map(({ step, port }) => `${step}:${port ?? ''}`).join(' ')
  expect(pathOf(1)).toContain('once:main')
  expect(pathOf(1)).toContain('call/named:main')
  for (const story of stories) {
    expect(story.outcome).toBeDefined()
    expect(story.stages.length).toBeGreaterThan(0)
    // Whatever did not simply go on says why.
    for (const { port, reason, step } of story.stages)
      if (port && port !== 'main') expect(reason?.code, `record ${story.seq} at ${step}`).toBeDefined()
    if (story.outcome === 'held' || story.outcome === 'duplicate') expect(story.reason?.code).toBeDefined()
  }
  const outcomes = stories.map(({ outcome, reason }) => [outcome, reason?.code])
  expect(outcomes[2]).toEqual(['duplicate', 'record.duplicate'])
  expect(outcomes[3]?.[0]).toBe('filtered')
  expect(outcomes[4]).toEqual(['held', 'record.no-key'])
  expect(outcomes[5]).toEqual(['held', 'record.not-a-list'])

  const written = stories.flatMap(({ stages }) => stages).filter(({ write }) => write)
  expect(written.map(({ step }) => step).toSorted()).toEqual(['note', 'note', 'order', 'order', 'order'])
  for (const { write } of written) {
    expect(write).toMatchObject({ does: 'create', system: 'Shop', preview: false })
    expect(write?.changes.length).toBeGreaterThan(0)
    expect(write?.targetId).toBeDefined()
    expect(write?.sentAt).toBeGreaterThanOrEqual(began)
    expect(write?.settledAt).toBeGreaterThanOrEqual(write?.sentAt ?? Number.POSITIVE_INFINITY)
  }
  expect(n).toBeGreaterThan(0)
  expect(rig.orders.things('orders')).toHaveLength(3)
})

test('one correlation id leads from what came in to everything that was made of it', async () => {
  const { rig, stories, n } = await toldRun()
  const correlation = (seq: number) => stories[seq - 1]?.correlation
  const first = stories.slice(0, 6).map(({ correlation: id }) => id)
  expect(new Set(first).size).toBe(6)
  const madeOf = (seq: number) => rig.store.records.lineage(n, seq).made
  const parts = madeOf(1)
  expect(parts).toHaveLength(2)
  for (const part of parts) expect(correlation(part)).toBe(correlation(1))
  for (const { seq } of stories.slice(6)) {
    const { from } = rig.store.records.lineage(n, seq)
    // A group is told under the id of its first record, and its lineage names the others.
    expect(from.length).toBeGreaterThan(0)
    expect(correlation(seq)).toBe(correlation(from[0] ?? 0))
  }
})

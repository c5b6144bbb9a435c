/** How often a model is right, measured on labelled samples, is evidence of exactly one definition, and the launch asks for it. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Subflow } from '#engine'
import { answerTask, evaluateStep, launchState, listTasks, startLiveRun } from '#studio'
import { leadingOut } from '../../cli/live-access.ts'
import { flowOf, wiresOf } from '../fixtures/drive-flow.ts'
import { runFlow, triage, UNSURE } from '../fixtures/triage.ts'
import { freshFolder, studioIn } from './practice.ts'

/** Labels as people gave them: eight that their words speak for, one whose words speak for another, one without any. */
const LABELLED: readonly (readonly [string, string])[] = [
  ['You charged my card twice, I want a refund', 'Billing'],
  ['My last invoice shows two payments', 'Billing'],
  ['Refund my payment please', 'Billing'],
  ['The page crashes with an error after login', 'Technical'],
  ['Bugs everywhere and slow pages', 'Technical'],
  ['Login does not work, only errors', 'Technical'],
  ['Could we get a quote for ten more licences?', 'Sales'],
  ['What are your prices for upgrades?', 'Sales'],
  ['The invoice page crashes with an error when I open a payment', 'Billing'],
  ['Good morning', 'Sales'],
]

function labelledFile(folder: string): string {
  const path = join(folder, 'labelled.csv')
  const lines = LABELLED.map(([message, answer]) => `"${message}",${answer}`)
  writeFileSync(path, `message,right answer\n${lines.join('\n')}\n`)
  return path
}

test('accuracy, confusion and threshold come out as counted by hand, and belong to one definition', async () => {
  const folder = freshFolder()
  const context = studioIn(folder)
  const flow = triage([UNSURE])
  const saved = context.store.flows.save(flow, 0, context.hash(flow), 1)
  const row = () => launchState(context, saved).rows.find(({ id }) => id === 'models')
  expect(row()).toMatchObject({ state: 'missing', code: 'model.not-evaluated', step: 'sort' })

  const told = await evaluateStep(context, saved, { from: { file: labelledFile(folder) } })
  expect(told).toMatchObject({ samples: 10, answered: 10, accuracy: 0.8, threshold: 70 })
  expect(told.confusion).toEqual({
    names: ['Billing', 'Technical', 'Sales'],
    counts: [
      [3, 1, 0, 0],
      [0, 3, 0, 0],
      [1, 0, 2, 0],
    ],
  })
  expect(told.wrong.map(({ wanted, said }) => `${wanted} ${said}`).sort()).toEqual([
    'Billing Technical',
    'Sales Billing',
  ])
  // What it was not sure of is left to people, so that what it decides alone is right more often than all.
  expect(told.atThreshold.accuracy).toBe(1)
  expect(row()).toMatchObject({ state: 'good', evidence: expect.stringContaining('Triage') })
  // What is right was not shown to the model.
  expect(JSON.stringify(told)).not.toContain('right answer')

  const changed = triage([UNSURE], { settings: { threshold: 60 } })
  const other = context.store.flows.save(changed, saved.revision, context.hash(changed), 2)
  expect(launchState(context, other).rows.find(({ id }) => id === 'models')).toMatchObject({ state: 'missing' })
})

test('what people corrected is measured like any other sample', async () => {
  const context = studioIn(freshFolder())
  const asking = {
    ...triage([UNSURE, { message: 'Good evening' }]).steps,
    ask: { kind: 'correct', settings: { question: 'Which?', person: 'Ada', fields: ['category'] } },
  }
  const flow = flowOf(asking, ['read>sort', 'sort>done', 'sort.low-confidence>ask', 'ask>done'], {
    connections: { ai: { name: 'AI', connector: 'practice-model' } },
  })
  await runFlow(context, flow)
  const saved = context.store.flows.get('flow')
  if (!saved) throw new Error('it was not saved')
  await expect(evaluateStep(context, saved, { from: 'corrections' })).rejects.toMatchObject({
    code: 'evaluate.no-corrections',
  })
  for (const [index, task] of listTasks(context, 'flow', 0, 10).tasks.entries()) {
    const category = index === 0 ? 'Sales' : 'Billing'
    await answerTask(context, task.id, { answer: 'correct', data: { category }, by: 'Ada' })
    await context.runner.running('flow')?.done
  }
  expect(await evaluateStep(context, saved, { from: 'corrections' })).toMatchObject({ samples: 2, accuracy: 0.5 })
})

test('values that are read out of texts are measured field by field', async () => {
  const folder = freshFolder()
  const context = studioIn(folder)
  const settings = {
    ...{ connection: 'ai', model: 'practice', threshold: 60 },
    fields: [
      { name: 'order', type: 'text', about: '' },
      { name: 'total', type: 'money', about: '' },
    ],
  }
  const sorting = triage([UNSURE])
  const flow = { ...sorting, steps: { ...sorting.steps, sort: { kind: 'extract', title: 'Read', settings } } }
  const saved = context.store.flows.save(flow, 0, context.hash(flow), 1)
  const path = join(folder, 'read.jsonl')
  const samples = [
    { message: 'Order number: A-1, total $12.50', 'right answer order': 'A-1', 'right answer total': 12.5 },
    { message: 'Order A-2 costs $7.00', 'right answer order': 'A-2', 'right answer total': 8 },
  ]
  writeFileSync(path, samples.map((one) => JSON.stringify(one)).join('\n'))
  const told = await evaluateStep(context, saved, { step: 'Read', from: { file: path } })
  expect(told).toMatchObject({ samples: 2, accuracy: 0.5 })
  expect(told.wrong).toMatchObject([{ wanted: 'order: A-2; total: 8', said: 'order: A-2; total: 7' }])
})

test('a model inside another flow is measured and asked for as well', async () => {
  const folder = freshFolder()
  const context = studioIn(folder)
  const { steps, connections } = triage([])
  const { sort } = steps
  if (!sort) throw new Error('it sorts nothing')
  const inner: Subflow = {
    contracts: {},
    ...{ name: 'Sorting', flow: 'sorting', hash: 'a'.repeat(64) },
    ...{ steps: { take: { kind: 'called', title: 'Take', settings: { fields: ['message'], samples: [] } }, sort } },
    wires: wiresOf(['take>sort']),
  }
  const outer = flowOf(
    {
      read: { kind: 'manual', settings: { fields: ['message'], samples: [UNSURE] } },
      through: { kind: 'subflow', settings: { subflow: 's' } },
      done: { kind: 'end', settings: {} },
    },
    ['read>through', 'through>done'],
    { connections, subflows: { s: inner } },
  )
  const saved = context.store.flows.save(outer, 0, context.hash(outer), 1)
  const row = () => launchState(context, saved).rows.find(({ id }) => id === 'models')
  expect(row()).toMatchObject({ state: 'missing', step: 'through/sort' })
  const told = await evaluateStep(context, saved, { from: { file: labelledFile(folder) } })
  expect(told).toMatchObject({ step: 'through/sort', threshold: 70, accuracy: 0.8 })
  expect(row()).toMatchObject({ state: 'good' })
})

test('a flow whose only connection is the practice model runs live without any address', async () => {
  const context = studioIn(freshFolder())
  const flow = triage([UNSURE])
  const saved = context.store.flows.save(flow, 0, context.hash(flow), 1)
  expect(leadingOut(flow, context.connectors).connections).toEqual({})
  const view = await startLiveRun(context, saved, { access: {} }).done
  expect(view).toMatchObject({ mode: 'live', outcomes: { held: 1 } })
})

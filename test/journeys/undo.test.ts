/** Everything can be taken back: a run in the practice CRM is undone, as the preview said, and nobody loses work by it. */
import { expect, test } from 'vitest'
import type { Flow } from '#engine'
import { type Context, pauseFlow, previewRunUndo, resumeFlow, startPracticeRun, undoRun } from '#studio'
import { storyOf } from '../../studio/runs.ts'
import { flowOf } from '../fixtures/drive-flow.ts'
import { childcare, freshFolder, practiceIn, studioIn, targetOf } from './practice.ts'

const companies = (samples: Record<string, string>[]): Flow =>
  flowOf(
    {
      read: { kind: 'manual', settings: { fields: ['key', 'name', 'city'], samples } },
      once: { kind: 'dedupe', settings: { fields: ['key'], ignore: [], window: 'forever' } },
      write: {
        kind: 'write',
        settings: {
          connection: 'crm',
          operation: 'upsert-company',
          matchField: 'site_key',
          key: { fields: ['key'], ignore: [] },
          fields: ['name', 'city'].map((name) => ({ to: name, from: name })),
        },
      },
    },
    ['read>once', 'once>write'],
    { connections: { crm: { name: 'CRM', connector: 'hubspot' } } },
  )

const site = (key: string, name: string, city = '') => ({ key, name, city })

async function run(context: Context, samples: Record<string, string>[], id = 'flow') {
  const flow = { ...companies(samples), id }
  const known = context.store.flows.get(id)
  const saved = context.store.flows.save(flow, known?.revision ?? 0, context.hash(flow), 1)
  return (await startPracticeRun(context, saved, { anew: true })).done
}

test('what was created is archived, what was changed gets its old values back, also blank ones', async () => {
  const folder = freshFolder()
  const practice = await practiceIn(folder)
  const context = studioIn(folder)
  await run(context, [site('old', 'Before')], 'earlier')
  const before = await targetOf(practice)
  const view = await run(context, [site('old', 'After', 'Chicago'), site('new', 'New')])
  expect(view.outcomes).toMatchObject({ created: 1, updated: 1 })

  const preview = await previewRunUndo(context, { run: view.run })
  expect(preview).toMatchObject({ preview: true, counts: { delete: 1, restore: 1, changed: 0 } })
  expect(preview.items.find(({ key }) => key === 'old')).toMatchObject({
    system: 'HubSpot',
    changes: [
      { field: 'name', old: 'After', new: 'Before' },
      { field: 'city', old: 'Chicago', new: '' },
    ],
  })
  expect(Object.keys((await targetOf(practice)).companies)).toHaveLength(2)

  const done = await undoRun(context, { run: view.run, by: 'Ada' })
  expect(done.counts).toEqual(preview.counts)
  const after = await targetOf(practice)
  expect(Object.keys(after.companies)).toEqual(['old'])
  expect(after.companies.old?.name).toBe(before.companies.old?.name)
  expect(after.companies.old?.city ?? '').toBe('')
  expect((await undoRun(context, { run: view.run, by: 'Bob' })).items).toEqual([])
  const written = storyOf(context, view.run, 2).stages.find(({ write }) => write)?.write
  expect(written).toMatchObject({ does: 'create', undone: { does: 'delete', by: 'Ada' } })

  const again = await run(context, [site('old', 'After', 'Chicago'), site('new', 'Newer')])
  expect(again.outcomes).toMatchObject({ created: 1, updated: 1, duplicate: 0 })
})

test('what a later run changed is skipped and reported', async () => {
  const folder = freshFolder()
  const practice = await practiceIn(folder)
  const context = studioIn(folder)
  const view = await run(context, [site('a', 'One'), site('b', 'Two')])
  await run(context, [site('a', 'Better')], 'other')
  const done = await undoRun(context, { run: view.run, by: 'Ada' })
  expect(done.counts).toMatchObject({ delete: 1, changed: 1 })
  expect(done.items.find(({ key }) => key === 'a')?.reason).toMatchObject({
    code: 'undo.changed',
    values: { fields: ['name'] },
  })
  expect((await targetOf(practice)).companies).toMatchObject({ a: { name: 'Better' } })
})

test('a paused flow takes no records, and goes on where it stopped; both as often as one likes', async () => {
  const folder = freshFolder()
  const practice = await practiceIn(folder)
  const context = studioIn(folder)
  const saved = await childcare(context)
  const { id } = saved.flow
  const handle = await startPracticeRun(context, saved)
  const paused = await pauseFlow(context, id)
  expect(paused).toMatchObject({ paused: true, run: handle.run })
  expect(await pauseFlow(context, id)).toEqual(paused)
  expect((await handle.done).state).toBe('stopped')
  await expect(startPracticeRun(context, saved)).rejects.toMatchObject({ code: 'flow.paused' })

  expect(await resumeFlow(context, id)).toEqual({ flow: id, paused: false, run: handle.run })
  const end = await context.runner.running(id)?.done
  expect(end).toMatchObject({ run: handle.run, state: 'finished', received: 3337, outcomes: { waiting: 0 } })
  expect(await resumeFlow(context, id)).toEqual({ flow: id, paused: false })
  const { effects } = await targetOf(practice)
  expect(new Set(Object.values(effects))).toEqual(new Set([1]))
})

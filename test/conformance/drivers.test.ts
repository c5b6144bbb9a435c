/** Two drivers of one reducer: what the journal ran and what the stepper shows must be the same path, for every record. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createRouterClient } from '@orpc/server'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { RecordStory } from '#engine'
import type { Studio } from '#protocol'
import { openStudio, type StudioHandle } from '#studio'

let folder: string
let handle: StudioHandle
let studio: Studio

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sluice-drivers-'))
  handle = await openStudio({ dataFolder: folder, host: 'terminal' })
  studio = createRouterClient(handle.router, { context: {} }) as unknown as Studio
})
afterAll(async () => {
  await handle.close()
  rmSync(folder, { recursive: true, force: true })
})

async function runToEnd(flow: string, revision: number): Promise<string> {
  const { run } = await studio.runs.start({ flow, revision })
  await handle.context.runner.running(flow)?.done
  return run
}

const pathOf = ({ stages }: RecordStory) => stages.map(({ step, port }) => `${step}:${port ?? ''}`).join(' ')

test('every row of the childcare file takes the same path while stepping as it took in the run', async () => {
  const { flow, revision } = await studio.flows.create({ example: 'childcare-sites' })
  const run = await runToEnd(flow.id, revision)
  const view = await studio.runs.latest({ flow: flow.id })
  expect(view?.received).toBe(3337)
  const taken = { created: 0, duplicate: 0, held: 0 }
  for (let row = 1; row <= 3337; row += 41) {
    const told = await studio.runs.story({ run, seq: row })
    const { story, total } = await studio.runs.walk({ flow, row })
    expect(total).toBe(3337)
    expect(pathOf(story)).toBe(pathOf(told))
    expect(story.stages.map(({ before, after }) => ({ before, after }))).toEqual(
      told.stages.map(({ before, after }) => ({ before, after })),
    )
    taken[told.outcome as keyof typeof taken]++
    if (told.outcome === 'created') expect(story.outcome).toBe('unchanged')
    else expect(story.outcome).toBe(told.outcome)
  }
  expect(taken.created).toBeGreaterThan(0)
  expect(taken.duplicate).toBeGreaterThan(0)
})

test('stepping shows what would be written and writes nothing', async () => {
  const { flow } = await studio.flows.create({ example: 'webhook-lead' })
  const { story } = await studio.runs.walk({ flow, row: 1 })
  const write = story.stages.find((stage) => stage.write)?.write
  expect(write).toMatchObject({ does: 'create', preview: true, key: 'ana@alderfinch.example' })
  expect(write?.changes).toContainEqual({ field: 'firstname', old: null, new: 'Ana' })
  expect((await studio.practice.show({ system: 'crm', object: 'contacts' })).total).toBe(0)
})

test('one stage at a time tells the beginning of the same story', async () => {
  const { flow } = await studio.flows.create({ example: 'webhook-lead' })
  const whole = (await studio.runs.walk({ flow, row: 4 })).story
  expect(whole.outcome).toBe('duplicate')
  for (let stages = 0; stages <= whole.stages.length; stages++) {
    const { story } = await studio.runs.walk({ flow, row: 4, stages })
    expect(story.stages).toEqual(whole.stages.slice(0, stages))
    expect(story.outcome).toBe(stages === whole.stages.length ? 'duplicate' : undefined)
  }
})

test('each sample of the webhook example takes the same path, and is found again from its run', async () => {
  const { flow, revision } = await studio.flows.create({ example: 'webhook-lead' })
  const run = await runToEnd(flow.id, revision)
  for (let row = 1; row <= 12; row++) {
    const told = await studio.runs.story({ run, seq: row })
    expect(pathOf((await studio.runs.walk({ flow, row })).story)).toBe(pathOf(told))
    expect(await studio.runs.rowOf({ flow, run, seq: row })).toEqual({ row, changed: false })
  }
})

test('the search for a pause tells the row and the stage, and other values are stepped from there', async () => {
  const { flow } = await studio.flows.create({ example: 'webhook-lead' })
  const told = []
  for await (const one of await studio.runs.findPause({ flow, from: 2, breakpoints: [{ exit: 'duplicate' }] }))
    told.push(one)
  const paused = told.at(-1)?.paused
  expect(paused).toMatchObject({ row: 4, path: [] })
  const { story } = await studio.runs.walk({ flow, row: 4 })
  const stage = story.stages[paused?.stage ?? 0]
  expect(stage?.port).toBe('duplicate')
  const again = {
    id: '4',
    label: story.label,
    step: stage?.step ?? '',
    data: { ...stage?.before, email: 'new@alder.example' },
  }
  const tried = (await studio.runs.walk({ flow, row: 4, again })).story
  expect(tried.stages[0]).toMatchObject({ step: stage?.step, port: 'main' })
  expect((await studio.runs.walk({ flow, row: 4 })).story).toEqual(story)
})

/** Stepping through a flow that asks a model: the record that is stepped asks, those before it do not, and a run decides the same. */
import { expect, test } from 'vitest'
import { Walker } from '../../studio/walk.ts'
import { questionsAt, runFlow, SURE, triage } from '../fixtures/triage.ts'
import { freshFolder, practiceIn, studioIn } from './practice.ts'

test('one question for the row that is stepped, none for those before it, and none again in the run', async () => {
  const folder = freshFolder()
  const practice = await practiceIn(folder)
  const context = studioIn(folder)
  const flow = triage(SURE, { connector: 'openai', model: 'gpt-5.4-mini', settings: { threshold: 40 } })
  const walker = new Walker(context)
  const asked = async () => (await questionsAt(practice, 'openai')).total
  const { story } = await walker.walk(flow, { row: 3 })
  expect(story.stages.map(({ step, port }) => [step, port])).toEqual([
    ['read', 'main'],
    ['sort', 'main'],
    ['done', undefined],
  ])
  expect(story.stages[1]?.after).toMatchObject({ category: 'Sales' })
  expect(await asked()).toBe(1)
  await walker.walk(flow, { row: 3 })
  expect(await asked()).toBe(1)
  expect((await runFlow(context, flow)).models?.sort).toMatchObject({ asked: 2, reused: 1 })
  expect(await asked()).toBe(3)
})

test('a question that is refused is told where the record stands', async () => {
  const folder = freshFolder()
  await practiceIn(folder)
  const flow = triage(SURE, { connector: 'openai', model: 'no-such-model' })
  const { story } = await new Walker(studioIn(folder)).walk(flow, { row: 1 })
  expect(story.stages.at(-1)).toMatchObject({ step: 'sort', port: 'error' })
})

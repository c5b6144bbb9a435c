/** What models cost is bounded and paid once: a ceiling for each run, and no question twice, through kills and restarts. */
import { spawn } from 'node:child_process'
import { resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, onTestFinished, test, vi } from 'vitest'
import { remindPeople, startPracticeRun } from '#studio'
import { faultsAt, manyTickets, questionsAt, runFlow, triage } from '../fixtures/triage.ts'
import { freshFolder, practiceIn, studioIn } from './practice.ts'

test('after the process was killed the run goes on, and asks nothing again that was answered', async () => {
  const folder = freshFolder()
  const practice = await practiceIn(folder)
  await faultsAt(practice, 'openai', { latency: { beforeMs: 20 } })
  const script = resolve(import.meta.dirname, '../fixtures/asking-model-child.ts')
  const child = spawn(process.execPath, [script, folder], { stdio: ['ignore', 'pipe', 'inherit'] })
  onTestFinished(() => void child.kill('SIGKILL'))
  const gone = new Promise((done) => child.once('exit', done))
  while ((await questionsAt(practice, 'openai')).total < 20) await sleep(5)
  child.kill('SIGKILL')
  await gone

  const context = studioIn(folder)
  const flow = manyTickets()
  const saved = context.store.flows.get(flow.id)
  if (!saved) throw new Error('the flow was not saved')
  const before = (await questionsAt(practice, 'openai')).total
  const { done, resumed } = await startPracticeRun(context, saved)
  const view = await done
  expect(resumed).toBe(true)
  expect(view).toMatchObject({ state: 'finished', outcomes: { discarded: 60 } })
  const { total, objects } = await questionsAt(practice, 'openai')
  expect(before).toBeLessThan(60)
  // Only answers that were on their way when it was killed are asked for once more: as many as go at once.
  expect(total).toBeLessThanOrEqual(60 + 8)
  expect(new Set(objects.map(({ body }) => body.question)).size).toBe(60)
  expect(view.models?.sort?.asked).toBe(60)

  const second = await (await startPracticeRun(context, saved, { anew: true })).done
  expect(second.models?.sort).toMatchObject({ asked: 0, reused: 60 })
  expect((await questionsAt(practice, 'openai')).total).toBe(total)
})

const tickets = Array.from({ length: 10 }, (_, n) => ({ message: `Invoice ${n}: you charged my card twice` }))

test('when the ceiling of a run is reached, the other records are held with the reason', async () => {
  const context = studioIn(freshFolder())
  const settings = { priceIn: 1, priceOut: 1, ceilingCost: 0.001, atCeiling: 'hold' }
  const view = await runFlow(context, triage(tickets, { settings }))
  const asked = view.models?.sort?.asked ?? 0
  expect(view.state).toBe('finished')
  expect([asked > 0, asked < 10, asked + view.outcomes.held]).toEqual([true, true, 10])
  // Passed by at most the one question that reached it.
  expect(view.models?.sort?.cost).toBeLessThan(0.001 * 2)
  const { records } = context.store.records.records(1, { offset: 0, limit: 20 })
  expect(new Set(records.flatMap(({ reason }) => (reason ? [reason.code] : [])))).toEqual(
    new Set(['model.ceiling-holds']),
  )
})

test('or they wait, and go on by themselves on the next day', async () => {
  const context = studioIn(freshFolder())
  const settings = { ceiling: 1200, atCeiling: 'wait' }
  const first = await runFlow(context, triage(tickets, { settings }))
  expect(first).toMatchObject({ state: 'waiting', reason: { code: 'model.ceiling-waits' } })
  const { waiting } = first.outcomes
  expect(waiting).toBeGreaterThan(0)
  let view = first
  for (let day = 1; view.outcomes.waiting > 0 && day <= 10; day++) {
    vi.useFakeTimers({ now: Date.now() + 86_400_000, toFake: ['Date'] })
    await remindPeople(context)
    await context.runner.running('flow')?.done
    view = context.runner.view(first.run) ?? view
  }
  vi.useRealTimers()
  expect(view).toMatchObject({ state: 'finished', outcomes: { discarded: 10, waiting: 0 } })
  expect(view.models?.sort?.asked).toBe(10)
})

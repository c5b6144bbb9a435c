/** The childcare file through every room, undisturbed and disturbed: nothing lost, nothing doubled. */
import { describe, expect, test } from 'vitest'
import { OUTCOMES, unaccounted } from '#engine'
import { startPracticeRun } from '#studio'
import {
  childcare,
  freshFolder,
  keepSites,
  practiceIn,
  runToEnd,
  setFaults,
  studioIn,
  type Target,
  targetOf,
} from './practice.ts'

const ROWS = 3337

const everyKeyOnce = (target: Target) => Object.values(target.effects).every((n) => n === 1)

test('all 3,337 rows have one outcome each, and a second run changes nothing', async () => {
  const folder = freshFolder()
  const practice = await practiceIn(folder)
  const context = studioIn(folder)
  const saved = await childcare(context)
  const first = await runToEnd(context, saved)
  expect(first).toMatchObject({ state: 'finished', received: ROWS, outcomes: { updated: 0, unchanged: 0, waiting: 0 } })
  expect(unaccounted(first)).toBe(0)
  expect(OUTCOMES.reduce((sum, outcome) => sum + first.outcomes[outcome], 0)).toBe(ROWS)
  const after = await targetOf(practice)
  expect(Object.keys(after.companies)).toHaveLength(first.outcomes.created)

  const second = await runToEnd(context, saved)
  expect(second).toMatchObject({
    state: 'finished',
    newlyHeld: 0,
    outcomes: {
      created: 0,
      updated: 0,
      unchanged: first.outcomes.created,
      duplicate: first.outcomes.duplicate,
      held: first.outcomes.held,
    },
  })
  expect(await targetOf(practice)).toEqual(after)
})

test('a fresh data folder against the same CRM creates and changes nothing: the target itself keeps it safe', async () => {
  const [here, elsewhere] = [freshFolder(), freshFolder()]
  const practice = await practiceIn(here)
  const before = studioIn(here)
  const first = await runToEnd(before, await childcare(before))
  const after = await targetOf(practice)
  const fresh = studioIn(elsewhere, { practiceFolder: here })
  const view = await runToEnd(fresh, await childcare(fresh))
  expect(view).toMatchObject({
    state: 'finished',
    outcomes: { created: 0, updated: 0, unchanged: first.outcomes.created },
  })
  expect(await targetOf(practice)).toEqual(after)
})

describe('a disturbed run ends like an undisturbed one', () => {
  const undisturbed = async () => {
    const folder = freshFolder()
    const practice = await practiceIn(folder)
    const context = studioIn(folder)
    const view = await runToEnd(context, await childcare(context))
    return { view, target: await targetOf(practice) }
  }

  test.each([
    ['answers lost after the write', { lostAnswers: 6 }],
    [
      'server errors before and after the write',
      { serverErrors: { probability: 0.1, seed: 7, when: 'after' as const } },
    ],
    ['a storm of 429', { rateLimitStorm: { answers: 8, retryAfterSeconds: 0.05 } }],
  ])('%s', async (_, faults) => {
    const expected = await undisturbed()
    const folder = freshFolder()
    const practice = await practiceIn(folder)
    const context = studioIn(folder, { patience: 60_000 })
    const saved = await childcare(context)
    await setFaults(practice, faults)
    const view = await runToEnd(context, saved)
    expect(view.state).toBe('finished')
    expect(view.outcomes).toEqual(expected.view.outcomes)
    const target = await targetOf(practice)
    expect(target).toEqual(expected.target)
    expect(everyKeyOnce(target)).toBe(true)
  })

  test('an outage in the middle interrupts it, loses nothing, and the same run goes on afterwards', async () => {
    const expected = await undisturbed()
    const folder = freshFolder()
    const practice = await practiceIn(folder)
    const context = studioIn(folder, { patience: 300 })
    const saved = await childcare(context)
    await setFaults(practice, { latency: { beforeMs: 30, afterMs: 0 } })
    const handle = await startPracticeRun(context, saved)
    const stop = context.runner.watch.listen(saved.flow.id, (events) => {
      if (events.some((event) => event.kind === 'run.progressed' && event.delta.outcomes?.created)) {
        stop()
        void setFaults(practice, { outage: 'hang-up' })
      }
    })
    const interrupted = await handle.done
    expect(interrupted).toMatchObject({ state: 'interrupted', reason: { code: 'call.unavailable' } })
    expect(interrupted.outcomes.created).toBeGreaterThan(0)
    expect(interrupted.outcomes.waiting).toBeGreaterThan(0)
    expect(unaccounted(interrupted)).toBe(0)

    await setFaults(practice, {})
    const again = await startPracticeRun(context, saved)
    expect(again).toMatchObject({ run: handle.run, resumed: true })
    const view = await again.done
    expect(view).toMatchObject({ state: 'finished', received: ROWS, outcomes: expected.view.outcomes })
    const target = await targetOf(practice)
    expect(target).toEqual(expected.target)
    expect(everyKeyOnce(target)).toBe(true)
  })

  test('a refused sign-in pauses it: records wait and none fails', async () => {
    const folder = freshFolder()
    const practice = await practiceIn(folder)
    const context = studioIn(folder)
    const saved = await childcare(context)
    await setFaults(practice, { rejectToken: 'expired' })
    const view = await runToEnd(context, saved)
    expect(view).toMatchObject({ state: 'interrupted', reason: { code: 'call.sign-in', category: 'sign-in' } })
    expect(view.outcomes.created + view.outcomes.held).toBeLessThanOrEqual(3)
    await setFaults(practice, {})
    expect(await runToEnd(context, saved)).toMatchObject({
      state: 'finished',
      received: ROWS,
      outcomes: { waiting: 0 },
    })
  })

  test('stopped by a person, it goes on where it stopped', async () => {
    const folder = freshFolder()
    const practice = await practiceIn(folder)
    const context = studioIn(folder)
    const saved = await childcare(context)
    await setFaults(practice, { latency: { beforeMs: 20, afterMs: 0 } })
    const handle = await startPracticeRun(context, saved)
    const stop = context.runner.watch.listen(saved.flow.id, () => {
      stop()
      handle.stop()
    })
    const stopped = await handle.done
    expect(stopped.state).toBe('stopped')
    expect(unaccounted(stopped)).toBe(0)
    await setFaults(practice, {})
    expect(await runToEnd(context, saved)).toMatchObject({ state: 'finished', run: handle.run, received: ROWS })
    expect(everyKeyOnce(await targetOf(practice))).toBe(true)
  })
})

test('one record that the CRM refuses does not stop the others of its batch', async () => {
  const folder = freshFolder()
  await practiceIn(folder)
  const context = studioIn(folder)
  const { flow, revision } = await childcare(context)
  const changed = structuredClone(flow)
  for (const step of Object.values(changed.steps)) {
    if (step.kind !== 'write') continue
    step.settings.fields = [
      { to: 'name', from: 'Site name' },
      { to: 'industry', from: 'Program Name' },
    ]
  }
  const saved = context.store.flows.save(changed, revision, context.hash(changed), Date.now())
  const rows = Array.from({ length: 40 }, (_, n) => ({
    'Site name': `Site ${n}`,
    Address: `${n} Main St`,
    Zip: '60601',
  }))
  const refused = { 'Site name': 'Odd', Address: '9 Long St', 'Program Name': 'No such industry', Zip: '60601' }
  const input = await keepSites(context, folder, [...rows.slice(0, 17), refused, ...rows.slice(17)])
  const view = await (await startPracticeRun(context, saved, { input })).done
  expect(view).toMatchObject({ state: 'finished', received: 41, outcomes: { created: 40, held: 1 } })
  const { holds } = context.store.records.holds(saved.flow.id, 'practice', 0, 10)
  expect(holds).toMatchObject([{ label: 'row 18', reason: { code: 'call.refused', category: 'validation' } }])
})

test('a changed row updates what is there, and the old value is kept for undo', async () => {
  const folder = freshFolder()
  const practice = await practiceIn(folder)
  const context = studioIn(folder)
  const saved = await childcare(context)
  const site = { 'Site name': 'Erie House', Address: '1701 W Superior', Zip: '60622', Phone: '5635800' }
  await (await startPracticeRun(context, saved, { input: await keepSites(context, folder, [site]) })).done
  const changed = await keepSites(context, folder, [{ ...site, Phone: '5635811' }])
  const view = await (await startPracticeRun(context, saved, { input: changed })).done
  expect(view.outcomes).toMatchObject({ created: 0, updated: 1 })
  const stored = context.store.runs.get(view.run)
  const [write] = context.store.records.writes(stored?.n ?? 0, { offset: 0, limit: 10 }).writes
  expect(write).toMatchObject({ does: 'updated', before: { phone: '563-5800' }, body: { phone: '563-5811' } })
  expect(Object.values((await targetOf(practice)).effects)).toEqual([2])
})

/** The practice CRM at its worst: everything at once, and a sign-in that is refused in the middle. */
import { setTimeout as pause } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { unaccounted } from '#engine'
import { startPracticeRun } from '#studio'
import { childcare, freshFolder, keepSites, practiceIn, setFaults, studioIn, targetOf } from './practice.ts'

const COUNT = 600
const sites = Array.from({ length: COUNT }, (_, n) => ({
  'Site name': `Site ${n}`,
  Address: `${n} Main St`,
  Zip: '60601',
  Phone: '5635800',
}))

async function worldOf() {
  const folder = freshFolder()
  const practice = await practiceIn(folder)
  const context = studioIn(folder, { patience: 60_000 })
  const saved = await childcare(context)
  return { practice, context, saved, input: await keepSites(context, folder, sites) }
}

test('lost answers, errors before and after the write and a storm of 429, all at once: each site once', async () => {
  const { practice, context, saved, input } = await worldOf()
  const trouble = { lostAnswers: 3, rateLimitStorm: { answers: 4, retryAfterSeconds: 0.05 } }
  await setFaults(practice, { ...trouble, serverErrors: { probability: 0.2, seed: 11, when: 'after' as const } })
  const view = await (await startPracticeRun(context, saved, { input })).done
  expect(view).toMatchObject({ state: 'finished', received: COUNT, outcomes: { created: COUNT, held: 0, waiting: 0 } })
  expect(unaccounted(view)).toBe(0)
  const { companies, effects } = await targetOf(practice)
  expect(Object.keys(companies)).toHaveLength(COUNT)
  expect(Object.values(effects).every((n) => n === 1)).toBe(true)
})

test('a token that expires in the middle and works again later: no site is lost or doubled', async () => {
  const { practice, context, saved, input } = await worldOf()
  await setFaults(practice, { latency: { beforeMs: 40, afterMs: 40 } })
  const { done } = await startPracticeRun(context, saved, { input })
  await expect
    .poll(async () => Object.keys((await targetOf(practice)).companies).length, { timeout: 20_000, interval: 20 })
    .toBeGreaterThan(0)
  await setFaults(practice, { rejectToken: 'expired' })
  await pause(500)
  await setFaults(practice, {})
  expect(await done).toMatchObject({ state: 'finished', outcomes: { created: COUNT, held: 0, waiting: 0 } })
  const { companies, effects } = await targetOf(practice)
  expect(Object.keys(companies)).toHaveLength(COUNT)
  expect(Object.values(effects).every((n) => n === 1)).toBe(true)
})

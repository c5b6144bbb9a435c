/** Nothing is lost and nothing is doubled, whenever the process that runs a flow is killed. */
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { findPractice } from '#sandbox'
import {
  companiesIn,
  control,
  emptyFolder,
  ROWS,
  type RunDocument,
  type Served,
  servePractice,
  sluiceJson,
  start,
} from './cli-process.ts'
import { everyKeyOnce, type Target, targetIn } from './cli-target.ts'

const KILLS = 10
/** Each answer comes so late that a run takes some seconds and every kill finds writes under way. */
const SLOW = { latency: { beforeMs: 150, afterMs: 150 } }

async function undisturbed(): Promise<{ target: Target; document: RunDocument }> {
  const data = emptyFolder()
  const { document } = await sluiceJson<RunDocument>(['run', 'childcare-sites', '--data', data])
  return { target: await targetIn(data), document }
}

/** Kills one run at a random moment; true when that was between the first and the last write of the target. */
async function killOnce(args: readonly string[], crm: Served, final: number): Promise<boolean> {
  const begun = await companiesIn(crm)
  const { child, ended } = start(args)
  let over = false
  void ended.then(() => {
    over = true
  })
  const until = begun + 1 + Math.floor(Math.random() * 250)
  while (!over && (await companiesIn(crm)) < Math.min(until, final)) await pause(10)
  await pause(Math.random() * 200)
  child.kill('SIGKILL')
  const { signal } = await ended
  const written = await companiesIn(crm)
  return signal === 'SIGKILL' && written > 0 && written < final
}

const pause = (ms: number) => new Promise((done) => setTimeout(done, ms))

test('ten kills between the first and the last write change nothing of the result', { timeout: 600_000 }, async () => {
  const expected = await undisturbed()
  const final = Object.keys(expected.target.companies).length
  let landed = 0
  while (landed < KILLS) {
    const data = join(emptyFolder(), 'data')
    const crm = await servePractice(data)
    await control(crm, 'faults', SLOW)
    const args = ['run', 'childcare-sites', '--data', data]
    while (landed < KILLS && (await killOnce(args, crm, final))) landed++
    const { status, document } = await sluiceJson<RunDocument>(args)
    expect({ status, state: document.state, in: document.in }).toEqual({ status: 0, state: 'finished', in: ROWS })
    expect(document.unaccounted).toBe(0)
    expect(Object.values(document.outcomes).reduce((sum, n) => sum + n, 0)).toBe(ROWS)
    expect(document.outcomes).toEqual(expected.document.outcomes)
    const target = await targetIn(data)
    expect(everyKeyOnce(target)).toBe(true)
    expect(target).toEqual(expected.target)
  }
  expect(landed).toBe(KILLS)
})

test('a kill that takes the practice systems with it loses and doubles nothing either', async () => {
  const expected = await undisturbed()
  const data = join(emptyFolder(), 'data')
  const args = ['run', 'childcare-sites', '--data', data]
  const { child, ended } = start(args)
  let practice = await findPractice(join(data, 'practice'))
  while (!practice) {
    await pause(10)
    practice = await findPractice(join(data, 'practice'))
  }
  await control({ practice }, 'faults', SLOW)
  while ((await companiesIn({ practice })) === 0) await pause(10)
  child.kill('SIGKILL')
  expect(await ended).toMatchObject({ signal: 'SIGKILL' })

  const { status, document } = await sluiceJson<RunDocument>(args)
  expect({ status, resumed: document.resumed }).toEqual({ status: 0, resumed: true })
  expect(document.outcomes).toEqual(expected.document.outcomes)
  expect(await targetIn(data)).toEqual(expected.target)
})

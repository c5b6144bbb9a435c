/** The practice systems are killed in the middle of writing. The screen says what to do, and the run goes on from there. */
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { findPractice } from '#sandbox'
import { caller, until } from '../journeys/server-launch.ts'
import { cleanUp, type PracticeSaid, type Process, startPracticeProcess } from '../journeys/server-process.ts'
import { dataFolder, type OpenedApp, openOn } from './browser.ts'
import { BuildPage } from './pages/build-page.ts'
import { watchConsole } from './pages/console-watch.ts'
import { HomePage } from './pages/home-page.ts'

/** Milliseconds after which a run gives up on a system that is gone, with its last tries. */
const PATIENCE = 80_000

const data = dataFolder()
const folder = join(data.folder, 'practice')
let app: OpenedApp
let build: BuildPage
let complaints: string[]
let practice: Process<PracticeSaid>
beforeAll(async () => {
  practice = await startPracticeProcess(folder)
  desk = practice.said.control
  app = await openOn('web', { dataFolder: data.folder })
  complaints = watchConsole(app.page)
  build = new BuildPage(app.page)
  await new HomePage(app.page).openExample()
})
afterAll(async () => {
  await app.close()
  await cleanUp()
  data.remove()
})

/** Where the practice systems are looked into: those of the process, and those that the app begins itself when it is gone. */
let desk: PracticeSaid['control']
const control = (method: string, path: string, body?: unknown) =>
  caller(desk.address, desk.token)(method, `/__practice/${path}`, body, {
    'content-type': 'application/json',
  })
interface Shown {
  total: number
  effects: { effects: number }[]
}
const shown = async (limit: number) => (await control('GET', `show/companies?limit=${limit}`)).body as unknown as Shown

it('says what happened, what became of the records, and what to do', async () => {
  await control('POST', 'faults', { latency: { beforeMs: 400, afterMs: 400 } })
  await build.run()
  await until(
    () => shown(1),
    ({ total }) => total > 0,
  )
  await practice.end('SIGKILL')
  const note = build.strip.getByRole('alert')
  await note.waitFor({ timeout: PATIENCE })
  await note.getByText('HubSpot does not answer', { exact: false }).waitFor()
  await note.getByText('Nothing was lost; records that are not delivered wait.').waitFor()
  await note.getByText('then run again: the run continues where it stopped.', { exact: false }).waitFor()
  await build.strip.getByText('Interrupted', { exact: true }).waitFor()
  await build.strip.getByRole('button', { name: / waiting$/ }).waitFor()
})

it('continues with all records where it stopped, and doubles nothing', async () => {
  const begun = await until(
    () => findPractice(folder),
    (found) => found !== undefined,
  )
  desk = begun?.control ?? desk
  await build.strip.getByRole('alert').getByRole('button', { name: 'Run again' }).click()
  const { received, ...ends } = await build.sum()
  expect(received).toBe(3337)
  expect(Object.values(ends).reduce((all, one) => all + one, 0)).toBe(3337)
  await build.strip.getByText('taken up again once').waitFor()
  const { total, effects } = await shown(5000)
  expect(total).toBe(ends.created)
  expect(effects.filter((one) => one.effects !== 1)).toEqual([])
  expect(complaints).toEqual([])
})

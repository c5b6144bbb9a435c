/** Runs from the terminal: to the end, twice, stopped, interrupted, live, and on a full disk. */
import { join } from 'node:path'
import { expect, test } from 'vitest'
import {
  CHILDCARE_FILE,
  companiesIn,
  control,
  emptyFolder,
  MESSY_FILE,
  ROWS,
  type RunDocument,
  type Running,
  type Served,
  servePractice,
  sluice,
  sluiceJson,
  start,
} from './cli-process.ts'
import { everyKeyOnce, targetIn } from './cli-target.ts'

const SLOW = { latency: { beforeMs: 150, afterMs: 150 } }
const CREATED = 2239

const runJson = (args: readonly string[], env = {}) => sluiceJson<RunDocument>(['run', ...args], env)

const sumOf = ({ outcomes }: RunDocument) => Object.values(outcomes).reduce((sum, n) => sum + n, 0)

/** Waits until the run has written something but not everything. */
async function midway(crm: Served, { ended }: Running): Promise<void> {
  let over = false
  void ended.then(() => {
    over = true
  })
  while ((await companiesIn(crm)) === 0) {
    if (over) throw new Error(`The run ended before it wrote anything: ${JSON.stringify(await ended)}`)
    await new Promise((done) => setTimeout(done, 10))
  }
}

test('a run tells its sum, and a second one changes nothing, here or from a fresh data folder', async () => {
  const [data, fresh] = [emptyFolder(), emptyFolder()]
  const first = await sluice(['run', 'childcare-sites', '--data', data])
  expect(first).toMatchObject({ status: 0, stderr: '' })
  expect(first.stdout).toContain('Childcare sites → CRM: finished')
  expect(first.stdout).toMatch(/^3,337 in = 2,239 created \+ .* \+ 3 held; 0 unaccounted\.$/m)

  const second = await runJson(['childcare-sites', '--data', data])
  expect(second.status).toBe(0)
  expect(second.document).toMatchObject({
    flow: 'childcare-sites',
    state: 'finished',
    resumed: false,
    in: ROWS,
    outcomes: { created: 0, updated: 0, unchanged: CREATED, waiting: 0 },
    newlyHeld: 0,
    unaccounted: 0,
    steps: { write: { in: CREATED, ports: { main: CREATED }, writes: { created: 0, updated: 0, unchanged: CREATED } } },
  })
  expect(sumOf(second.document)).toBe(ROWS)

  const elsewhere = await runJson(['childcare-sites', '--data', fresh, '--practice', data])
  expect(elsewhere.document.outcomes).toMatchObject({ created: 0, updated: 0, unchanged: CREATED })
  expect(everyKeyOnce(await targetIn(data))).toBe(true)

  const listed = await sluice(['runs', 'childcare-sites', '--data', data])
  expect(listed.stdout.match(/finished/g)).toHaveLength(2)
  expect((await sluice(['flows', '--data', data])).stdout).toContain('childcare-sites')
})

test('a flow file reads the file that is given, or the one beside it', async () => {
  const data = emptyFolder()
  const given = await runJson([CHILDCARE_FILE, '--input', MESSY_FILE, '--data', data])
  expect(given).toMatchObject({ status: 0, document: { in: ROWS, outcomes: { created: CREATED } } })
  const beside = await runJson([CHILDCARE_FILE, '--data', data])
  expect(beside).toMatchObject({ status: 0, document: { in: ROWS, outcomes: { created: 0, unchanged: CREATED } } })
})

test('Ctrl+C stops a run cleanly, and the same command takes it up again', async () => {
  const data = emptyFolder()
  const crm = await servePractice(data)
  await control(crm, 'faults', SLOW)
  const running = start(['run', 'childcare-sites', '--data', data])
  await midway(crm, running)
  running.child.kill('SIGINT')
  const stopped = await running.ended
  expect(stopped).toMatchObject({ status: 130, signal: null })
  expect(stopped.stdout).toContain('Childcare sites → CRM: stopped')
  expect(stopped.stderr).toContain('The run was stopped.')

  const { status, document } = await runJson(['childcare-sites', '--data', data])
  expect({ status, ...document }).toMatchObject({ status: 0, state: 'finished', resumed: true, in: ROWS })
  expect(document.outcomes).toMatchObject({ created: CREATED, updated: 0, unchanged: 0, waiting: 0 })
  expect(everyKeyOnce(await targetIn(data))).toBe(true)
})

test('practice systems that are killed interrupt the run; started again, the same command completes it', async () => {
  const data = emptyFolder()
  const crm = await servePractice(data)
  await control(crm, 'faults', SLOW)
  const running = start(['run', 'childcare-sites', '--data', data, '--json'])
  await midway(crm, running)
  crm.child.kill('SIGKILL')
  const ended = await running.ended
  const interrupted = JSON.parse(ended.stdout) as RunDocument
  expect(ended.status).toBe(1)
  expect(interrupted).toMatchObject({ state: 'interrupted', unaccounted: 0, reason: { code: 'call.unavailable' } })
  expect(interrupted.outcomes.waiting).toBeGreaterThan(0)

  await servePractice(data)
  const { status, document } = await runJson(['childcare-sites', '--data', data])
  expect({ status, ...document }).toMatchObject({ status: 0, state: 'finished', resumed: true, in: ROWS })
  expect(document.outcomes).toMatchObject({ created: CREATED, updated: 0, held: interrupted.outcomes.held, waiting: 0 })
  expect(everyKeyOnce(await targetIn(data))).toBe(true)
})

test('a live run wants an address and a token for each connection, and says which', async () => {
  const data = emptyFolder()
  const crm = await servePractice(join(data, 'target'))
  const { address, token } = crm.practice.systems.hubspot
  const live = ['run', 'childcare-sites', '--data', data, '--live']
  expect((await sluice(live)).stderr).toContain('The connection "CRM" has no address: give --connection crm=ADDRESS.')
  const addressed = [...live, '--connection', `crm=${address}`]
  expect((await sluice(addressed)).stderr).toContain('set the environment variable SLUICE_TOKEN_CRM.')
  const refused = await sluice([...live, '--connection', 'erp=https://example.com'])
  expect(refused).toMatchObject({ status: 1 })
  expect(refused.stderr).toContain('The flow has no connection "erp"; it has crm.')
  const { status, stdout } = await sluice(addressed, { SLUICE_TOKEN_CRM: token })
  expect(status).toBe(0)
  expect(stdout).toContain('2,239 created')
  expect(await companiesIn(crm)).toBe(CREATED)
})

test('a disk that is full interrupts the run; with room again, the same command completes it', async () => {
  const data = emptyFolder()
  const args = ['childcare-sites', '--data', data]
  const full = await runJson(args, { SLUICE_TEST_MAX_PAGES: '800' })
  expect(full.status).toBe(1)
  expect(full.document).toMatchObject({ state: 'interrupted', unaccounted: 0, reason: { code: 'data.full' } })
  expect(sumOf(full.document)).toBe(full.document.in)

  const { status, document } = await runJson(args)
  expect({ status, ...document }).toMatchObject({ status: 0, state: 'finished', resumed: true, in: ROWS })
  expect(document.outcomes).toMatchObject({ created: CREATED, updated: 0, unchanged: 0, waiting: 0 })
  expect(everyKeyOnce(await targetIn(data))).toBe(true)
})

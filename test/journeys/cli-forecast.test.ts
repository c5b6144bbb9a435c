/** `sluice forecast` says before a run what the run then does. */
import { expect, test } from 'vitest'
import { emptyFolder, ROWS, sluice } from './cli-process.ts'

test('the forecast of the example comes close to what its run does, and nothing is called for it', async () => {
  const data = emptyFolder()
  const told = await sluice(['forecast', 'childcare-sites', '--data', data, '--json'])
  expect(told.stderr).toBe('')
  expect(told.status).toBe(0)
  const forecast = JSON.parse(told.stdout)
  expect(forecast).toMatchObject({ records: ROWS, refused: 0, perAccount: [{ system: 'HubSpot' }] })
  const [step] = forecast.perAccount[0].steps
  const ran = await sluice(['run', 'childcare-sites', '--data', data, '--json'])
  const { outcomes } = JSON.parse(ran.stdout)
  expect(step.records).toBe(outcomes.created + outcomes.updated + outcomes.unchanged)
  expect(step.looks + step.sends).toBe(forecast.calls)
})

test('words for people: one line, then each account and step', async () => {
  const { stdout, status } = await sluice(['forecast', 'childcare-sites', '--data', emptyFolder(), '--within', '2'])
  expect(status).toBe(0)
  expect(stdout).toMatch(/^3,337 records: \d+ calls, \d+ min/)
  expect(stdout).toContain('HubSpot')
  expect(stdout).toContain('Spread over 2 min')
})

test('a time that is no number of minutes is refused in words', async () => {
  const { status, stderr } = await sluice(['forecast', 'childcare-sites', '--data', emptyFolder(), '--within', 'soon'])
  expect(status).not.toBe(0)
  expect(stderr).toContain('whole number')
  const none = await sluice(['forecast', 'childcare-sites', '--data', emptyFolder(), '--within', '0'])
  expect(none).toMatchObject({ status: 1, stdout: '' })
})

test('what is written behind a group is forecast too, though groups are complete only at the end of a run', async () => {
  const data = emptyFolder()
  const told = await sluice(['forecast', 'nightly-branches', '--data', data, '--json'])
  const { records, calls, perAccount } = JSON.parse(told.stdout)
  const ran = JSON.parse((await sluice(['run', 'nightly-branches', '--data', data, '--json'])).stdout)
  expect(calls).toBeGreaterThan(0)
  expect(perAccount[0].steps[0].records).toBeGreaterThanOrEqual(ran.outcomes.created)
  expect(perAccount[0].steps[0].records).toBeLessThanOrEqual(records)
})

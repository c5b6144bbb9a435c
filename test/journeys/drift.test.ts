/** The drift watch: a field that is renamed, newly demanded or given another form is told before records fail, with the steps it touches. */
import { expect, test } from 'vitest'
import { sentenceOf } from '#engine'
import { acceptDrifted, checkDrift, createFlow } from '#studio'
import { freshFolder, practiceIn, setFaults, studioIn } from './practice.ts'

async function watched() {
  const folder = freshFolder()
  const practice = await practiceIn(folder)
  const context = studioIn(folder)
  const { flow } = await createFlow(context, 'childcare-sites', undefined)
  const look = async () => {
    const [found] = await checkDrift(context, flow)
    if (!found) throw new Error('no system was looked at')
    return found
  }
  return { practice, context, flow, look }
}

test('the first look learns, and the next finds nothing as long as nothing changed', async () => {
  const { look } = await watched()
  expect(await look()).toMatchObject({ state: 'learned', findings: [] })
  expect(await look()).toMatchObject({ state: 'same', findings: [] })
})

test('a renamed property is told in plain words, with the steps that use it, until it is accepted', async () => {
  const { practice, context, flow, look } = await watched()
  await look()
  await setFaults(practice, {
    renamed: [{ kind: 'companies', from: 'phone', to: 'phone_number' }],
  })
  const { state, findings } = await look()
  expect(state).toBe('drifted')
  const told = findings.map(({ reason, steps }) => [
    sentenceOf(reason.code, reason.values),
    steps.map(({ step }) => step),
  ])
  expect(told[0]).toEqual([
    expect.stringMatching(/^In companies of HubSpot, .*\(phone\) became phone_number\./),
    ['write'],
  ])
  // Nothing was learned anew by looking.
  expect((await look()).findings.length).toBe(findings.length)
  expect(await acceptDrifted(context, flow, 'crm')).toBe(true)
  expect(await look()).toMatchObject({ state: 'same', findings: [] })
  await setFaults(practice, {})
  expect((await look()).findings.map(({ drift }) => drift.kind)).toContain('renamed')
})

test('a system that does not answer is told as such, and what was learned stays', async () => {
  const { practice, look } = await watched()
  await look()
  await setFaults(practice, { outage: 'refuse' })
  const { state, reason } = await look()
  expect([state, reason?.code]).toEqual(['unreachable', 'call.unavailable'])
  await setFaults(practice, {})
  expect(await look()).toMatchObject({ state: 'same' })
})

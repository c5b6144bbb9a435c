/** The declaration of FHIR, through the interpreter, against the practice health records; what it sends against the R4 rules there. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { listChanges, lookUp } from '#engine'
import { fhir } from '../../sandbox/fhir/index.ts'
import { batteryFor } from '../fixtures/declaration-battery.ts'
import { typeProblems } from '../fixtures/typed-by-client.ts'
import { openVendorRig, type VendorRig } from '../fixtures/vendor-rig.ts'

let rig: VendorRig
let ahead = 0
beforeAll(async () => {
  rig = await openVendorRig(fhir, { now: () => Date.now() + ahead })
})
beforeEach(() => rig.faults({}))
afterAll(() => rig.close())

const ada = {
  family: 'Alder',
  given: 'Ada',
  birthDate: '1990-02-28',
  gender: 'female',
  active: true,
  phone: '+49 30 1',
  city: 'Berlin',
}
const patient = () =>
  batteryFor(rig, {
    operation: 'upsert-patient',
    match: 'identifier',
    body: ada,
    change: { family: 'Birch', email: 'ada@birch.example' },
    kind: 'patients',
    effect: (key) => key,
  })
const others = {
  'upsert-appointment': {
    kind: 'appointments',
    body: {
      status: 'booked',
      start: '2026-12-01T09:00:00.000Z',
      participant: 'Patient/1',
      participantStatus: 'accepted',
    },
    change: { status: 'cancelled', comment: 'She has a cold 🤧' },
  },
  'upsert-communication': {
    kind: 'communications',
    body: { status: 'completed', subject: 'Patient/1', text: 'Please call', sent: '2026-11-20T10:00:00.000Z' },
    change: { priority: 'urgent' },
  },
  'upsert-task': {
    kind: 'tasks',
    body: { status: 'requested', intent: 'order', description: 'Call back', for: 'Patient/1' },
    change: { status: 'completed' },
  },
}

test('a patient is created once, changed in place, and taken back', async () => {
  await patient().createsOnce('MRN 1')
  await patient().changesAndTakesBack('MRN 2')
})

test.each(Object.entries(others))('%s does the same', async (operation, { kind, body, change }) => {
  const one = batteryFor(rig, { operation, match: 'identifier', body, change, kind, effect: (key) => key })
  await one.createsOnce(`${operation} 1`)
  await one.changesAndTakesBack(`${operation} 2`)
})

test('an identifier may hold every sign of the search language and finds only itself', async () => {
  const keys = ['a,b', 'a', 'b', 'x|y', '$&_count=1', 'back\\slash', 'Zoë 🦉', 'a b+c%20d']
  for (const key of keys) expect(await patient().deliver(key)).toMatchObject({ kind: 'written' })
  const ids = await Promise.all(keys.map(async (key) => (await patient().look(key))?.id))
  expect(new Set(ids).size).toBe(keys.length)
  for (const key of keys) expect(await patient().deliver(key)).toBe('unchanged')
})

test('two senders that both found nothing make one record', async () => {
  const record = { key: 'RACE', body: ada }
  const both = await Promise.all([1, 2].map(() => rig.send('upsert-patient', 'identifier', [record])))
  expect(both.flat().map((one) => one.kind)).toEqual(['written', 'written'])
  expect(await patient().effects('RACE')).toMatchObject({ created: 1 })
})

test('what others know of a patient stays, and nobody’s change is overwritten unseen', async () => {
  await patient().deliver('MRN 7')
  const seen = await patient().look('MRN 7')
  if (!seen?.raw) throw new Error('it is not there')
  const headers = { authorization: `Bearer ${rig.access.token}`, 'content-type': 'application/fhir+json' }
  const theirs = { ...seen.raw, maritalStatus: { text: 'married' } }
  const put = { method: 'PUT', headers, body: JSON.stringify(theirs) }
  expect((await fetch(`${rig.access.address}/Patient/${seen.id}`, put)).status).toBe(200)
  const [stale] = await rig.send('upsert-patient', 'identifier', [
    { key: 'MRN 7', body: { city: 'Bonn' }, there: seen },
  ])
  expect(stale).toMatchObject({ kind: 'unknown', failure: { category: 'transient' } })
  expect(await patient().deliver('MRN 7', { city: 'Bonn' })).toMatchObject({ kind: 'written' })
  expect((await patient().look('MRN 7'))?.raw).toMatchObject({
    maritalStatus: { text: 'married' },
    address: [{ city: 'Bonn' }],
    name: [{ family: 'Alder', given: ['Ada'] }],
  })
})

test('two records with one identifier are a person’s decision', async () => {
  const identifier = [{ system: rig.access.values?.system, value: 'TWICE' }]
  const headers = { authorization: `Bearer ${rig.access.token}`, 'content-type': 'application/fhir+json' }
  const body = JSON.stringify({ resourceType: 'Patient', identifier })
  for (const _ of [1, 2]) await fetch(`${rig.access.address}/Patient`, { method: 'POST', headers, body })
  const operation = rig.operation('upsert-patient')
  const looked = await lookUp(rig.account(), operation, 'identifier', [{ key: 'TWICE', body: ada }], rig.signal)
  expect(looked.found.size).toBe(0)
  expect(looked.refused.get('TWICE')).toMatchObject({ code: 'call.several-there' })
})

test('a lost answer, too many calls and refused sign-ins are told apart, and nothing is doubled', async () => {
  await patient().survivesLostAnswers('MRN 3')
  expect(await patient().waitsWhenTold('MRN 4')).toMatchObject({ kind: 'written' })
  await rig.faults({})
  await patient().asksForSignIn('MRN 5', ['system/Patient.read'])
})

test('after a day everybody signs in anew', async () => {
  const by = rig.account(await rig.signIn({}))
  ahead += 86_400_001
  const [sent] = await rig.send('upsert-patient', 'identifier', [{ key: 'MRN 6', body: ada }], by)
  expect(sent).toMatchObject({ kind: 'unknown', failure: { category: 'sign-in' } })
  ahead -= 86_400_001
})

test('a bad value is named, and what is gone is gone', async () => {
  const [bad] = await rig.send('upsert-patient', 'identifier', [{ key: 'bad', body: { ...ada, gender: 'lady' } }])
  expect(bad).toMatchObject({ kind: 'refused', failure: { category: 'validation' } })
  expect(bad?.kind === 'refused' && bad.failure.values.message).toContain('gender')
  const remove = rig.operation('upsert-patient').undo.delete
  if (!remove) throw new Error('it cannot be taken back')
  await expect(rig.account().call(remove, { id: 'nobody' }, rig.signal)).rejects.toMatchObject({
    failure: { category: 'permanent', values: { message: expect.stringContaining('not known') } },
  })
})

test('changes are listed oldest first, page by page, by links; nothing new is an empty list', async () => {
  const { list } = rig.operation('upsert-patient')
  if (!list) throw new Error('it does not list')
  const options = { fields: [], most: 1_000, signal: rig.signal }
  const before = await listChanges(rig.account(), list, { seen: [] }, options)
  expect(before.entries.length).toBeGreaterThan(5)
  ahead += 200_000
  const keys = Array.from({ length: 120 }, (_, at) => `listed ${at}`)
  for (const [at, key] of keys.entries())
    await rig.send('upsert-patient', 'identifier', [{ key, body: { family: `Listed ${at}` } }])
  const after = await listChanges(rig.account(), list, before.progress, options)
  expect(after.entries.map(({ data }) => data.family)).toEqual(keys.map((_, at) => `Listed ${at}`))
  ahead += 200_000
  const last = await listChanges(rig.account(), list, after.progress, options)
  expect(last.entries).toEqual([])
})

/** Those types are of release 3, which knew no priority of a Communication; R4 does. */
const typeOf = (resource: unknown): string =>
  resource === 'Communication'
    ? "fhir.Communication & { priority?: 'routine' | 'urgent' | 'asap' | 'stat' }"
    : `fhir.${resource}`

test('every resource that is sent is one that others described', () => {
  const bodies = rig.sent.flatMap(({ body }) =>
    body === undefined ? [] : [JSON.parse(body) as Record<string, unknown>],
  )
  const meant = bodies.filter(({ gender }) => gender !== 'lady')
  const claims = meant.map((value) => ({ type: typeOf(value.resourceType), value }))
  const distinct = new Map(claims.map((claim) => [`${claim.type} ${Object.keys(claim.value)}`, claim]))
  expect(new Set(claims.map(({ type }) => type)).size).toBe(4)
  const planted = { type: 'fhir.Patient', value: { resourceType: 'Patient', birthday: '1990-01-01' } }
  const problems = typeProblems('/// <reference types="fhir" />', [...distinct.values(), planted])
  expect(problems).toEqual([expect.stringContaining('birthday')])
})

/** The declarations of PagerDuty, through the interpreter, against the practice PagerDuty: incidents, and events. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { afterLost, listChanges } from '#engine'
import { pagerdutyEvents } from '../../sandbox/pagerduty/events.ts'
import { pagerduty } from '../../sandbox/pagerduty/index.ts'
import { batteryFor } from '../fixtures/declaration-battery.ts'
import { openVendorRig, type VendorRig } from '../fixtures/vendor-rig.ts'

describe('incidents', () => {
  let rig: VendorRig
  let ahead = 0
  beforeAll(async () => {
    rig = await openVendorRig(pagerduty, { now: () => Date.now() + ahead })
  })
  beforeEach(() => rig.faults({}))
  afterAll(() => rig.close())

  const body = { title: 'Payments fail 🔥', service: 'PBILL01', urgency: 'high', details: 'Since 9 o’clock' }
  const battery = () =>
    batteryFor(rig, {
      operation: 'upsert-incident',
      match: 'incident_key',
      body,
      change: { title: 'Payments fail again', urgency: 'low' },
      kind: 'incidents',
      effect: (key) => key,
      stays: true,
    })

  test('an incident is opened once, changed in place, and resolved to take it back', async () => {
    await battery().createsOnce('pay 1')
    await battery().changesAndTakesBack('pay & 2')
    expect((await battery().look('pay & 2'))?.fields.status).toBe('resolved')
  })

  test('a second one with the same key is impossible while the first is open', async () => {
    const sent = [1, 2].map(() => rig.send('upsert-incident', 'incident_key', [{ key: 'pay 3', body }]))
    expect(
      (await Promise.all(sent))
        .flat()
        .map(({ kind }) => kind)
        .sort(),
    ).toEqual(['refused', 'written'])
    expect(await battery().effects('pay 3')).toMatchObject({ created: 1 })
  })

  test('a lost answer, too many calls and refused sign-ins are told apart, and nothing is doubled', async () => {
    await battery().survivesLostAnswers('pay 4')
    expect(await battery().waitsWhenTold('pay 5')).toMatchObject({ kind: 'written' })
    await rig.faults({})
    await battery().asksForSignIn('pay 6', ['incidents.read'])
  })

  test('what is wrong is named, and what is gone is gone', async () => {
    expect(await battery().deliver('bad', { ...body, service: 'PNONE' })).toMatchObject({
      kind: 'refused',
      failure: { category: 'validation', values: { message: 'Service not found' } },
    })
    const resolve = rig.operation('upsert-incident').undo.delete
    if (!resolve) throw new Error('it cannot be taken back')
    await expect(rig.account().call(resolve, { id: 'QNONE' }, rig.signal)).rejects.toMatchObject({
      failure: { category: 'permanent' },
    })
  })

  test('new incidents are listed page by page', async () => {
    const { list } = rig.operation('upsert-incident')
    if (!list) throw new Error('it does not list')
    const options = { fields: [], most: 1_000, signal: rig.signal }
    const before = await listChanges(rig.account(), list, { seen: [] }, options)
    ahead += 200_000
    const keys = Array.from({ length: 130 }, (_, at) => `listed ${at}`)
    for (const key of keys) await rig.send('upsert-incident', 'incident_key', [{ key, body }])
    const after = await listChanges(rig.account(), list, before.progress, options)
    expect(after.entries.map(({ data }) => data.incident_key)).toEqual(keys)
    expect((await listChanges(rig.account(), list, after.progress, options)).entries).toEqual([])
  })
})

describe('events', () => {
  let rig: VendorRig
  beforeAll(async () => {
    rig = await openVendorRig(pagerdutyEvents)
  })
  beforeEach(() => rig.faults({}))
  afterAll(() => rig.close())

  const body = { summary: 'Queue is long', source: 'shop', severity: 'error', timestamp: '2026-11-22T10:00:00Z' }
  const send = (key: string, more: Record<string, string> = {}, by = rig.account()) =>
    rig.send('send-event', 'dedup_key', [{ key, body: { ...body, ...more } }], by)
  const alert = async (key: string) => (await rig.show('alerts')).objects.filter((one) => one.body.dedup_key === key)

  test('events with one key are one alert, which is resolved by its key', async () => {
    expect(await send('queue')).toMatchObject([{ kind: 'written', id: 'queue' }])
    expect(await send('queue')).toMatchObject([{ kind: 'written', id: 'queue' }])
    expect(await alert('queue')).toMatchObject([{ body: { status: 'triggered', payload: { summary: body.summary } } }])
    await send('queue', { event_action: 'resolve' })
    expect(await alert('queue')).toMatchObject([{ body: { status: 'resolved' } }])
  })

  test('a lost answer is made good by repeating it, without a second alert', async () => {
    await rig.faults({ lostAnswers: 1 })
    expect(await send('lost')).toMatchObject([{ kind: 'unknown', sent: true }])
    expect(afterLost(rig.operation('send-event'), Date.now(), Date.now())).toBe('repeat')
    expect(await send('lost')).toMatchObject([{ kind: 'written' }])
    expect(await alert('lost')).toHaveLength(1)
  })

  test('the key goes into the body and never into what is told', async () => {
    const token = await rig.signIn({ lastsMs: 0 })
    const [sent] = await send('secret', {}, rig.account(token))
    expect(sent).toMatchObject({ kind: 'unknown', failure: { category: 'sign-in' } })
    expect(JSON.stringify(sent)).not.toContain(token)
    expect(rig.sent.at(-1)?.headers.authorization).toBeUndefined()
    expect(JSON.parse(rig.sent.at(-1)?.body ?? '')).toMatchObject({ routing_key: token })
  })

  test('a bad event is refused by name; too many are told to wait', async () => {
    expect(await send('bad', { severity: 'awful' })).toMatchObject([
      { kind: 'refused', failure: { category: 'validation' } },
    ])
    await rig.faults({ storm: { answers: 1, waitMs: 3_000 } })
    expect(await send('storm')).toMatchObject([{ kind: 'unknown', counts: false, retryAfter: 3_000 }])
  })
})

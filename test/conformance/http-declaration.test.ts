/** The declarations for any system over HTTP, and for webhooks out, through the interpreter, against plain practice systems. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { afterLost, describeObject } from '#engine'
import { plain } from '../../sandbox/plain/index.ts'
import { webhookReceiver } from '../../sandbox/plain/webhook.ts'
import { batteryFor } from '../fixtures/declaration-battery.ts'
import { openVendorRig, type VendorRig } from '../fixtures/vendor-rig.ts'

describe('a collection', () => {
  let rig: VendorRig
  beforeAll(async () => {
    rig = await openVendorRig(plain)
  })
  beforeEach(() => rig.faults({}))
  afterAll(() => rig.close())

  const body = { customer: 'Ana & Söhne 🧾', amount: 12.5 }
  const battery = (operation: string) =>
    batteryFor(rig, {
      ...{ operation, match: 'key', body },
      change: { amount: 13, note: 'later' },
      kind: 'orders',
      effect: (key) => key,
    })

  test.each(['put', 'post-once', 'find-then-post'])('%s creates once, changes and takes back', async (operation) => {
    await battery(operation).createsOnce(`${operation}/1?a=b&c`)
    await battery(operation).changesAndTakesBack(`${operation} 2`)
    await battery(operation).survivesLostAnswers(`${operation} 3`)
    await rig.faults({})
    expect(await battery(operation).waitsWhenTold(`${operation} 4`)).toMatchObject({ kind: 'written' })
    await battery(operation).asksForSignIn(`${operation} 5`, ['read'])
  })

  test('a change keeps what was there beside', async () => {
    for (const operation of ['put', 'find-then-post']) {
      const { deliver, look } = battery(operation)
      await deliver(`kept ${operation}`)
      await deliver(`kept ${operation}`, { ...body, amount: 1 })
      await deliver(`kept ${operation}`, { amount: 2 } as unknown as typeof body)
      expect((await look(`kept ${operation}`))?.fields).toMatchObject({ customer: body.customer, amount: 2 })
    }
  })

  test('the same key again has the same answer, another body under it is refused', async () => {
    const item = { key: 'keyed', body, idempotencyKey: 'write 1' }
    const first = await rig.send('post-once', 'key', [item])
    expect(await rig.send('post-once', 'key', [item])).toEqual(first)
    const other = { ...item, body: { amount: 99 } }
    expect(await rig.send('post-once', 'key', [other])).toMatchObject([{ kind: 'refused' }])
    expect(await battery('post-once').effects('keyed')).toMatchObject({ created: 1 })
  })

  test('what is wrong is named, and what is gone is gone', async () => {
    const bad = { key: 'bad', body: { amount: 'many' } }
    expect(await rig.send('find-then-post', 'key', [bad])).toMatchObject([
      { kind: 'refused', failure: { category: 'validation', values: { message: 'amount is no number' } } },
    ])
    const remove = rig.operation('find-then-post').undo.delete
    if (!remove) throw new Error('it cannot be taken back')
    await expect(rig.account().call(remove, { id: '999' }, rig.signal)).rejects.toMatchObject({
      failure: { category: 'permanent' },
    })
  })

  test('fields are those of an entry that is there', async () => {
    const object = rig.connector.objects.records
    if (!object) throw new Error('it has no entries')
    const fields = await describeObject(rig.account(), object, rig.signal)
    expect(fields.map(({ name }) => name)).toEqual(['id', 'external_id', 'customer', 'amount', 'note', 'due'])
  })
})

describe('a webhook', () => {
  let rig: VendorRig
  beforeAll(async () => {
    rig = await openVendorRig(webhookReceiver)
  })
  beforeEach(() => rig.faults({}))
  afterAll(() => rig.close())

  const event = (key: string) => ({ key, body: { type: 'deal.won', text: 'Größe 🎉' }, idempotencyKey: `id of ${key}` })
  const send = (key: string, operation = 'send-once', by = rig.account()) =>
    rig.send(operation, 'key', [event(key)], by)
  const received = async (key: string) => (await rig.show('events')).objects.filter(({ body }) => body.key === key)

  test('an event arrives signed, with its id, and the secret is not sent', async () => {
    expect(await send('E1')).toMatchObject([{ kind: 'written' }])
    expect(await received('E1')).toMatchObject([
      { body: { id: 'id of E1', data: { type: 'deal.won', text: 'Größe 🎉' } } },
    ])
    expect(JSON.stringify(rig.sent)).not.toContain(rig.access.token)
  })

  test('another secret is refused', async () => {
    expect(await send('E2', 'send-once', rig.account('wrong'))).toMatchObject([
      { kind: 'unknown', failure: { category: 'sign-in' } },
    ])
    expect(await received('E2')).toEqual([])
  })

  test('a lost answer: the receiver drops the repeat, or a person decides', async () => {
    await rig.faults({ lostAnswers: 1 })
    expect(await send('E3')).toMatchObject([{ kind: 'unknown', sent: true }])
    expect(afterLost(rig.operation('send-once'), Date.now(), Date.now())).toBe('repeat')
    expect(await send('E3')).toMatchObject([{ kind: 'written' }])
    expect(await received('E3')).toHaveLength(1)
    expect(afterLost(rig.operation('send'), Date.now(), Date.now())).toBe('hold')
  })

  test('a receiver that asks to wait is waited for', async () => {
    await rig.faults({ storm: { answers: 1, waitMs: 3_000 } })
    expect(await send('E4')).toMatchObject([{ kind: 'unknown', counts: false, retryAfter: 3_000 }])
  })
})

/** The declaration of HubSpot, through the interpreter, against the practice HubSpot: what hubspot-declaration.test.ts does not see. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { describeObject, isUnchanged, type Json, listChanges } from '#engine'
import { typeProblems } from '../fixtures/typed-by-client.ts'
import { openVendorRig, type VendorRig } from '../fixtures/vendor-rig.ts'

let rig: VendorRig
beforeAll(async () => {
  rig = await openVendorRig({ name: 'hubspot' })
})
beforeEach(() => rig.faults({}))
afterAll(() => rig.close())

const deal = (key: string, body: Record<string, Json> = {}) => ({
  key,
  body: { dealname: 'Tea ☕', dealstage: 'contractsent', ...body },
})
const send = (items: Parameters<VendorRig['send']>[2]) => rig.send('upsert-deal', 'deal_key', items)
const look = (items: Parameters<VendorRig['look']>[2]) => rig.look('upsert-deal', 'deal_key', items)
const effectsOf = async (kind: string, key: string) => (await rig.show(kind)).effects.find((one) => one.key === key)
const idOf = (result: unknown) => (result as { id: string }).id

test('deals and tickets are created once, found, left as they are by a repeat, and changed', async () => {
  const cases = [
    ['upsert-deal', 'deal_key', 'deals', { dealname: 'Tea', dealstage: 'closedwon', amount: 12.34 }],
    ['upsert-ticket', 'ticket_key', 'tickets', { subject: 'Printer', hs_pipeline_stage: '1', hs_pipeline: '0' }],
  ] as const
  for (const [name, match, kind, body] of cases) {
    const items = ["o'1 \\", 'Ø 2'].map((key) => ({ key, body }))
    expect(await rig.look(name, match, items)).toEqual(new Map())
    const created = await rig.send(name, match, items)
    expect(created).toEqual(items.map(() => ({ kind: 'written', id: expect.any(String), created: true })))
    expect(await rig.send(name, match, items)).toEqual(created.map((one) => ({ ...one, created: false })))
    const found = await rig.look(name, match, items)
    for (const { key } of items) {
      expect(isUnchanged(body, found.get(key)?.fields ?? {})).toBe(true)
      expect(await effectsOf(kind, key)).toMatchObject({ created: 1, changed: 0, writes: 2 })
    }
  }
})

test('moments are found as they were written, in whatever form they come', async () => {
  const item = deal('dated', { closedate: '2027-01-31T12:00:00+02:00' })
  await send([item])
  expect((await look([item])).get('dated')?.fields.closedate).toBe('2027-01-31T10:00:00.000Z')
})

test('one bad record of a group is refused by its key, the others are written', async () => {
  const results = await send([deal('fine'), deal('bad', { dealstage: 'someday' }), deal('odd', { amount: 'much' })])
  expect(results).toMatchObject([
    { kind: 'written' },
    { kind: 'refused', failure: { values: { message: expect.stringContaining('someday') } } },
    { kind: 'refused', failure: { values: { message: expect.stringContaining('much') } } },
  ])
  await rig.faults({ partial: 1 })
  expect((await send([deal('p1'), deal('p2')])).map(({ kind }) => kind)).toEqual(['refused', 'written'])
})

test('after an answer was lost, the same call changes nothing more', async () => {
  await rig.faults({ lostAnswers: 1 })
  expect(await send([deal('lost')])).toMatchObject([{ kind: 'unknown', sent: true }])
  expect(await send([deal('lost')])).toMatchObject([{ kind: 'written', created: false }])
  expect(await effectsOf('deals', 'lost')).toMatchObject({ created: 1, changed: 0 })
})

test('deals are listed in the order of their changes, page by page, and only once', async () => {
  const { list } = rig.operation('upsert-deal')
  if (!list) throw new Error('it does not list')
  const options = { fields: ['dealname', 'deal_key'], most: 1_000, signal: rig.signal }
  const before = await listChanges(rig.account(), list, { seen: [] }, options)
  const keys = Array.from({ length: 130 }, (_, at) => `L-${at}`)
  await send(keys.slice(0, 100).map((key) => deal(key)))
  await send(keys.slice(100).map((key) => deal(key)))
  const after = await listChanges(rig.account(), list, before.progress, options)
  expect(after.entries.map(({ data }) => data.deal_key).toSorted()).toEqual(keys.toSorted())
  expect((await listChanges(rig.account(), list, after.progress, options)).entries).toEqual([])
})

test('the account says which properties it has, its own and unique ones among them, and follows a renaming', async () => {
  const object = rig.connector.objects.deals
  if (!object) throw new Error('there are no deals')
  const read = async () =>
    new Map((await describeObject(rig.account(), object, rig.signal)).map((field) => [field.name, field]))
  const fields = await read()
  expect(fields.get('deal_key')).toMatchObject({ custom: true, unique: true, type: 'text' })
  expect(fields.get('dealstage')?.choices).toContainEqual({ value: 'closedwon', label: 'closedwon' })
  expect(fields.get('closedate')).toMatchObject({ type: 'date-time' })
  expect(fields.get('createdate')).toMatchObject({ readOnly: true })
  expect(fields.get('amount')).toEqual({ name: 'amount', label: 'Amount', type: 'number' })
  await rig.faults({ renamed: [{ kind: 'deals', from: 'amount', to: 'total' }] })
  const now = await read()
  expect([now.has('amount'), now.get('total')?.type]).toEqual([false, 'number'])
  const [refused] = await send([deal('renamed', { amount: 1 })])
  expect(refused?.kind === 'refused' && refused.failure.values.message).toContain('PROPERTY_DOESNT_EXIST')
})

test('what was written is taken back by the calls that are declared', async () => {
  const [made] = await send([deal('back', { description: 'Old' })])
  const { undo } = rig.operation('upsert-deal')
  if (!undo.delete || !undo.restore) throw new Error('it cannot be taken back')
  const id = idOf(made)
  await rig.account().call(undo.restore, { id, before: { description: '', amount: 7 } }, rig.signal)
  const found = (await look([deal('back', { description: '', amount: 7 })])).get('back')
  expect(found?.fields).toMatchObject({ description: null, amount: '7' })
  await rig.account().call(undo.delete, { id }, rig.signal)
  expect(await look([deal('back')])).toEqual(new Map())
})

test('too many calls, an ended or unknown token and a missing scope are told apart', async () => {
  await rig.faults({ storm: { answers: 1, waitMs: 3_000 } })
  expect(await send([deal('no')])).toMatchObject([
    { kind: 'unknown', counts: false, failure: { code: 'call.rate-limited' }, retryAfter: 3_000 },
  ])
  for (const [faults, words] of [
    [{ token: 'expired' }, 'expired'],
    [{ token: 'unknown' }, 'Authentication credentials not found'],
    [{ withoutPermissions: ['crm.objects.deals.write'] }, 'all required scopes'],
  ] as const) {
    await rig.faults(faults)
    const [refused] = await send([deal('no')])
    expect(refused).toMatchObject({ kind: 'unknown', counts: false, failure: { category: 'sign-in' } })
    expect(refused?.kind === 'unknown' && refused.failure.values.message).toContain(words)
  }
  await rig.faults({})
  expect(await effectsOf('deals', 'no')).toBeUndefined()
})

test('each scope is found to be there or missing, and nothing is written by asking', async () => {
  const lost = ['crm.objects.companies.write', 'crm.objects.deals.read', 'tickets']
  await rig.faults({ withoutPermissions: lost })
  const missing: string[] = []
  for (const [name, request] of Object.entries(rig.connector.check?.probes ?? {})) {
    const category = await rig
      .account()
      .call(request, {}, rig.signal)
      .then(
        () => 'none',
        (error: { failure: { category: string } }) => error.failure.category,
      )
    if (category === 'sign-in') missing.push(name)
  }
  expect(missing).toEqual(lost)
  const needs = new Set(Object.values(rig.connector.operations).flatMap((operation) => operation.needs))
  expect([...needs].toSorted()).toEqual(Object.keys(rig.connector.check?.probes ?? {}).toSorted())
})

const MODELS = '@hubspot/api-client/lib/codegen/crm/deals/models'
const TYPES: readonly (readonly [end: string, type: string])[] = [
  ['/batch/upsert', 'BatchInputSimplePublicObjectBatchInputUpsert'],
  ['/batch/read', 'BatchReadInputSimplePublicObjectId'],
  ['', 'SimplePublicObjectInput'],
]

/** The client types every property as text; HubSpot takes numbers and yes/no as well, so that only names and shapes are held against it. */
function withTexts(value: unknown, inProperties = false): unknown {
  if (Array.isArray(value)) return value.map((one) => withTexts(one, inProperties))
  if (value === null || typeof value !== 'object') return inProperties ? String(value) : value
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, withTexts(inner, inProperties || key === 'properties')]),
  )
}

test("every body that writes or looks is of the type that HubSpot's own client has for it", () => {
  const bodies = rig.sent.filter(({ path, body }) => body !== undefined && !path.endsWith('/search'))
  const claims = bodies.map(({ path, body }) => ({
    type: TYPES.find(([end]) => path.endsWith(end))?.[1] ?? '',
    value: withTexts(JSON.parse(body ?? '')),
  }))
  const distinct = new Map(claims.map((claim) => [JSON.stringify(claim), claim]))
  expect(new Set([...distinct.values()].map(({ type }) => type)).size).toBe(TYPES.length)
  const planted = [{ type: 'SimplePublicObjectInput', value: { propertys: {} } }]
  const imports = TYPES.map(([, type]) => `import type { ${type} } from '${MODELS}/${type}.js'`).join('\n')
  expect(typeProblems(imports, [...distinct.values(), ...planted])).toEqual([expect.stringContaining('propertys')])
})

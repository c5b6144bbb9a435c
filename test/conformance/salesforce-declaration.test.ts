/** The declaration of Salesforce, through the interpreter, against the practice Salesforce. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { describeObject, isUnchanged, type Json, listChanges } from '#engine'
import { salesforce } from '../../sandbox/salesforce/index.ts'
import { openVendorRig, type VendorRig } from '../fixtures/vendor-rig.ts'

let rig: VendorRig
let ahead = 0
beforeAll(async () => {
  rig = await openVendorRig(salesforce, { now: () => Date.now() + ahead })
})
beforeEach(() => rig.faults({}))
afterAll(() => rig.close())

const MATCH = 'External_Key__c'
const contact = (key: string, body: Record<string, Json> = {}) => ({ key, body: { LastName: 'Ruiz', ...body } })
const effectsOf = async (kind: string, key: string) => (await rig.show(kind)).effects.find((one) => one.key === key)
const idOf = (result: unknown) => (result as { id: string }).id
const send = (items: Parameters<VendorRig['send']>[2], by = rig.account()) =>
  rig.send('upsert-contact', MATCH, items, by)
const look = (items: Parameters<VendorRig['look']>[2], by = rig.account()) =>
  rig.look('upsert-contact', MATCH, items, by)

test('a group is created in one call, found in one, left as it is by a repeat, and changed', async () => {
  const items = [
    contact("o'brien \\ 1@finch.example", { FirstName: 'Pat', Birthdate: '1980-02-29', HasOptedOutOfEmail: true }),
    contact('Zoë/2', { Loyalty_Points__c: 1.5, Description: null }),
  ]
  const before = rig.sent.length
  expect(await look(items)).toEqual(new Map())
  const created = await send(items)
  expect(created).toEqual(
    items.map(() => ({ kind: 'written', id: expect.stringMatching(/^003\w{15}$/), created: true })),
  )
  expect(rig.sent.length - before).toBe(2)
  expect(await send(items)).toEqual(created.map((one) => ({ ...one, created: false })))
  const found = await look(items)
  for (const [index, { key, body }] of items.entries()) {
    expect(found.get(key)?.id).toBe(idOf(created[index]))
    expect(isUnchanged(body, found.get(key)?.fields ?? {})).toBe(true)
  }
  const [first] = items
  await send([{ key: first?.key ?? '', body: { FirstName: 'Patrick' } }])
  expect(await effectsOf('Contact', first?.key ?? '')).toMatchObject({ created: 1, changed: 1, writes: 3 })
})

test('keys are found without regard to case, and one that nobody has is not', async () => {
  const found = await look([contact('c-1001'), contact('C-9999')])
  expect([...found.keys()]).toEqual(['c-1001'])
  expect(found.get('c-1001')?.fields).toMatchObject({ External_Key__c: 'C-1001', LastName: 'Ruiz' })
})

test('one bad record of a group is refused by its name, the others are written', async () => {
  const results = await send([
    contact('good'),
    contact('bad', { Email: 'nobody' }),
    { key: 'nameless', body: { FirstName: 'Only' } },
  ])
  expect(results).toMatchObject([
    { kind: 'written', created: true },
    { kind: 'refused', failure: { values: { message: 'Email: invalid email address: nobody' } } },
    { kind: 'refused', failure: { values: { message: 'Required fields are missing: [LastName]' } } },
  ])
})

test('a value that cannot be parsed fails the call: it is halved until the record is alone', async () => {
  const results = await send([contact('p1'), contact('p2', { Birthdate: 'soon' }), contact('p3'), contact('p4')])
  expect(results.map(({ kind }) => kind)).toEqual(['written', 'refused', 'written', 'written'])
  const [lost] = await send([contact('p5', { Nothing__c: 'x' })])
  expect(lost?.kind === 'refused' && lost.failure.values.message).toContain("No such column 'Nothing__c'")
})

test('a record that others lock passes by waiting', async () => {
  await rig.faults({ partial: 1 })
  const results = await send([contact('lock1'), contact('lock2')])
  expect(results).toMatchObject([
    { kind: 'unknown', counts: true, sent: false, failure: { category: 'transient' } },
    { kind: 'written' },
  ])
})

test('after an answer was lost, the same call changes nothing more', async () => {
  await rig.faults({ lostAnswers: 1 })
  expect(await send([contact('lost')])).toMatchObject([{ kind: 'unknown', sent: true }])
  expect(await send([contact('lost')])).toMatchObject([{ kind: 'written', created: false }])
  expect(await effectsOf('Contact', 'lost')).toMatchObject({ created: 1, changed: 0 })
})

test('accounts, leads and opportunities are written in the same way', async () => {
  const cases = [
    ['upsert-account', 'Account', { Name: 'Finch', Website: 'https://finch.example', NumberOfEmployees: 3 }],
    ['upsert-lead', 'Lead', { LastName: 'Ito', Company: 'Larch', Status: 'Working - Contacted' }],
    [
      'upsert-opportunity',
      'Opportunity',
      { Name: 'Tea ☕', StageName: 'Prospecting', CloseDate: '2027-01-31', Amount: 12.34 },
    ],
  ] as const
  for (const [name, kind, body] of cases) {
    const item = { key: `${kind} 1`, body }
    const [made] = await rig.send(name, MATCH, [item])
    expect(made).toMatchObject({ kind: 'written', created: true })
    const found = (await rig.look(name, MATCH, [item])).get(item.key)
    expect(isUnchanged(body, found?.fields ?? {})).toBe(true)
    expect(await effectsOf(kind, item.key)).toMatchObject({ created: 1 })
  }
})

test('contacts are listed in the order of their changes, 200 at once, and only once', async () => {
  const { list } = rig.operation('upsert-contact')
  if (!list) throw new Error('it does not list')
  const options = { fields: [], most: 1_000, signal: rig.signal }
  const before = await listChanges(rig.account(), list, { seen: [] }, options)
  expect(before.entries.length).toBeGreaterThan(5)
  ahead += 300_000
  const keys = Array.from({ length: 200 }, (_, at) => `L-${at}`)
  await send(keys.map((key) => contact(key)))
  ahead += 1_000
  await send([contact('L-200'), contact('C-1001', { Title: 'Dr' })])
  const after = await listChanges(rig.account(), list, before.progress, options)
  const listed = after.entries.map(({ data }) => String(data.External_Key__c))
  expect(listed.toSorted()).toEqual([...keys, 'L-200', 'C-1001'].toSorted())
  expect(listed.slice(-2).toSorted()).toEqual(['C-1001', 'L-200'])
  expect((await listChanges(rig.account(), list, after.progress, options)).entries).toEqual([])
})

test('more than a page that changed at the same moment is read to its end', async () => {
  const { list } = rig.operation('upsert-lead')
  if (!list) throw new Error('it does not list')
  ahead += 300_000
  const at = Date.now() + ahead
  const fields = { LastName: 'Same', Company: 'Larch' }
  const keys = Array.from({ length: 450 }, (_, index) => `S-${index}`)
  for (let start = 0; start < 450; start += 150)
    await rig.send(
      'upsert-lead',
      MATCH,
      keys.slice(start, start + 150).map((key) => ({ key, body: fields })),
    )
  const options = { fields: [], most: 10_000, signal: rig.signal }
  const { entries } = await listChanges(rig.account(), list, { seen: [] }, options)
  const listed = entries.filter(({ data }) => Date.parse(String(data.SystemModstamp)) >= at)
  expect(new Set(listed.map(({ data }) => data.External_Key__c)).size).toBe(450)
})

test('the account says which fields it has, what it demands and what can be chosen', async () => {
  await rig.faults({ required: [{ kind: 'Contact', field: 'Phone' }] })
  const object = rig.connector.objects.Contact
  if (!object) throw new Error('there are no contacts')
  const fields = new Map((await describeObject(rig.account(), object, rig.signal)).map((field) => [field.name, field]))
  expect([...fields.values()].filter(({ required }) => required).map(({ name }) => name)).toEqual(['LastName', 'Phone'])
  expect(fields.get('External_Key__c')).toMatchObject({ custom: true, unique: true, type: 'text' })
  expect(fields.get('Loyalty_Points__c')).toMatchObject({ custom: true, type: 'number', label: 'Loyalty points' })
  expect(fields.get('LeadSource')?.choices).toContainEqual({ value: 'Web', label: 'Web' })
  expect(fields.get('SystemModstamp')).toMatchObject({ readOnly: true, type: 'date-time' })
  for (const [name, { fields: declared, unique }] of Object.entries(rig.connector.objects)) {
    const known = (await describeObject(rig.account(), rig.connector.objects[name] ?? object, rig.signal)).map(
      (one) => one.name,
    )
    expect(known).toEqual(expect.arrayContaining([...declared, ...unique].map((one) => one.name)))
  }
})

test('what was written is taken back by the calls that are declared', async () => {
  const [made] = await send([contact('back', { Title: 'Old' })])
  const { undo } = rig.operation('upsert-contact')
  if (!undo.delete || !undo.restore) throw new Error('it cannot be taken back')
  const id = idOf(made)
  await rig.account().call(undo.restore, { id, before: { Title: 'Older', Phone: null } }, rig.signal)
  expect((await look([contact('back', { Title: '' })])).get('back')?.fields).toMatchObject({ Title: 'Older' })
  await rig.account().call(undo.delete, { id }, rig.signal)
  expect(await look([contact('back')])).toEqual(new Map())
  await expect(rig.account().call(undo.delete, { id }, rig.signal)).rejects.toMatchObject({
    failure: { category: 'permanent' },
  })
})

test('a limit that is reached, an ended session and a missing right are told apart', async () => {
  await rig.faults({ storm: { answers: 1 } })
  expect(await send([contact('no')])).toMatchObject([
    { kind: 'unknown', counts: false, failure: { code: 'call.rate-limited' }, retryAfter: 600_000 },
  ])
  for (const [wish, words] of [
    [{ lastsMs: 0 }, 'Session expired or invalid'],
    [{ revoked: true }, 'Session expired or invalid'],
    [{ permissions: ['Contact:read'] }, 'insufficient access rights on object Contact'],
  ] as const) {
    const [refused] = await send([contact('no')], rig.account(await rig.signIn(wish)))
    expect(refused).toMatchObject({ kind: 'unknown', counts: false, failure: { category: 'sign-in' } })
    expect(refused?.kind === 'unknown' && refused.failure.values.message).toContain(words)
  }
  expect(await effectsOf('Contact', 'no')).toBeUndefined()
})

test('each right is found to be there or missing, and nothing is written by asking', async () => {
  const permissions = ['Contact:read', 'Contact:write', 'Lead:read']
  const total = (await rig.show('Contact')).total
  const there: string[] = []
  for (const [name, request] of Object.entries(rig.connector.check?.probes ?? {})) {
    const by = rig.account(await rig.signIn({ permissions }))
    const category = await by.call(request, {}, rig.signal).then(
      () => 'none',
      (error: { failure: { category: string } }) => error.failure.category,
    )
    if (category !== 'sign-in') there.push(name)
  }
  expect(there).toEqual(permissions)
  expect((await rig.show('Contact')).total).toBe(total)
})

test('the account says that it is a sandbox; addresses of production are recognised', async () => {
  const { account, liveAddress } = rig.connector
  if (!account) throw new Error('the account cannot be asked')
  expect(await rig.account().call(account.request, {}, rig.signal)).toMatchObject({ records: [{ IsSandbox: true }] })
  const live = new RegExp(liveAddress?.pattern ?? 'nothing')
  expect(live.test('https://alder.my.salesforce.com')).toBe(true)
  expect(live.test('https://alder--test.sandbox.my.salesforce.com')).toBe(false)
  expect(live.test('https://alder-dev-ed.develop.my.salesforce.com')).toBe(false)
})

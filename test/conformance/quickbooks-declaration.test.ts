/** The declaration of QuickBooks Online, through the interpreter, against the practice QuickBooks. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type Json, listChanges } from '#engine'
import { quickbooks } from '../../sandbox/quickbooks/index.ts'
import { openVendorRig, type VendorRig } from '../fixtures/vendor-rig.ts'

let rig: VendorRig
let ahead = 0
beforeAll(async () => {
  rig = await openVendorRig(quickbooks, { now: () => Date.now() + ahead })
})
beforeEach(() => rig.faults({}))
afterAll(() => rig.close())

/** As long as the engine's own keys are. */
const item = (key: string, body: Record<string, Json>, attempt = 'a') => ({
  key,
  body,
  idempotencyKey: `${Buffer.from(`${attempt}${key}`).toString('hex')}${'0'.repeat(64)}`.slice(0, 64),
})
const effectsOf = async (kind: string, key: string) => (await rig.show(kind)).effects.find((one) => one.key === key)
const idOf = (sent: Awaited<ReturnType<VendorRig['send']>>): string => {
  const [first] = sent
  if (first?.kind !== 'written') throw new Error(JSON.stringify(first))
  return first.id
}
const there = async (operation: string, match: string, key: string) => {
  const found = (await rig.look(operation, match, [{ key, body: {} }])).get(key)
  if (!found) throw new Error(`there is no ${key}`)
  return found
}

test('customers are found together, created once, and changed under the version that was read', async () => {
  const key = "Siobhán O'Brien \\ Sons"
  const body = { email: 'siobhan@finch.example', city: 'Cork', phone: '312 555 0100', Notes: 'Half of it' }
  expect(await rig.look('upsert-customer', 'DisplayName', [item(key, body), item('Nobody', {})])).toEqual(new Map())
  const first = await rig.send('upsert-customer', 'DisplayName', [item(key, body)])
  expect(await rig.send('upsert-customer', 'DisplayName', [item(key, body)])).toEqual(first)
  expect(await effectsOf('Customer', key)).toMatchObject({ created: 1, writes: 1 })
  const found = await rig.look('upsert-customer', 'DisplayName', [item(key, body), item('Alder Clinic', {})])
  expect(found.size).toBe(2)
  expect(found.get(key)).toMatchObject({ id: idOf(first), fields: { ...body, DisplayName: key } })
  const change = { ...item(key, { city: 'Galway' }, 'b'), there: await there('upsert-customer', 'DisplayName', key) }
  expect(await rig.send('upsert-customer', 'DisplayName', [change])).toEqual([
    { kind: 'written', id: idOf(first), created: false },
  ])
  expect((await there('upsert-customer', 'DisplayName', key)).fields).toMatchObject({ ...body, city: 'Galway' })
})

test('a second customer of that name is refused under any key', async () => {
  const [second] = await rig.send('upsert-customer', 'DisplayName', [item('Alder Clinic', {}, 'again')])
  expect(second).toMatchObject({
    kind: 'refused',
    failure: { category: 'validation', values: { message: expect.stringContaining('already exists') } },
  })
})

test('who was overtaken is told so, and changes what is there then', async () => {
  const key = 'Overtaken'
  await rig.send('upsert-customer', 'DisplayName', [item(key, {})])
  const read = await there('upsert-customer', 'DisplayName', key)
  await rig.send('upsert-customer', 'DisplayName', [{ ...item(key, { city: 'One' }, 'b'), there: read }])
  const late = { ...item(key, { phone: '1' }, 'c'), there: read }
  expect(await rig.send('upsert-customer', 'DisplayName', [late])).toMatchObject([
    { kind: 'unknown', failure: { category: 'transient' } },
  ])
  const again = { ...late, there: await there('upsert-customer', 'DisplayName', key) }
  expect(await rig.send('upsert-customer', 'DisplayName', [again])).toMatchObject([{ kind: 'written' }])
  expect((await there('upsert-customer', 'DisplayName', key)).fields).toMatchObject({ city: 'One', phone: '1' })
})

test('an invoice with a line is written by its number, and paid in part', async () => {
  const customer = idOf(await rig.send('upsert-customer', 'DisplayName', [item('Payer', {})]))
  const product = idOf(
    await rig.send('upsert-item', 'Name', [item('Half a visit', { income_account: '1', UnitPrice: 5.25 })]),
  )
  const body = {
    customer,
    TxnDate: '2026-02-28',
    DueDate: '2026-03-31',
    amount: 21.1,
    item: product,
    memo: 'Thank you 🌸',
  }
  const first = await rig.send('upsert-invoice', 'DocNumber', [item('N-1', body)])
  expect(await rig.send('upsert-invoice', 'DocNumber', [item('N-1', body)])).toEqual(first)
  expect((await there('upsert-invoice', 'DocNumber', 'N-1')).fields).toMatchObject({
    ...body,
    TotalAmt: 21.1,
    Balance: 21.1,
  })
  const change = {
    ...item('N-1', { PrivateNote: 'Called', amount: 22 }, 'b'),
    there: await there('upsert-invoice', 'DocNumber', 'N-1'),
  }
  expect(await rig.send('upsert-invoice', 'DocNumber', [change])).toMatchObject([{ kind: 'written', created: false }])
  const payment = { customer, TotalAmt: 11, TxnDate: '2026-03-01', invoice: idOf(first), applied: 11 }
  const paid = await rig.send('upsert-payment', 'PaymentRefNum', [item('P-1', payment)])
  expect(await rig.send('upsert-payment', 'PaymentRefNum', [item('P-1', payment)])).toEqual(paid)
  expect(await effectsOf('Payment', 'P-1')).toMatchObject({ created: 1, writes: 1 })
  const after = await there('upsert-invoice', 'DocNumber', 'N-1')
  expect(after.fields).toMatchObject({ ...body, amount: 22, PrivateNote: 'Called', TotalAmt: 22, Balance: 11 })

  const { undo } = rig.operation('upsert-payment')
  if (!undo.delete) throw new Error('it cannot be taken back')
  const now = await there('upsert-payment', 'PaymentRefNum', 'P-1')
  await rig.account().call(undo.delete, { id: now.id, there: now.raw }, rig.signal)
  expect((await there('upsert-invoice', 'DocNumber', 'N-1')).fields.Balance).toBe(22)
})

test('what was written is taken back: customers become inactive, old values return', async () => {
  const id = idOf(await rig.send('upsert-customer', 'DisplayName', [item('Back', { Notes: 'New' })]))
  const { undo } = rig.operation('upsert-customer')
  if (!undo.restore || !undo.delete) throw new Error('it cannot be taken back')
  const read = await there('upsert-customer', 'DisplayName', 'Back')
  const merged = { ...read.raw, Notes: '' }
  await rig.account().call(undo.restore, { id, there: read.raw, merged, before: { Notes: '' } }, rig.signal)
  const restored = await there('upsert-customer', 'DisplayName', 'Back')
  expect(restored.fields.Notes).toBe('')
  await rig.account().call(undo.delete, { id, there: restored.raw }, rig.signal)
  expect(await rig.look('upsert-customer', 'DisplayName', [item('Back', {})])).toEqual(new Map())
})

test('changes are listed oldest first, page by page, each once', async () => {
  const { list } = rig.operation('upsert-customer')
  if (!list) throw new Error('it does not list')
  const options = { fields: [], most: 1_000, signal: rig.signal }
  const before = await listChanges(rig.account(), list, { seen: [] }, options)
  expect(before.entries.length).toBeGreaterThan(4)
  ahead += 300_000
  const names = Array.from({ length: 120 }, (_, at) => `List ${String(at).padStart(3, '0')}`)
  const by = rig.account(undefined, { ...rig.connector, limit: { calls: 10_000, per: 1_000 } })
  for (const name of names) await rig.send('upsert-customer', 'DisplayName', [item(name, {})], by)
  const after = await listChanges(rig.account(), list, before.progress, options)
  expect(after.entries.map(({ data }) => data.DisplayName)).toEqual(names)
  expect((await listChanges(rig.account(), list, after.progress, options)).entries).toEqual([])
  ahead += 2_000
  await rig.send('upsert-customer', 'DisplayName', [
    { ...item('List 007', { city: 'Ghent' }, 'b'), there: await there('upsert-customer', 'DisplayName', 'List 007') },
  ])
  const last = await listChanges(rig.account(), list, after.progress, options)
  expect(last.entries.map(({ data }) => [data.DisplayName, data.city])).toEqual([['List 007', 'Ghent']])
})

test('bad values are named, and nothing is written', async () => {
  for (const [operation, match, bad, words] of [
    ['upsert-customer', 'DisplayName', item('Bad', { email: 'none' }), 'PrimaryEmailAddr'],
    ['upsert-item', 'Name', item('Bad', {}), 'IncomeAccountRef'],
    ['upsert-invoice', 'DocNumber', item('B-1', { customer: '999', amount: 1 }), 'CustomerRef'],
    ['upsert-invoice', 'DocNumber', item('B-1', { customer: '1', amount: 1, TxnDate: '2026-02-30T' }), 'TxnDate'],
  ] as const) {
    const [sent] = await rig.send(operation, match, [bad])
    expect(sent).toMatchObject({ kind: 'refused', failure: { category: 'validation' } })
    expect(sent?.kind === 'refused' && sent.failure.values.message).toContain(words)
  }
  expect(await effectsOf('Customer', 'Bad')).toBeUndefined()
})

test('too many calls, an ended sign-in, a missing permission and another company are told apart', async () => {
  await rig.faults({ storm: { answers: 1 } })
  expect(await rig.send('upsert-customer', 'DisplayName', [item('E-1', {})])).toMatchObject([
    { kind: 'unknown', counts: false, retryAfter: 60_000, failure: { code: 'call.rate-limited' } },
  ])
  for (const [wish, words] of [
    [{ lastsMs: 0 }, 'Token expired'],
    [{ revoked: true }, 'Token revoked'],
    [{ permissions: ['openid'] }, 'ApplicationAuthorizationFailed'],
  ] as const) {
    const by = rig.account(await rig.signIn(wish))
    const [sent] = await rig.send('upsert-customer', 'DisplayName', [item('E-1', {})], by)
    expect(sent).toMatchObject({ kind: 'unknown', failure: { category: 'sign-in' } })
    expect(sent?.kind === 'unknown' && sent.failure.values.message).toContain(words)
  }
  expect(await effectsOf('Customer', 'E-1')).toBeUndefined()
})

test('an answer lost after the write is made good by repeating it', async () => {
  const customer = idOf(await rig.send('upsert-customer', 'DisplayName', [item('Loser', {})]))
  const lost = item('L-1', { customer, TotalAmt: 5 })
  await rig.faults({ lostAnswers: 1 })
  expect(await rig.send('upsert-payment', 'PaymentRefNum', [lost])).toMatchObject([{ kind: 'unknown', sent: true }])
  expect(await rig.send('upsert-payment', 'PaymentRefNum', [lost])).toMatchObject([{ kind: 'written' }])
  expect(await effectsOf('Payment', 'L-1')).toMatchObject({ created: 1, writes: 1 })
})

test('the company says its name, and what is not there is not found', async () => {
  const { check } = rig.connector
  if (!check) throw new Error('it cannot be checked')
  const json = await rig.account().call(check.request, {}, rig.signal)
  expect(json).toMatchObject({ CompanyInfo: { CompanyName: 'Sandbox Company (practice)' } })
  const nowhere = { method: 'GET', path: '/v3/company/{account.realm}/customer/999999' } as const
  await expect(rig.account().call(nowhere, {}, rig.signal)).rejects.toMatchObject({
    failure: { category: 'permanent' },
  })
})

test('a check tells which company it is, and that a sign-in ended or lacks the permission', async () => {
  expect(await rig.check()).toMatchObject({
    state: 'good',
    accepted: true,
    who: 'Sandbox Company (practice)',
    missing: [],
  })
  expect(await rig.check(await rig.signIn({ lastsMs: 0 }))).toMatchObject({ state: 'expired', accepted: false })
  expect(await rig.check(await rig.signIn({ permissions: ['openid'] }))).toMatchObject({ accepted: false })
})

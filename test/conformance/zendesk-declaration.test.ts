/** The declaration of Zendesk, through the interpreter, against the practice Zendesk. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type Json, listChanges } from '#engine'
import { zendesk } from '../../sandbox/zendesk/index.ts'
import { openVendorRig, type VendorRig } from '../fixtures/vendor-rig.ts'

let rig: VendorRig
let ahead = 0
beforeAll(async () => {
  rig = await openVendorRig(zendesk, { now: () => Date.now() + ahead })
})
beforeEach(() => rig.faults({}))
afterAll(() => rig.close())

const ticket = (key: string, body: Record<string, Json>, idempotencyKey = `write-${key}`) => ({
  key,
  body: { description: 'It does not work', ...body },
  idempotencyKey,
})
const effectsOf = async (kind: string, key: string) => (await rig.show(kind)).effects.find((one) => one.key === key)
const idOf = (result: unknown) => (result as { id: string }).id

test('a ticket is created once, found, left as it is by a repeat, and changed', async () => {
  const item = ticket('T 100', { subject: 'Printer 🖨', priority: 'high', tags: 'b, A', requester_id: 1_900_000_002 })
  expect(await rig.look('upsert-ticket', 'external_id', [item])).toEqual(new Map())
  const first = await rig.send('upsert-ticket', 'external_id', [item])
  expect(first).toEqual([{ kind: 'written', id: expect.stringMatching(/^\d+$/), created: undefined }])
  expect(await rig.send('upsert-ticket', 'external_id', [item])).toEqual(first)
  const found = (await rig.look('upsert-ticket', 'external_id', [item])).get(item.key)
  expect(found).toMatchObject({ id: idOf(first[0]), fields: { ...item.body, tags: 'a, b', external_id: 'T 100' } })
  const there = found ? { there: found } : {}
  const changed = await rig.send('upsert-ticket', 'external_id', [{ ...item, body: { status: 'pending' }, ...there }])
  expect(changed).toEqual([{ kind: 'written', id: found?.id, created: false }])
  const after = (await rig.look('upsert-ticket', 'external_id', [item])).get(item.key)
  expect(after?.fields).toMatchObject({ subject: 'Printer 🖨', status: 'pending' })
  expect(await effectsOf('tickets', 'T 100')).toMatchObject({ created: 1, changed: 1, writes: 2 })
})

test('an answer that was lost is not a second ticket; another body under the same key is refused', async () => {
  const item = ticket('T-lost', { subject: 'Lost' })
  await rig.faults({ lostAnswers: 1 })
  expect(await rig.send('upsert-ticket', 'external_id', [item])).toMatchObject([{ kind: 'unknown', sent: true }])
  expect(await rig.send('upsert-ticket', 'external_id', [item])).toMatchObject([{ kind: 'written' }])
  const [other] = await rig.send('upsert-ticket', 'external_id', [{ ...item, body: { description: 'Other' } }])
  expect(other).toMatchObject({ kind: 'refused', failure: { category: 'validation' } })
  expect(await effectsOf('tickets', 'T-lost')).toMatchObject({ created: 1, writes: 1 })
  ahead += 2 * 3_600_000
  expect((await rig.look('upsert-ticket', 'external_id', [item])).has(item.key)).toBe(true)
})

test('a person is created or updated by the external id, which no second one can have', async () => {
  const item = { key: 'C-77', body: { name: 'Pat', email: 'pat@finch.example', phone: null } }
  expect(await rig.look('upsert-user', 'external_id', [item])).toEqual(new Map())
  const first = await rig.send('upsert-user', 'external_id', [item])
  expect(await rig.send('upsert-user', 'external_id', [item])).toEqual(first)
  const found = (await rig.look('upsert-user', 'external_id', [item])).get('C-77')
  expect(found).toMatchObject({ id: idOf(first[0]), fields: item.body })
  const moved = { key: 'C-77', body: { name: 'Patricia' } }
  expect(await rig.send('upsert-user', 'external_id', [moved])).toEqual(first)
  expect(await effectsOf('users', 'C-77')).toMatchObject({ created: 1, changed: 1 })
  const [nameless] = await rig.send('upsert-user', 'external_id', [{ key: 'C-78', body: { email: 'x@finch.example' } }])
  expect(nameless).toMatchObject({ kind: 'refused', failure: { values: { message: expect.stringContaining('name') } } })
})

test('a comment is found again by its key', async () => {
  const [made] = await rig.send('upsert-ticket', 'external_id', [ticket('T-talk', { subject: 'Talk' })])
  const item = { key: 'order 9 shipped', body: { ticket_id: Number(idOf(made)), text: 'On its way', public: 'false' } }
  expect(await rig.look('add-comment', 'comment_key', [item])).toEqual(new Map())
  await rig.faults({ lostAnswers: 1 })
  expect(await rig.send('add-comment', 'comment_key', [item])).toMatchObject([{ kind: 'unknown', sent: true }])
  const found = (await rig.look('add-comment', 'comment_key', [item])).get(item.key)
  expect(found?.fields).toMatchObject({ ticket_id: item.body.ticket_id, text: 'On its way', public: false })
  expect(await effectsOf('comments', item.key)).toMatchObject({ created: 1, writes: 1 })
})

test('tickets are listed by their changes, page by page, and only once', async () => {
  const { list } = rig.operation('upsert-ticket')
  if (!list) throw new Error('it does not list')
  const options = { fields: [], most: 1_000, signal: rig.signal }
  const before = await listChanges(rig.account(), list, { seen: [] }, options)
  expect(before.entries.length).toBeGreaterThan(5)
  ahead += 300_000
  for (let at = 0; at < 103; at++) await rig.send('upsert-ticket', 'external_id', [ticket(`L-${at}`, { subject: 'L' })])
  ahead += 1_000
  const [first] = (await rig.show('tickets')).objects
  await rig.send('upsert-ticket', 'external_id', [
    { ...ticket('T-1', {}), body: { subject: 'Again' }, there: { id: first?.id ?? '', fields: {} } },
  ])
  const after = await listChanges(rig.account(), list, before.progress, options)
  const keys = after.entries.map(({ data }) => data.external_id)
  expect(keys.at(-1)).toBe('T-1')
  expect(keys.toSorted()).toEqual([...Array.from({ length: 103 }, (_, at) => `L-${at}`), 'T-1'].toSorted())
  expect((await listChanges(rig.account(), list, after.progress, options)).entries).toEqual([])
})

test('what was written is taken back by the calls that are declared', async () => {
  const item = ticket('T-back', { subject: 'Old', priority: null })
  const [made] = await rig.send('upsert-ticket', 'external_id', [item])
  const { undo } = rig.operation('upsert-ticket')
  if (!undo.delete || !undo.restore) throw new Error('it cannot be taken back')
  const id = idOf(made)
  await rig.account().call(undo.restore, { id, before: { subject: 'Older', priority: 'low' } }, rig.signal)
  const restored = (await rig.look('upsert-ticket', 'external_id', [item])).get(item.key)
  expect(restored?.fields).toMatchObject({ subject: 'Older', priority: 'low' })
  await rig.account().call(undo.delete, { id }, rig.signal)
  expect(await rig.look('upsert-ticket', 'external_id', [item])).toEqual(new Map())
  await expect(rig.account().call(undo.delete, { id }, rig.signal)).rejects.toMatchObject({
    failure: { category: 'permanent', values: { message: 'Not found' } },
  })
})

test('a bad value is named, and nothing is written', async () => {
  const bad = await rig.send('upsert-ticket', 'external_id', [ticket('T-bad', { priority: 'whenever' })])
  expect(bad).toMatchObject([
    { kind: 'refused', failure: { values: { message: expect.stringContaining('whenever') } } },
  ])
  expect(await effectsOf('tickets', 'T-bad')).toBeUndefined()
})

test('too many calls, an ended or unknown sign-in and a missing permission are told apart', async () => {
  await rig.faults({ storm: { answers: 1, waitMs: 3_000 } })
  expect(await rig.send('upsert-ticket', 'external_id', [ticket('T-storm', {})])).toMatchObject([
    { kind: 'unknown', counts: false, failure: { code: 'call.rate-limited' }, retryAfter: 3_000 },
  ])
  for (const [wish, words] of [
    [{ lastsMs: 0 }, 'expired'],
    [{ revoked: true }, "Couldn't authenticate you"],
    [{ permissions: ['tickets:read'] }, 'You do not have access'],
  ] as const) {
    const by = rig.account(await rig.signIn(wish))
    const [refused] = await rig.send('upsert-ticket', 'external_id', [ticket('T-no', {})], by)
    expect(refused).toMatchObject({ kind: 'unknown', counts: false, failure: { category: 'sign-in' } })
    expect(refused?.kind === 'unknown' && refused.failure.values.message).toContain(words)
  }
  expect(await effectsOf('tickets', 'T-no')).toBeUndefined()
})

test('the account says that it is for practice; an access token goes as one', async () => {
  const { account, check } = rig.connector
  const said = await rig.account().call(account?.request ?? { method: 'GET', path: '/' }, {}, rig.signal)
  expect(said).toMatchObject({ account: { sandbox: true, subdomain: 'practice' } })
  expect(rig.sent.at(-1)?.headers.authorization).toMatch(/^Basic /)
  const by = rig.account('practice-access-unknown')
  await expect(by.call(check?.request ?? { method: 'GET', path: '/' }, {}, rig.signal)).rejects.toThrow()
  expect(rig.sent.at(-1)?.headers.authorization).toBe('Bearer practice-access-unknown')
})

test('each permission is found to be there or missing', async () => {
  const missing: string[] = []
  for (const [name, request] of Object.entries(rig.connector.check?.probes ?? {})) {
    const by = rig.account(await rig.signIn({ permissions: ['tickets:read', 'users:write'] }))
    const refused = await by.call(request, {}, rig.signal).then(
      () => undefined,
      (error: { failure: { category: string } }) => error.failure.category,
    )
    if (refused === 'sign-in') missing.push(name)
  }
  expect(missing).toEqual(['tickets:write', 'users:read'])
})

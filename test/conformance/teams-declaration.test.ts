/** The declaration of Teams, through the interpreter, against the practice Teams; its bodies against the rules of Graph there. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { afterLost, listChanges } from '#engine'
import { teams } from '../../sandbox/teams/index.ts'
import { openVendorRig, type VendorRig } from '../fixtures/vendor-rig.ts'

let rig: VendorRig
let ahead = 0
beforeAll(async () => {
  rig = await openVendorRig(teams, { now: () => Date.now() + ahead })
})
beforeEach(() => rig.faults({}))
afterAll(() => rig.close())

const place = { team: 'team-1', channel: '19:general@thread.tacv2' }
const send = (content: string, more: Record<string, string> = {}, by = rig.account()) =>
  rig.send('post-message', 'key', [{ key: content, body: { ...place, content, ...more } }], by)
const countOf = async (content: string) =>
  (await rig.show('messages')).objects.filter(({ body }) => (body.body as { content: string }).content === content)
    .length

test('a message is posted as it is meant', async () => {
  const sent = await send('Won 🎉 <b>deal</b>', { subject: 'Deals', importance: 'high', contentType: 'html' })
  expect(sent).toMatchObject([{ kind: 'written', id: expect.stringMatching(/^\d{16}$/) }])
  await send('A < B & plain')
  const messages = (await rig.show('messages')).objects.slice(-2).map(({ body }) => body)
  expect(messages).toMatchObject([
    { subject: 'Deals', importance: 'high', body: { contentType: 'html', content: 'Won 🎉 <b>deal</b>' } },
    { subject: null, importance: 'normal', body: { contentType: 'text', content: 'A < B & plain' } },
  ])
})

test('nobody can look whether a lost post arrived: it is held for a person, as the label says', async () => {
  const operation = rig.operation('post-message')
  expect(operation.title).toContain('may come twice')
  await rig.faults({ lostAnswers: 1 })
  expect(await send('lost')).toMatchObject([{ kind: 'unknown', sent: true }])
  expect(afterLost(operation, Date.now(), Date.now())).toBe('hold')
  expect(await countOf('lost')).toBe(1)
  await send('lost')
  expect(await countOf('lost')).toBe(2)
})

test('a time to wait with a fraction is kept to', async () => {
  await rig.faults({ storm: { answers: 1, waitMs: 2_000 } })
  const [sent] = await send('storm')
  expect(sent).toMatchObject({ kind: 'unknown', counts: false, failure: { code: 'call.rate-limited' } })
  expect(sent?.kind === 'unknown' && sent.retryAfter).toBe(2_128)
  expect(await countOf('storm')).toBe(0)
})

test('refused sign-ins are told as such, and nothing is posted', async () => {
  for (const wish of [{ lastsMs: 0 }, { revoked: true }, { permissions: ['User.Read'] }])
    expect(await send('narrow', {}, rig.account(await rig.signIn(wish)))).toMatchObject([
      { kind: 'unknown', failure: { category: 'sign-in' } },
    ])
  expect(await countOf('narrow')).toBe(0)
})

test('what is wrong is named; what is not there is not there; what passes is tried again', async () => {
  expect(await send('x', { importance: 'very' })).toMatchObject([
    { kind: 'refused', failure: { category: 'validation', values: { message: 'importance is not valid' } } },
  ])
  expect(await send('x', { channel: '19:other@thread.tacv2' })).toMatchObject([
    { kind: 'refused', failure: { category: 'permanent', values: { message: 'Channel was not found' } } },
  ])
  await rig.faults({ unavailable: 1 })
  expect(await send('x')).toMatchObject([{ kind: 'unknown', failure: { category: 'transient' } }])
})

test('messages are listed oldest first over pages that are named by links', async () => {
  const { list } = rig.operation('post-message')
  if (!list) throw new Error('it does not list')
  const options = { fields: [], most: 1_000, signal: rig.signal }
  const before = await listChanges(rig.account(), list, { seen: [] }, options)
  expect(before.entries.length).toBeGreaterThan(4)
  ahead += 200_000
  const posted = 55
  const headers = { authorization: `Bearer ${rig.access.token}`, 'content-type': 'application/json' }
  const address = `${rig.access.address}/v1.0/teams/team-1/channels/${encodeURIComponent(place.channel)}/messages`
  for (let at = 0; at < posted; at++) {
    ahead += 1
    await fetch(address, { method: 'POST', headers, body: JSON.stringify({ body: { content: `news ${at}` } }) })
  }
  const after = await listChanges(rig.account(), list, before.progress, options)
  const contents = after.entries.map(({ data }) => (data.body as unknown as { content: string }).content)
  expect(contents).toEqual(Array.from({ length: posted }, (_, at) => `news ${at}`))
  expect((await listChanges(rig.account(), list, after.progress, options)).entries).toEqual([])
})

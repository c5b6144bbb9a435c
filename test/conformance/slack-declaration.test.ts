/** The declaration of Slack, through the interpreter, against the practice Slack; its requests against Slack's own description. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { listChanges } from '#engine'
import { slack } from '../../sandbox/slack/index.ts'
import { batteryFor } from '../fixtures/declaration-battery.ts'
import { openapiChecker, readSpec } from '../fixtures/openapi-requests.ts'
import { checkAll } from '../fixtures/request-recorder.ts'
import { openVendorRig, type VendorRig } from '../fixtures/vendor-rig.ts'

let rig: VendorRig
let ahead = 0
beforeAll(async () => {
  rig = await openVendorRig(slack, { now: () => Date.now() + ahead })
})
beforeEach(() => rig.faults({}))
afterAll(() => rig.close())

const body = { channel: 'C0GENERAL', text: 'Fish & chips for <b>6</b> 🐟' }
const battery = () =>
  batteryFor(rig, {
    operation: 'post-message',
    match: 'key',
    body,
    change: { text: 'No fish today' },
    kind: 'messages',
    effect: (key) => `C0GENERAL ${key}`,
  })

test('a message is posted once, and found again with its words as they were', async () => {
  await battery().createsOnce('order 1')
})

test('what Slack escapes does not count as a change', async () => {
  await battery().deliver('order escaped')
  const { objects } = await rig.show('messages')
  expect(objects.at(-1)?.body.text).toBe('Fish &amp; chips for &lt;b&gt;6&lt;/b&gt; 🐟')
  expect(await battery().deliver('order escaped')).toBe('unchanged')
})

test('a message is changed in its place, and taken back', async () => {
  await battery().changesAndTakesBack('order 2')
})

test('a lost answer, too many calls and refused sign-ins are told apart, and nothing is doubled', async () => {
  await battery().survivesLostAnswers('order 3')
  expect(await battery().waitsWhenTold('order 4')).toMatchObject({ kind: 'written' })
  await rig.faults({})
  await battery().asksForSignIn('order 5', ['channels:history'])
})

test('what is wrong with a message is named, whatever status it comes with', async () => {
  const { deliver } = battery()
  for (const [channel, words] of [
    ['C0NOWHERE', 'channel_not_found'],
    ['C0BOARD', 'not_in_channel'],
  ] as const) {
    const looked = rig.send('post-message', 'key', [{ key: 'k', body: { channel, text: 'x' } }])
    expect(await looked).toMatchObject([{ kind: 'refused', failure: { values: { message: words } } }])
  }
  expect(await deliver('long', { channel: 'C0GENERAL', text: 'x'.repeat(40_001) })).toMatchObject({
    kind: 'refused',
    failure: { category: 'validation', values: { message: 'msg_too_long' } },
  })
  const remove = rig.operation('post-message').undo.delete
  if (!remove) throw new Error('it cannot be taken back')
  const gone = rig.account().call(remove, { id: '1.000001', there: { channel: 'C0GENERAL' } }, rig.signal)
  await expect(gone).rejects.toMatchObject({ failure: { category: 'permanent' } })
  await rig.faults({ unavailable: 1 })
  expect(await deliver('later')).toMatchObject({ kind: 'unknown', failure: { category: 'transient' } })
})

test('new messages are listed oldest first, page by page, though Slack hands out the newest first', async () => {
  const { list } = rig.operation('post-message')
  if (!list) throw new Error('it does not list')
  const options = { fields: [], most: 1_000, signal: rig.signal }
  const before = await listChanges(rig.account(), list, { seen: [] }, options)
  expect(before.entries.length).toBeGreaterThan(5)
  ahead += 5_000
  const texts = Array.from({ length: 230 }, (_, at) => `news ${at}`)
  for (const text of texts) await rig.send('post-message', 'key', [{ key: text, body: { ...body, text } }])
  const after = await listChanges(rig.account(), list, before.progress, options)
  expect(after.entries.map(({ data }) => data.text)).toEqual(texts)
  expect((await listChanges(rig.account(), list, after.progress, options)).entries).toEqual([])
})

test('the check tells who signs in, and with which permissions', async () => {
  const { check } = rig.connector
  if (!check) throw new Error('it has no check')
  const token = await rig.signIn({ permissions: ['chat:write'] })
  const reply = await fetch(`${rig.access.address}${check.request.path}`, {
    headers: { authorization: `Bearer ${token}` },
  })
  expect(reply.headers.get(check.granted?.header ?? '')).toBe('chat:write')
  expect(await reply.json()).toMatchObject({ ok: true, [check.who ?? '']: 'practice_bot' })
})

test('every request is one that Slack describes', () => {
  const check = openapiChecker(readSpec('slack'), {
    exceptions: [
      { place: 'header.token', why: 'the description of 2021 names the older way; the token goes into Authorization' },
      { place: 'query.token', why: 'the same' },
      { place: 'body.metadata', why: 'younger than the description: docs.slack.dev/messaging/message-metadata' },
      { place: 'query.include_all_metadata', why: 'the same' },
    ],
  })
  const described = rig.sent.filter(({ path }) => path !== '/api/chat.delete')
  expect(new Set(described.map(({ path }) => path)).size).toBe(3)
  const some = [...Map.groupBy(described, ({ path }) => path).values()].flatMap((each) => each.slice(0, 6))
  expect(checkAll(some, check)).toEqual([])
  const [post] = described.filter(({ path }) => path === '/api/chat.postMessage')
  if (!post) throw new Error('nothing was posted')
  expect(check({ ...post, body: JSON.stringify({ chanel: 'C0GENERAL', text: 'x' }) })).not.toEqual([])
})

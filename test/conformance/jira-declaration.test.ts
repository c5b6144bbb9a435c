/** The declaration of Jira, through the interpreter, against the practice Jira; every request against the published description. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { isUnchanged, type Json, listChanges, lookUp, sendGroup, type WriteItem } from '#engine'
import { describeObject } from '../../engine/connect/describe.ts'
import { jira } from '../../sandbox/jira/index.ts'
import { openapiChecker, readSpec } from '../fixtures/openapi-requests.ts'
import { openVendorRig, type VendorRig } from '../fixtures/vendor-rig.ts'

let rig: VendorRig
let ahead = 0
beforeAll(async () => {
  rig = await openVendorRig(jira, { now: () => Date.now() + ahead })
})
beforeEach(async () => {
  ahead += 60_000
  await rig.faults({})
})
afterAll(() => rig.close())

/** Without the wait until search knows what was written: the clock of the practice system is put forward instead. */
function send(items: readonly WriteItem[], by = rig.account()) {
  const { settle: _, ...operation } = rig.operation('upsert-issue')
  return sendGroup(by, operation, 'labels', items, rig.signal)
}
const passSearchLag = () => {
  ahead += 10_000
}
const issue = (key: string, body: Record<string, Json> = {}) => ({
  key,
  body: { summary: 'Printer', issuetype: 'Task', ...body },
})
const look = (items: readonly WriteItem[], by = rig.account()) => rig.look('upsert-issue', 'labels', items, by)
const effectsOf = async (key: string) => (await rig.show('issues')).effects.find((one) => one.key === key)
const idOf = (result: unknown) => (result as { id: string }).id

test('an issue is created, found once search knows it, and changed', async () => {
  const body = {
    description: 'One line\n\nAnother “line”',
    priority: 'High',
    duedate: '2027-01-31',
    customfield_10050: '00042',
    customfield_10051: 1.5,
  }
  const item = issue('Ørder "7" \\ of o\'brien@finch.example', body)
  expect(await look([item])).toEqual(new Map())
  const [made] = await send([item])
  expect(made).toMatchObject({ kind: 'written', id: expect.stringMatching(/^\d+$/) })
  expect(await look([item])).toEqual(new Map())
  passSearchLag()
  const found = (await look([item])).get(item.key)
  expect(found).toMatchObject({ id: idOf(made), fields: item.body })
  expect(isUnchanged(item.body, found?.fields ?? {})).toBe(true)
  const change = { key: item.key, body: { summary: 'Printer 🔥', priority: 'Low' } }
  expect(await send([{ ...change, ...(found ? { there: found } : {}) }])).toEqual([
    { kind: 'written', id: idOf(made), created: false },
  ])
  expect((await look([item])).get(item.key)?.fields).toMatchObject({ ...item.body, ...change.body })
  expect(await effectsOf(encodeURIComponent(item.key))).toMatchObject({ created: 1, changed: 1, writes: 2 })
})

test('labels that nearly agree are others; two with the same one are for a person to tell apart', async () => {
  expect([...(await look([issue('ORDER-1')])).values()].map(({ id }) => id)).toEqual(['10001'])
  await send([issue('TWICE')])
  await send([issue('TWICE')])
  passSearchLag()
  const looked = await lookUp(rig.account(), rig.operation('upsert-issue'), 'labels', [issue('TWICE')], rig.signal)
  expect(looked.found.size).toBe(0)
  expect(looked.refused.get('TWICE')).toMatchObject({ code: 'call.several-there' })
})

test('after an answer was lost, the next look finds what was written', async () => {
  await rig.faults({ lostAnswers: 1 })
  const { settle } = rig.operation('upsert-issue')
  expect(settle).toBeGreaterThan(2_000)
  expect(await send([issue('LOST')])).toMatchObject([{ kind: 'unknown', sent: true }])
  passSearchLag()
  expect((await look([issue('LOST')])).size).toBe(1)
  expect(await effectsOf('LOST')).toMatchObject({ created: 1, writes: 1 })
})

test('issues are listed in the order of their changes, page by page', async () => {
  const { list } = rig.operation('upsert-issue')
  if (!list) throw new Error('it does not list')
  const options = { fields: [], most: 1_000, signal: rig.signal }
  const before = await listChanges(rig.account(), list, { seen: [] }, options)
  ahead += 300_000
  for (let at = 0; at < 103; at++) {
    ahead += 10
    await send([issue(`L-${at}`)])
  }
  ahead += 10_000
  await send([{ ...issue('ORDER-4', { summary: 'Again' }), there: { id: '10005', fields: {} } }])
  ahead += 10_000
  const after = await listChanges(rig.account(), list, before.progress, options)
  const made = Array.from({ length: 103 }, (_, at) => [`L-${at}`])
  expect(after.entries.map(({ data }) => data.labels)).toEqual([...made, ['ORDER-4']])
  expect((await listChanges(rig.account(), list, after.progress, options)).entries).toEqual([])
})

test('the site says which fields of its own it has', async () => {
  const { issues } = rig.connector.objects
  if (!issues) throw new Error('there are no issues')
  const fields = await describeObject(rig.account(), issues, rig.signal)
  expect(fields).toEqual([
    { name: 'customfield_10050', label: 'Order number', type: 'text', custom: true },
    { name: 'customfield_10051', label: 'Weight', type: 'number', custom: true },
  ])
})

test('what was written is taken back by the calls that are declared', async () => {
  const [made] = await send([issue('BACK', { priority: 'High' })])
  const { undo } = rig.operation('upsert-issue')
  if (!undo.delete || !undo.restore) throw new Error('it cannot be taken back')
  const id = idOf(made)
  await rig.account().call(undo.restore, { id, before: { summary: 'Older', priority: null } }, rig.signal)
  passSearchLag()
  expect((await look([issue('BACK')])).get('BACK')?.fields).toMatchObject({ summary: 'Older' })
  await rig.account().call(undo.delete, { id }, rig.signal)
  expect(await look([issue('BACK')])).toEqual(new Map())
  await expect(rig.account().call(undo.delete, { id }, rig.signal)).rejects.toMatchObject({
    failure: { category: 'permanent', values: { message: expect.stringContaining('Issue does not exist') } },
  })
})

test('a bad value is named with its field, and nothing is written', async () => {
  for (const [body, words] of [
    [{ summary: 'a\nb' }, 'newline'],
    [{ customfield_10051: 'heavy' }, 'customfield_10051: Please enter a valid number'],
    [{ issuetype: 'Wish' }, 'issuetype: Specify a valid issue type'],
    [{ nothing: 'x' }, "Field 'nothing' cannot be set"],
  ] as const) {
    const [bad] = await send([issue('BAD', body)])
    expect(bad).toMatchObject({ kind: 'refused', failure: { category: 'validation' } })
    expect(bad?.kind === 'refused' && bad.failure.values.message).toContain(words)
  }
  expect(await effectsOf('BAD')).toBeUndefined()
})

test('too many calls, an ended sign-in and a missing permission are told apart', async () => {
  await rig.faults({ storm: { answers: 1, waitMs: 3_000 } })
  expect(await send([issue('NO')])).toMatchObject([
    { kind: 'unknown', counts: false, failure: { code: 'call.rate-limited' }, retryAfter: 3_000 },
  ])
  for (const [wish, words] of [
    [{ lastsMs: 0 }, 'Unauthorized'],
    [{ revoked: true }, 'Unauthorized'],
    [{ permissions: ['read:jira-work'] }, 'You do not have permission to create issues'],
  ] as const) {
    const [refused] = await send([issue('NO')], rig.account(await rig.signIn(wish)))
    expect(refused).toMatchObject({ kind: 'unknown', counts: false, failure: { category: 'sign-in' } })
    expect(refused?.kind === 'unknown' && refused.failure.values.message).toContain(words)
  }
  expect(await effectsOf('NO')).toBeUndefined()
})

test('each permission is found to be there or missing, and who signs in', async () => {
  const { check } = rig.connector
  if (!check) throw new Error('it does not check')
  expect(await rig.account().call(check.request, {}, rig.signal)).toMatchObject({ displayName: 'Practice integration' })
  const found: Record<string, boolean> = {}
  for (const [name, request] of Object.entries(check.probes ?? {})) {
    const by = rig.account(await rig.signIn({ permissions: ['read:jira-work'] }))
    found[name] = await by.call(request, {}, rig.signal).then(
      () => true,
      (error: { failure: { category: string } }) => error.failure.category !== 'sign-in',
    )
  }
  expect(found).toEqual({ 'read:jira-work': true, 'write:jira-work': false })
})

test('an address is recognised as live unless it is that of a sandbox', () => {
  const live = new RegExp(rig.connector.liveAddress?.pattern ?? 'nothing')
  expect(live.test('https://alder.atlassian.net')).toBe(true)
  expect(live.test('https://alder-sandbox-123.atlassian.net')).toBe(false)
})

test('every request is as the published description says', () => {
  const check = openapiChecker(readSpec('jira'), { basePath: '/rest' })
  expect(rig.sent.length).toBeGreaterThan(100)
  const problems = rig.sent.flatMap((one) => check(one).map((problem) => `${one.method} ${one.path} ${problem}`))
  expect([...new Set(problems)]).toEqual([])
  const [some] = rig.sent
  if (!some) throw new Error('nothing was sent')
  expect(check({ ...some, body: JSON.stringify({ jqll: 'x' }) })).not.toEqual([])
})

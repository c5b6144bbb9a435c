/** Flows that write to databases and send mail, run as the hosts run them, against the practice systems. */
import { expect, onTestFinished, test } from 'vitest'
import { openNetwork, sealTo } from '#adapters/net'
import { Runner } from '#adapters/run'
import { openStore } from '#adapters/sqlite'
import { systemClock, systemHash, systemRandom } from '#adapters/system'
import { CONNECTORS } from '#connectors'
import { Account, describeObject, hashOf, type Json, listChanges, objectWith } from '#engine'
import { startPractice } from '#sandbox'
import { postgres } from '../../sandbox/postgres/index.ts'
import { smtp } from '../../sandbox/smtp/index.ts'
import { sqlite } from '../../sandbox/sqlite/index.ts'
import { lineOf, newFolder } from '../fixtures/chaos-rig.ts'
import { sourceOf } from '../fixtures/drive-flow.ts'

async function rigFor(name: 'postgres' | 'sqlite' | 'smtp') {
  const practice = await startPractice({ folder: newFolder(), systems: [postgres, sqlite, smtp], limited: false })
  const access = practice.systems[name]
  const connector = CONNECTORS[name]
  if (!access || !connector) throw new Error(`there is no ${name}`)
  const store = openStore(newFolder())
  const runner = new Runner({ store, connectors: CONNECTORS, patience: 30_000 })
  const network = openNetwork({ seal: sealTo([access.address]) })
  onTestFinished(async () => {
    await runner.close()
    store.close()
    await network.close()
    await practice.close()
  })
  const account = new Account({
    connector,
    access,
    ports: { network, clock: systemClock, random: systemRandom },
    patience: 5000,
    giveUp: () => undefined,
  })
  const control = async (path: string, body?: unknown) => {
    const headers = { authorization: `Bearer ${practice.control.token}` }
    const asked = body === undefined ? { headers } : { headers, method: 'POST', body: JSON.stringify(body) }
    return (await (await fetch(`${practice.control.address}/__practice/${name}/${path}`, asked)).json()) as Record<
      string,
      unknown
    >
  }
  /** A flow with one write; each run reads the rows anew. */
  const run = async (
    operation: string,
    matchField: string,
    fields: string[],
    rows: Record<string, Json>[],
    id = 'line',
  ) => {
    const settings = {
      connection: 'shop',
      operation,
      matchField,
      key: { fields: ['key'], ignore: [] },
      fields: fields.map((field) => ({ to: field, from: field })),
      retry: { tries: 4, firstWait: { amount: 0.1, unit: 'seconds' }, mostWait: { amount: 1, unit: 'seconds' } },
    }
    const drawn = lineOf({ write: { kind: 'write', settings } }, id)
    const flow = { ...drawn, connections: { shop: { name: 'Shop', connector: name } } }
    const input = { name: 'rows', fingerprint: JSON.stringify(rows) }
    const what = {
      flow,
      hash: hashOf(flow, systemHash),
      revision: 1,
      mode: 'practice',
      input,
      source: sourceOf(rows),
    } as const
    const view = await runner.start({ ...what, access: { shop: access } }).done
    const { held } = store.holds.list(id, 'practice', { limit: 50, offset: 0 })
    return { ...view, held }
  }
  return { connector, account, control, run }
}

test.each(['sqlite', 'postgres'] as const)(
  '%s: rows are created, then changed, then left alone; one bad row is held alone',
  async (name) => {
    const { run, control, account, connector } = await rigFor(name)
    const object = connector.objects.rows
    if (!object) throw new Error('there are no rows')
    const { fields, unique } = objectWith(object, await describeObject(account, object, new AbortController().signal))
    expect(fields.find(({ name: field }) => field === 'name')).toMatchObject({ required: true, type: 'text' })
    expect(unique.map(({ name: field }) => field)).toEqual(expect.arrayContaining(['id', 'email']))

    const rows = [
      { key: 'ana@example.com', name: 'Ana P.', points: '9007199254740993' },
      { key: 'new@example.com', name: 'New', points: 5 },
      { key: 'bad@example.com', name: null, points: 1 },
    ]
    const first = await run('upsert-row', 'email', ['name', 'points'], rows, 'first')
    expect(first.outcomes).toMatchObject({ created: 1, updated: 1, held: 1 })
    expect(first.held[0]?.reason).toMatchObject({
      code: 'call.refused',
      values: { message: '"name" must not be blank' },
    })
    const again = await run('upsert-row', 'email', ['name', 'points'], rows.slice(0, 2), 'second')
    expect(again.outcomes).toMatchObject({ created: 0, updated: 0, unchanged: 2 })
    const { effects } = (await control('show/customers?limit=20')) as { effects: { key: string; effects: number }[] }
    expect(effects).toMatchObject([
      { key: 'ana@example.com', effects: 1 },
      { key: 'new@example.com', effects: 1 },
    ])

    const plan = connector.operations['upsert-row']?.list
    if (!plan) throw new Error('rows cannot be listed')
    const options = { fields: ['email', 'name'], most: 100, signal: new AbortController().signal }
    const all = await listChanges(account, plan, { seen: [] }, options)
    expect(new Set(all.entries.map(({ data }) => data.email)).size).toBe(6)
    expect((await listChanges(account, plan, all.progress, options)).entries).toEqual([])
  },
)

test('postgres: a write whose answer was lost is looked up, and comes once', async () => {
  const { run, control } = await rigFor('postgres')
  await control('faults', { lostAnswers: 2 })
  const rows = Array.from({ length: 20 }, (_, n) => ({ key: `c${n}@example.com`, name: `C ${n}` }))
  const view = await run('upsert-row', 'email', ['name'], rows)
  expect(view.outcomes).toMatchObject({ held: 0, waiting: 0 })
  const { effects } = (await control('show/customers?limit=50')) as { effects: { effects: number; created: number }[] }
  expect(effects).toHaveLength(20)
  for (const one of effects) expect(one).toMatchObject({ created: 1, effects: 1 })
})

test('mail: sent once each, refused where there is no such mailbox, and decided by a person where the answer was lost', async () => {
  const { run, control } = await rigFor('smtp')
  const fields = ['to', 'subject', 'text']
  const mail = (key: string, to: string) => ({ key, to, subject: `About ${key}`, text: 'Hello' })
  const sent = await run(
    'send-message',
    'key',
    fields,
    [mail('o-1', 'ana@example.com'), mail('o-2', 'unknown@example.com')],
    'one',
  )
  expect(sent.outcomes).toMatchObject({ created: 1, held: 1 })
  expect(sent.held[0]?.reason).toMatchObject({
    code: 'call.refused',
    values: { message: 'The mail server refuses unknown@example.com: No such mailbox here' },
  })
  await control('faults', { lostAnswers: 1 })
  const lost = await run('send-message', 'key', fields, [mail('o-3', 'bob@example.com')], 'two')
  expect(lost.outcomes).toMatchObject({ created: 0, held: 1 })
  const { objects, effects } = (await control('show/messages')) as {
    objects: { body: { subject: string; from: string } }[]
    effects: { writes: number }[]
  }
  expect(objects.map(({ body }) => body.subject)).toEqual(['About o-1', 'About o-3'])
  expect(objects[0]?.body.from).toBe('Practice <practice@example.com>')
  for (const { writes } of effects) expect(writes).toBe(1)
})

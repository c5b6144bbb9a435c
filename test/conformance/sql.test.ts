/** Databases behind the port of the network: the same behaviour from every kind, against the practice databases. */
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type OpenNetwork, openNetwork, sealTo } from '#adapters/net'
import type { Failure, NetReply } from '#engine'
import { type Practice, startPractice } from '#sandbox'
import { postgres } from '../../sandbox/postgres/index.ts'
import { sqlite } from '../../sandbox/sqlite/index.ts'

const folder = mkdtempSync(join(tmpdir(), 'sql-'))
let practice: Practice
let network: OpenNetwork

beforeAll(async () => {
  practice = await startPractice({ folder, systems: [postgres, sqlite], limited: false })
  network = openNetwork({ seal: sealTo(['postgres', 'sqlite'].map((name) => access(name).address)) })
}, 120_000)
afterAll(async () => {
  await network?.close()
  await practice?.close()
  rmSync(folder, { recursive: true, force: true })
})

function access(name: string) {
  const found = practice.systems[name]
  if (!found) throw new Error(`there is no practice ${name}`)
  return found
}

async function control(path: string, body?: unknown): Promise<Record<string, unknown>> {
  const headers = { authorization: `Bearer ${practice.control.token}` }
  const asked = body === undefined ? { headers } : { headers, method: 'POST', body: JSON.stringify(body) }
  return (await (await fetch(`${practice.control.address}/__practice/${path}`, asked)).json()) as Record<
    string,
    unknown
  >
}

interface Row {
  key: string
  id: string
  created?: boolean
  fields: Record<string, string | number | boolean | null>
}

/** What any of the answers may hold. */
interface Answered {
  rows: Row[]
  errors: { key: string; message: string }[]
  columns: { name: string }[]
  tables: { name: string }[]
  message: string
  next?: string
}

describe.each(['sqlite', 'postgres'])('%s', (name) => {
  const ask = async (
    body: unknown,
    token = access(name).token,
    timeout = 60_000,
  ): Promise<NetReply & { json: Answered }> => {
    const headers: Record<string, string> =
      token === '' ? {} : { authorization: `Basic ${Buffer.from(token).toString('base64')}` }
    const url = access(name).address
    const reply = await network.request({ method: 'POST', url, headers, body: JSON.stringify(body), timeout })
    return { ...reply, json: JSON.parse(reply.body) as Answered }
  }
  const write = (does: string, rows: unknown[], table = 'customers', match = 'email') =>
    ask({ do: does, table, match, rows })
  const look = async (keys: string[], fields: string[], table = 'customers', match = 'email') =>
    (await ask({ do: 'look', table, match, keys, fields })).json.rows
  const effects = async (kind = 'customers') =>
    (await control(`${name}/show/${kind}?limit=50`)).effects as { key: string; writes: number; effects: number }[]

  beforeEach(async () => {
    await control(`${name}/faults`, {})
    await control(`${name}/reset`, {})
  }, 120_000)

  test('says who signs in and what is there', async () => {
    expect((await ask({ do: 'check', table: 'customers' })).json).toMatchObject({
      permissions: ['select', 'insert', 'update', 'delete'],
    })
    const { tables } = (await ask({ do: 'tables' })).json
    expect(tables).toEqual(expect.arrayContaining([{ name: 'customers' }, { name: 'orders' }]))
    const { columns } = (await ask({ do: 'describe', table: 'customers' })).json
    const known = Object.fromEntries(columns.map((column) => [column.name, column]))
    expect(known.email).toMatchObject({ type: 'text', required: true, unique: true, readOnly: false })
    expect(known.id).toMatchObject({ type: 'number', required: false, unique: true })
    expect(known.tier).toMatchObject({ required: false, unique: false })
    expect(known.active).toMatchObject({ type: 'yes-no' })
    expect(known.born).toMatchObject({ type: 'date' })
    expect(known.updated_at).toMatchObject({ type: 'date-time', required: false })
    expect(known.name_in_capitals).toMatchObject({ readOnly: true })
  })

  test('looks rows up by a unique column, exactly, and tells them without losing a digit', async () => {
    const found = await look(
      ['ana@example.com', 'nobody@example.com', "x' OR '1'='1"],
      ['name', 'points', 'active', 'born'],
    )
    expect(found).toEqual([
      {
        key: 'ana@example.com',
        id: expect.any(String),
        fields: { name: 'Ana Petrović', points: '9007199254740993', active: true, born: '1990-02-28' },
      },
    ])
    const [, twin] = await look(['zoe@example.com', 'Ana@Example.com'], ['name', 'phone'])
    expect(twin?.fields).toEqual({ name: 'Ana Petrovic', phone: null })
    expect(await look(['not a number'], ['email'], 'customers', 'id')).toEqual([])
  })

  test('creates, then updates, and a second time changes nothing', async () => {
    const rows = [
      { key: 'new@example.com', body: { name: 'Nia "quoted"; --', credit: '12.5', points: 7, active: false } },
      { key: 'ana@example.com', body: { phone: '+1 312 555 0100' } },
    ]
    const first = await write('upsert', rows)
    expect(first.json.errors).toEqual([])
    expect(first.json.rows).toMatchObject([
      { key: 'new@example.com', created: true },
      { key: 'ana@example.com', created: false },
    ])
    const second = await write('upsert', rows)
    expect(second.json.rows.map(({ id }) => id)).toEqual(first.json.rows.map(({ id }) => id))
    expect(second.json.rows.every(({ created }) => !created)).toBe(true)
    const [made] = await look(['new@example.com'], ['name', 'points', 'active'])
    expect(made?.fields).toEqual({ name: 'Nia "quoted"; --', points: 7, active: false })
    expect(await effects()).toMatchObject([
      { key: 'ana@example.com', writes: 2, effects: 1 },
      { key: 'new@example.com', writes: 2, effects: 1 },
    ])
  })

  test('refuses one row in plain words, and keeps the others', async () => {
    const { status, json } = await write('upsert', [
      { key: 'good@example.com', body: { name: 'Good' } },
      { key: 'nameless@example.com', body: { phone: '1' } },
      { key: 'wrong@example.com', body: { name: 'Wrong', tier: 'gold' } },
      { key: 'long@example.org', body: { name: 'y'.repeat(121) } },
      { key: 'points@example.com', body: { name: 'P', points: 'many' } },
      { key: 'unknown@example.com', body: { name: 'U', colour: 'red' } },
      { key: 'fixed@example.com', body: { name: 'F', name_in_capitals: 'F' } },
      { key: 'also@example.com', body: { name: 'Also good' } },
    ])
    expect(status).toBe(200)
    expect(json.rows.map(({ key }) => key)).toEqual(['good@example.com', 'also@example.com'])
    const said = Object.fromEntries(json.errors.map((error) => [error.key, error.message]))
    expect(said['nameless@example.com']).toBe('"name" must not be blank')
    expect(said['unknown@example.com']).toBe('There is no column "colour"')
    expect(said['fixed@example.com']).toContain('"name_in_capitals" is worked out by the database')
    expect(Object.keys(said)).toHaveLength(6)
    for (const message of Object.values(said)) expect(message).not.toMatch(/SQLITE|relation|constraint failed/i)
    if (name === 'postgres') {
      expect(said['wrong@example.com']).toBe('"tier" cannot hold this value')
      expect(said['points@example.com']).toBe('"points" cannot hold this value')
    }
    expect(await look(['good@example.com', 'also@example.com'], ['name'])).toHaveLength(2)
  })

  test('keeps to what links tables together', async () => {
    const order = { total: '10.00', customer_email: 'nobody@example.com' }
    const refused = await write('upsert', [{ key: 'B-1', body: order }], 'orders', 'number')
    expect(refused.json.errors[0]?.message).toContain('points to a row that is not there')
    const taken = await write(
      'insert',
      [{ key: 'A-1001', body: { ...order, customer_email: 'ana@example.com' } }],
      'orders',
      'number',
    )
    expect(taken.json.errors[0]?.message).toBe('Another row has the same "number" already')
    const absent = await write('update', [{ key: 'Z-9', body: { total: 1 } }], 'orders', 'number')
    expect(absent.json.errors[0]?.message).toBe('There is no row whose "number" is "Z-9"')
    const used = await ask({
      do: 'delete',
      table: 'customers',
      match: 'email',
      key: 'ana@example.com',
      id: (await look(['ana@example.com'], ['name']))[0]?.id,
    })
    expect(used.status).toBe(422)
    expect(used.json.message).toContain('other rows point to this one')
  })

  test('takes back what it did: old values, and rows that were not there', async () => {
    const before = (await look(['zoe@example.com'], ['name', 'phone', 'active', 'born']))[0]
    const changed = await write('upsert', [
      { key: 'zoe@example.com', body: { name: 'Other', phone: null, active: true, born: '1999-01-01' } },
      { key: 'made@example.com', body: { name: 'Made' } },
    ])
    const [zoe, made] = changed.json.rows
    const restored = await ask({
      do: 'restore',
      table: 'customers',
      match: 'email',
      key: 'zoe@example.com',
      id: zoe?.id,
      before: before?.fields,
    })
    expect(restored).toMatchObject({ status: 200, json: { restored: 1 } })
    expect((await look(['zoe@example.com'], ['name', 'phone', 'active', 'born']))[0]).toEqual(before)
    const remove = { do: 'delete', table: 'customers', match: 'email', key: 'made@example.com', id: made?.id }
    expect((await ask(remove)).json).toMatchObject({ deleted: 1 })
    expect((await ask(remove)).json).toMatchObject({ deleted: 0 })
    expect(await look(['made@example.com'], ['name'])).toEqual([])
  })

  test('lists what changed, page by page, and begins again where it ended', async () => {
    const list = async (since: string, after = '') =>
      (await ask({ do: 'list', table: 'customers', cursor: 'updated_at', since, after, limit: 2, fields: ['email'] }))
        .json
    const seen: string[] = []
    let last = ''
    for (let page = await list(''), more = true; more; ) {
      seen.push(...page.rows.map((row) => String(row.fields.email)))
      last = String(page.rows.at(-1)?.fields.updated_at ?? last)
      more = page.next !== undefined
      if (more) page = await list('', page.next)
    }
    expect(new Set(seen).size).toBe(5)
    expect(seen).toHaveLength(5)
    expect(Number.isNaN(Date.parse(last))).toBe(false)
    await new Promise((resolve) => setTimeout(resolve, 5))
    await write('upsert', [{ key: 'zoe@example.com', body: { phone: '5' } }])
    const since = new Date(Date.parse(last) + 1).toISOString()
    expect((await list(since)).rows.map((row) => row.fields.email)).toEqual(['zoe@example.com'])
  })

  test('says what is wrong with a question', async () => {
    expect(await ask({ do: 'look', table: 'nothing', match: 'id', keys: [], fields: [] })).toMatchObject({
      status: 404,
    })
    expect(await ask({ do: 'look', table: 'customers', match: 'phone', keys: ['1'], fields: [] })).toMatchObject({
      status: 422,
      json: { message: expect.stringContaining('"phone" is not unique') },
    })
    expect(
      await ask({ do: 'look', table: 'customers"; DROP TABLE orders; --', match: 'id', keys: [], fields: [] }),
    ).toMatchObject({ status: 404 })
    expect(await ask({ do: 'select * from customers' })).toMatchObject({ status: 422 })
    expect((await ask({ do: 'tables' })).json.tables).toContainEqual({ name: 'orders' })
  })
})

test('a database that nobody uses does not begin for being counted', async () => {
  const other = mkdtempSync(join(tmpdir(), 'sql-'))
  const idle = await startPractice({ folder: other, systems: [postgres], limited: false })
  const headers = { authorization: `Bearer ${idle.control.token}` }
  const listed = await (await fetch(`${idle.control.address}/__practice/systems`, { headers })).text()
  expect(listed).toContain('"customers"')
  await fetch(`${idle.control.address}/__practice/postgres/reset`, { headers, method: 'POST' })
  expect(existsSync(join(other, 'postgres'))).toBe(false)
  await idle.close()
  rmSync(other, { recursive: true, force: true })
})

describe('a database with sign-ins', () => {
  const url = () => access('postgres').address
  const ask = (token: string, body: unknown, timeout = 60_000, address = url()) =>
    network.request({
      method: 'POST',
      url: address,
      headers: { authorization: `Basic ${Buffer.from(token).toString('base64')}` },
      body: JSON.stringify(body),
      timeout,
    })
  const rows = [{ key: 'lost@example.com', body: { name: 'Lost' } }]
  const upsert = { do: 'upsert', table: 'customers', match: 'email', rows }
  const failing = async (asked: Promise<NetReply>) =>
    asked.then(
      () => undefined,
      (error: Failure) => error,
    )

  beforeEach(async () => {
    await control('postgres/faults', {})
    await control('postgres/reset', {})
  }, 120_000)

  test('refuses a wrong password and an unknown database, without repeating either', async () => {
    const [user] = access('postgres').token.split(':')
    const wrong = await ask(`${user}:hunter2`, { do: 'check' })
    expect(wrong).toMatchObject({ status: 401 })
    expect(wrong.body).not.toContain('hunter2')
    expect(await ask(`nobody:${access('postgres').token.split(':')[1]}`, { do: 'check' })).toMatchObject({
      status: 401,
    })
    const elsewhere = url().replace(/shop$/, 'cellar')
    expect(await ask(access('postgres').token, { do: 'check' }, 60_000, elsewhere)).toMatchObject({ status: 404 })
  })

  test('refuses what a sign-in may not do', async () => {
    const made = await control('postgres/sign-ins', { permissions: ['select'] })
    const reader = String(made.token)
    const check = JSON.parse((await ask(reader, { do: 'check', table: 'customers' })).body)
    expect(check.permissions).toEqual(['select'])
    expect(
      await ask(reader, {
        do: 'look',
        table: 'customers',
        match: 'email',
        keys: ['ana@example.com'],
        fields: ['name'],
      }),
    ).toMatchObject({ status: 200 })
    expect(await ask(reader, upsert)).toMatchObject({ status: 403 })
  })

  test('keeps nothing of a write that is cut off before its end', async () => {
    await control('postgres/faults', { cutBefore: 1 })
    expect(await failing(ask(access('postgres').token, upsert))).toMatchObject({
      code: 'call.unavailable',
      category: 'transient',
    })
    const { effects } = (await control('postgres/show/customers')) as { effects: unknown[] }
    expect(effects).toEqual([])
  })

  test('does not know whether a write arrived whose answer was lost, and finds it', async () => {
    await control('postgres/faults', { lostAnswers: 1 })
    const failure = await failing(ask(access('postgres').token, upsert))
    expect(failure).toMatchObject({ code: 'call.unavailable', details: { sent: 'maybe' } })
    const look = { do: 'look', table: 'customers', match: 'email', keys: ['lost@example.com'], fields: ['name'] }
    expect(JSON.parse((await ask(access('postgres').token, look)).body).rows).toHaveLength(1)
    expect(JSON.parse((await ask(access('postgres').token, upsert)).body).rows).toMatchObject([{ created: false }])
  })

  test('passes by waiting where two writes stood in each other’s way, or there are too many', async () => {
    await control('postgres/faults', { unavailable: 1 })
    const busy = await ask(access('postgres').token, upsert)
    expect(busy).toMatchObject({ status: 503, headers: { 'retry-after': '1' } })
    expect(await ask(access('postgres').token, upsert)).toMatchObject({ status: 200 })
    await control('postgres/faults', { outage: 'refuse' })
    const fresh = openNetwork({ seal: sealTo([url()]) })
    const asked = fresh.request({
      method: 'POST',
      url: url(),
      headers: { authorization: `Basic ${Buffer.from(access('postgres').token).toString('base64')}` },
      body: JSON.stringify(upsert),
      timeout: 5000,
    })
    expect(await asked).toMatchObject({ status: 503 })
    await fresh.close()
  })

  test('is given up when it is late', async () => {
    await ask(access('postgres').token, { do: 'check' })
    await control('postgres/faults', { latency: { beforeMs: 3000 } })
    const failure = await failing(ask(access('postgres').token, upsert, 200))
    expect(failure).toMatchObject({ code: 'call.unavailable', values: { why: 'no answer in time' } })
  })
})

test('a file whose lock somebody holds is busy, and passes by waiting', async () => {
  const { openPlainFile } = await import('../../sandbox/store/plain-file.ts')
  const url = access('sqlite').address
  const other = openPlainFile(decodeURIComponent(new URL(url).pathname))
  const body = JSON.stringify({
    do: 'upsert',
    table: 'customers',
    match: 'email',
    rows: [{ key: 'b@example.com', body: { name: 'B' } }],
  })
  const ask = () => network.request({ method: 'POST', url, headers: {}, body, timeout: 1000 })
  other.run('BEGIN IMMEDIATE')
  expect(await ask()).toMatchObject({ status: 503 })
  other.run('ROLLBACK')
  expect(await ask()).toMatchObject({ status: 200 })
  other.close()
})

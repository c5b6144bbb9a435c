/** The declaration of Shopify, through the interpreter, against the practice Shopify; every document against Shopify's own schema. */
import { readFileSync } from 'node:fs'
import { buildSchema, getVariableValues, Kind, parse, validate } from 'graphql'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type Json, listChanges } from '#engine'
import { fillRequest } from '../../engine/connect/request.ts'
import { LOCATION, shopify } from '../../sandbox/shopify/index.ts'
import { openVendorRig, type VendorRig } from '../fixtures/vendor-rig.ts'

let rig: VendorRig
let ahead = 0
beforeAll(async () => {
  rig = await openVendorRig(shopify, { now: () => Date.now() + ahead })
})
beforeEach(() => rig.faults({}))
afterAll(() => rig.close())

const item = (key: string, body: Record<string, Json>, idempotencyKey = `write ${key}`) => ({
  key,
  body,
  idempotencyKey,
})
const effectsOf = async (kind: string, key: string) => (await rig.show(kind)).effects.find((one) => one.key === key)
const idOf = (sent: Awaited<ReturnType<VendorRig['send']>>): string => {
  const [first] = sent
  if (first?.kind !== 'written') throw new Error(JSON.stringify(first))
  return first.id
}

test('a customer is created once, found, left as it is by a repeat, and changed', async () => {
  const key = "pat.o'brien@finch.example"
  const body = {
    firstName: 'Pat',
    lastName: "O'Brien 🌸",
    tags: 'vip, new',
    city: 'Cork',
    countryCode: 'IE',
    taxExempt: true,
  }
  expect(await rig.look('upsert-customer', 'email', [item(key, body)])).toEqual(new Map())
  const first = await rig.send('upsert-customer', 'email', [item(key, body)])
  expect(await rig.send('upsert-customer', 'email', [item(key, body)])).toEqual(first)
  expect((await rig.look('upsert-customer', 'email', [item(key, body)])).get(key)).toMatchObject({
    id: idOf(first),
    fields: { ...body, email: key },
  })
  expect(await effectsOf('customers', key)).toMatchObject({ created: 1, changed: 0, writes: 2 })
  await rig.send('upsert-customer', 'email', [item(key, { note: 'Called' })])
  const changed = (await rig.look('upsert-customer', 'email', [item(key, {})])).get(key)
  expect(changed?.fields).toMatchObject({ ...body, note: 'Called' })
})

test('a product is created and changed by its handle', async () => {
  const body = { title: 'Beard oil', status: 'DRAFT', vendor: 'Finch' }
  const first = await rig.send('upsert-product', 'handle', [item('beard-oil', body)])
  expect(await rig.send('upsert-product', 'handle', [item('beard-oil', body)])).toEqual(first)
  const found = (await rig.look('upsert-product', 'handle', [item('beard-oil', body)])).get('beard-oil')
  expect(found).toMatchObject({ id: idOf(first), fields: { ...body, handle: 'beard-oil' } })
  expect(await effectsOf('products', 'beard-oil')).toMatchObject({ created: 1, changed: 0 })
})

test('an order is looked for until it is found, so that the next one with its number finds it too', async () => {
  const key = "A'1"
  const body = {
    email: 'order@finch.example',
    item: 'Tea ☕',
    quantity: 2,
    price: '4.50',
    price_currency: 'EUR',
    currency: 'EUR',
  }
  const first = rig.operation('create-order')
  const patient = {
    ...rig.connector,
    operations: { ...rig.connector.operations, 'create-order': { ...first, settle: 300 } },
  }
  const by = rig.account(undefined, patient)
  const sending = rig.send('create-order', 'sourceIdentifier', [item(key, body)], by)
  ahead += 3_000
  const id = idOf(await sending)
  const found = (await rig.look('create-order', 'sourceIdentifier', [item(key, body)])).get(key)
  expect(found).toMatchObject({ id, fields: { email: body.email, currency: 'EUR', sourceIdentifier: key } })
  expect(await effectsOf('orders', key)).toMatchObject({ created: 1 })
})

test('stock is set once under one key, and not over a change of somebody else', async () => {
  const key = 'gid://shopify/InventoryItem/1'
  const body = { locationId: LOCATION, quantity: 7 }
  const there = (await rig.look('set-stock', 'inventoryItemId', [item(key, body)])).get(key)
  expect(there?.fields).toMatchObject({ quantity: 12, sku: 'TEA-250' })
  const set = (quantity: number, idempotencyKey: string) =>
    rig.send('set-stock', 'inventoryItemId', [
      { ...item(key, { ...body, quantity }, idempotencyKey), ...(there ? { there } : {}) },
    ])
  expect(await set(7, 'one')).toMatchObject([{ kind: 'written' }])
  expect(await set(7, 'one')).toMatchObject([{ kind: 'written' }])
  expect(await effectsOf('inventory', key)).toMatchObject({ changed: 1, writes: 1 })
  expect(await set(9, 'two')).toMatchObject([
    { kind: 'refused', failure: { values: { message: expect.stringContaining('no longer matches') } } },
  ])
  const now = (await rig.look('set-stock', 'inventoryItemId', [item(key, body)])).get(key)
  expect(now?.fields.quantity).toBe(7)
})

test('what was written is taken back by the calls that are declared', async () => {
  const key = 'back@finch.example'
  const id = idOf(await rig.send('upsert-customer', 'email', [item(key, { firstName: 'New', note: 'n' })]))
  const { undo } = rig.operation('upsert-customer')
  if (!undo.restore || !undo.delete) throw new Error('it cannot be taken back')
  await rig.account().call(undo.restore, { id, before: { firstName: 'Old', note: '' } }, rig.signal)
  const restored = (await rig.look('upsert-customer', 'email', [item(key, {})])).get(key)
  expect(restored?.fields).toMatchObject({ firstName: 'Old', note: '' })
  await rig.account().call(undo.delete, { id }, rig.signal)
  expect(await rig.look('upsert-customer', 'email', [item(key, {})])).toEqual(new Map())
  await expect(rig.account().call(undo.delete, { id }, rig.signal)).rejects.toMatchObject({
    failure: { category: 'validation', values: { message: expect.stringContaining("can't be found") } },
  })
  for (const name of ['upsert-product', 'create-order']) {
    const take = rig.operation(name).undo.delete
    const kind = name === 'create-order' ? 'orders' : 'products'
    const held = (await rig.show(kind)).objects.at(-1)
    if (!take || !held) throw new Error('it cannot be taken back')
    const gid = `gid://shopify/${name === 'create-order' ? 'Order' : 'Product'}/${held.id}`
    await rig.account().call(take, { id: gid }, rig.signal)
    expect((await rig.show(kind)).objects.map((one) => one.id)).not.toContain(held.id)
  }
})

test('changes are listed oldest first, page by page, each once', async () => {
  const { list } = rig.operation('upsert-customer')
  if (!list) throw new Error('it does not list')
  const options = { fields: [], most: 1_000, signal: rig.signal }
  ahead += 10_000
  const before = await listChanges(rig.account(), list, { seen: [] }, options)
  expect(before.entries.length).toBeGreaterThan(3)
  ahead += 300_000
  const keys = Array.from({ length: 105 }, (_, at) => `list${String(at).padStart(3, '0')}@finch.example`)
  const by = rig.account(undefined, { ...rig.connector, limit: { calls: 10_000, per: 1_000 } })
  for (const key of keys) await rig.send('upsert-customer', 'email', [item(key, {})], by)
  ahead += 10_000
  const after = await listChanges(rig.account(), list, before.progress, options)
  expect(after.entries.map(({ data }) => data.email)).toEqual(keys)
  expect((await listChanges(rig.account(), list, after.progress, options)).entries).toEqual([])
})

test('bad values are named, and nothing is written', async () => {
  for (const [operation, match, bad, words] of [
    ['upsert-customer', 'email', item('none', {}), 'Email is invalid'],
    ['upsert-customer', 'email', item('bad@finch.example', { phone: 'x' }), 'Phone is invalid'],
    ['upsert-product', 'handle', item('bad', { title: ' ' }), "Title can't be blank"],
    ['create-order', 'sourceIdentifier', item('bad', { item: 'x', quantity: 0 }), 'Quantity must be'],
  ] as const) {
    const [sent] = await rig.send(operation, match, [bad])
    expect(sent).toMatchObject({ kind: 'refused', failure: { category: 'validation' } })
    expect(sent?.kind === 'refused' && sent.failure.values.message).toContain(words)
  }
  expect(await effectsOf('customers', 'bad@finch.example')).toBeUndefined()
})

test('too many calls, an ended token and a missing scope are told apart', async () => {
  await rig.faults({ storm: { answers: 1 } })
  expect(await rig.send('upsert-customer', 'email', [item('storm@finch.example', {})])).toMatchObject([
    { kind: 'unknown', counts: false, failure: { code: 'call.rate-limited', values: { message: 'Throttled' } } },
  ])
  for (const [wish, words] of [
    [{ lastsMs: 0 }, 'Invalid API key or access token'],
    [{ revoked: true }, 'Invalid API key or access token'],
    [{ permissions: ['read_customers'] }, '`write_customers` access scope'],
  ] as const) {
    const by = rig.account(await rig.signIn(wish))
    const [sent] = await rig.send('upsert-customer', 'email', [item('in@finch.example', {})], by)
    expect(sent).toMatchObject({ kind: 'unknown', failure: { category: 'sign-in' } })
    expect(sent?.kind === 'unknown' && sent.failure.values.message).toContain(words)
  }
  expect(await effectsOf('customers', 'in@finch.example')).toBeUndefined()
})

test('an answer lost after the write is made good by repeating it', async () => {
  const key = 'lost@finch.example'
  await rig.faults({ lostAnswers: 1 })
  expect(await rig.send('upsert-customer', 'email', [item(key, {})])).toMatchObject([{ kind: 'unknown', sent: true }])
  expect(await rig.send('upsert-customer', 'email', [item(key, {})])).toMatchObject([{ kind: 'written' }])
  expect(await effectsOf('customers', key)).toMatchObject({ created: 1, changed: 0 })
})

test('the shop says that it is for development, and probes tell scopes without changing anything', async () => {
  const { account, check } = rig.connector
  if (!account || !check) throw new Error('it cannot be checked')
  const json = await rig.account().call(account.request, {}, rig.signal)
  expect(json).toMatchObject({ data: { shop: { name: 'Practice shop', plan: { partnerDevelopment: true } } } })
  const may = ['read_customers', 'write_products', 'read_inventory']
  const token = await rig.signIn({ permissions: may })
  const before = await rig.show('products')
  const granted: string[] = []
  for (const [name, request] of Object.entries(check.probes ?? {})) {
    const made = fillRequest(rig.connector, { ...rig.access, token }, request, {})
    const reply = await fetch(made.url, { method: made.method, headers: made.headers, body: made.body ?? null })
    if (!(await reply.text()).includes('ACCESS_DENIED')) granted.push(name)
  }
  expect(granted).toEqual(may)
  expect(await rig.show('products')).toEqual(before)
})

test('a check tells who signs in, what a sign-in lacks, and that one ended, and changes nothing', async () => {
  expect(await rig.check()).toMatchObject({ state: 'good', accepted: true, who: 'Practice shop', missing: [] })
  const partly = await rig.signIn({
    permissions: ['customers', 'products', 'inventory']
      .flatMap((name) => [`read_${name}`, `write_${name}`])
      .concat('read_orders'),
  })
  expect(await rig.check(partly)).toMatchObject({ state: 'under-privileged', missing: ['write_orders'] })
  expect(await rig.check(await rig.signIn({ lastsMs: 0 }))).toMatchObject({ accepted: false })
})

test('every document and every variable is one that Shopify’s schema knows', () => {
  const schema = buildSchema(readFileSync(new URL('../fixtures/specs/shopify.graphql', import.meta.url), 'utf8'))
  const problemsOf = (text: string): string[] => {
    const { query, variables } = JSON.parse(text) as { query: string; variables: Record<string, unknown> }
    const document = parse(query)
    const [operation] = document.definitions
    if (operation?.kind !== Kind.OPERATION_DEFINITION) return ['no operation']
    const { errors = [] } = getVariableValues(schema, operation.variableDefinitions ?? [], variables)
    return [...validate(schema, document), ...errors].map(({ message }) => message)
  }
  const texts = rig.sent.map(({ body = '' }) => body)
  // The one value that a test made wrong on purpose.
  const bodies = [...new Set(texts)]
  expect(bodies.length).toBeGreaterThan(20)
  expect(bodies.flatMap(problemsOf)).toEqual([])
  const planted = JSON.parse(bodies[0] ?? '') as { query: string; variables: object }
  expect(
    problemsOf(JSON.stringify({ ...planted, query: planted.query.replace('firstName', 'fristName') })),
  ).not.toEqual([])
  const wrong = { identifier: { email: 'a' }, input: { emial: 'a' } }
  const set =
    'mutation ($identifier: CustomerSetIdentifiers!, $input: CustomerSetInput!) { customerSet(identifier: $identifier, input: $input) { userErrors { message } } }'
  expect(problemsOf(JSON.stringify({ query: set, variables: wrong }))).not.toEqual([])
})

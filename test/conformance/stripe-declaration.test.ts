/** The declaration of Stripe, through the interpreter, against the practice Stripe; its requests against the vendor's own types. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type Json, listChanges } from '#engine'
import { fillRequest } from '../../engine/connect/request.ts'
import { parseForm } from '../../sandbox/kit/form.ts'
import { stripe } from '../../sandbox/stripe/index.ts'
import { typeProblems } from '../fixtures/typed-by-client.ts'
import { openVendorRig, type VendorRig } from '../fixtures/vendor-rig.ts'

let rig: VendorRig
let ahead = 0
beforeAll(async () => {
  rig = await openVendorRig(stripe, { now: () => Date.now() + ahead })
})
beforeEach(() => rig.faults({}))
afterAll(() => rig.close())

const item = (key: string, body: Record<string, Json>, idempotencyKey = `write-${key}`) => ({
  key,
  body,
  idempotencyKey,
})
const effectsOf = async (kind: string, key: string) => (await rig.show(kind)).effects.find((one) => one.key === key)
const passSearchLag = () => {
  ahead += 3_000
}

test('a customer is created once, found, left as it is by a repeat, and changed', async () => {
  const key = "pat.o'brien@finch.example"
  const body = { name: 'Pat', line1: '1 Quay', external_id: 'C-77' }
  expect(await rig.look('upsert-customer', 'email', [{ key, body }])).toEqual(new Map())
  const first = await rig.send('upsert-customer', 'email', [item(key, body)])
  const second = await rig.send('upsert-customer', 'email', [item(key, body)])
  expect(first).toEqual([expect.objectContaining({ kind: 'written', id: expect.stringMatching(/^cus_/) })])
  expect(second).toEqual(first)
  const found = (await rig.look('upsert-customer', 'email', [{ key, body }])).get(key)
  expect(found?.fields).toMatchObject({ email: key, ...body })
  const change = { name: 'Pat O’Brien', city: 'Cork' }
  const changed = await rig.send('upsert-customer', 'email', [
    { ...item(key, change), ...(found ? { there: found } : {}) },
  ])
  expect(changed).toEqual([{ kind: 'written', id: found?.id, created: false }])
  expect((await rig.look('upsert-customer', 'email', [{ key, body }])).get(key)?.fields).toMatchObject({
    ...body,
    ...change,
  })
  expect(await effectsOf('customers', key)).toMatchObject({ created: 1, changed: 1, writes: 2 })
})

test('another request under the same key is refused, and nothing is doubled', async () => {
  const key = 'twice@finch.example'
  await rig.send('upsert-customer', 'email', [item(key, { name: 'One' })])
  const [other] = await rig.send('upsert-customer', 'email', [item(key, { name: 'Two' })])
  expect(other).toMatchObject({ kind: 'refused', failure: { category: 'validation' } })
  expect(await effectsOf('customers', key)).toMatchObject({ created: 1, writes: 1 })
})

test('after 24 hours a key is forgotten: what was found is not created again', async () => {
  const key = 'late@finch.example'
  await rig.send('upsert-customer', 'email', [item(key, { name: 'Late' })])
  ahead += 86_400_001
  expect((await rig.look('upsert-customer', 'email', [{ key, body: {} }])).has(key)).toBe(true)
  await rig.send('upsert-customer', 'email', [item(key, { name: 'Late' })])
  expect(await effectsOf('customers', key)).toMatchObject({ created: 2 })
})

test('a product has the id that it was given, so that a second one is impossible', async () => {
  const body = { name: 'Beard trim', active: true }
  expect(await rig.look('upsert-product', 'id', [{ key: 'beard', body }])).toEqual(new Map())
  const [made] = await rig.send('upsert-product', 'id', [item('beard', body)])
  expect(made).toMatchObject({ kind: 'written', id: 'beard' })
  const [again] = await rig.send('upsert-product', 'id', [item('beard', body, 'another key')])
  expect(again).toMatchObject({ kind: 'refused', failure: { values: { message: 'Product already exists' } } })
  expect((await rig.look('upsert-product', 'id', [{ key: 'beard', body }])).get('beard')?.fields).toMatchObject(body)
})

test('a draft invoice is found by its reference once search knows it, and gets items in the units of money', async () => {
  const [customer] = await rig.send('upsert-customer', 'email', [item('pay@finch.example', {})])
  const id = customer?.kind === 'written' ? customer.id : ''
  const key = "INV 'A' \\ 1"
  const body = {
    customer: id,
    currency: 'eur',
    collection_method: 'send_invoice',
    due_date: '2027-01-31T00:00:00.000Z',
  }
  const [invoice] = await rig.send('upsert-invoice', 'external_id', [item(key, body)])
  const invoiceId = invoice?.kind === 'written' ? invoice.id : ''
  expect(await rig.look('upsert-invoice', 'external_id', [{ key, body }])).toEqual(new Map())
  passSearchLag()
  const found = (await rig.look('upsert-invoice', 'external_id', [{ key, body }])).get(key)
  expect(found).toMatchObject({ id: invoiceId, fields: { ...body, external_id: key, status: 'draft' } })
  const line = { customer: id, invoice: invoiceId, amount: 12.34, currency: 'eur', description: 'Tea ☕' }
  const [added] = await rig.send('create-invoice-item', 'external_id', [item('line 1', line)])
  expect(added).toMatchObject({ kind: 'written', id: expect.stringMatching(/^ii_/) })
  expect((await rig.look('upsert-invoice', 'external_id', [{ key, body }])).get(key)?.fields.total).toBe('12.34')
  expect((await rig.show('invoiceitems')).objects.at(-1)?.body).toMatchObject({ amount: 1234 })
})

test('new customers are listed page by page, in the order of their making', async () => {
  const list = rig.operation('upsert-customer').list
  if (!list) throw new Error('it does not list')
  const options = { fields: [], most: 1_000, signal: rig.signal }
  const before = await listChanges(rig.account(), list, { seen: [] }, options)
  ahead += 200_000
  for (let at = 0; at < 105; at++) await rig.send('upsert-customer', 'email', [item(`list${at}@finch.example`, {})])
  const after = await listChanges(rig.account(), list, before.progress, options)
  expect(after.entries.map(({ data }) => data.email)).toEqual(
    Array.from({ length: 105 }, (_, at) => `list${at}@finch.example`),
  )
  expect((await listChanges(rig.account(), list, after.progress, options)).entries).toEqual([])
})

test('what was written is taken back by the calls that are declared', async () => {
  const key = 'back@finch.example'
  const [made] = await rig.send('upsert-customer', 'email', [item(key, { name: 'Old', phone: '+1 312 555 0101' })])
  const id = made?.kind === 'written' ? made.id : ''
  const { undo } = rig.operation('upsert-customer')
  if (!undo.delete || !undo.restore) throw new Error('it cannot be taken back')
  await rig.account().call(undo.restore, { id, before: { name: 'Older', phone: '' } }, rig.signal)
  expect((await rig.look('upsert-customer', 'email', [{ key, body: {} }])).get(key)?.fields).toMatchObject({
    name: 'Older',
    phone: null,
  })
  await rig.account().call(undo.delete, { id }, rig.signal)
  expect(await rig.look('upsert-customer', 'email', [{ key, body: {} }])).toEqual(new Map())
  await expect(rig.account().call(undo.delete, { id }, rig.signal)).rejects.toMatchObject({
    failure: { category: 'permanent', values: { message: expect.stringContaining('No such customer') } },
  })
})

test('a bad value is named, and nothing is written', async () => {
  const [bad] = await rig.send('upsert-customer', 'email', [item('no address', { name: 'x' })])
  expect(bad).toMatchObject({ kind: 'refused', failure: { category: 'validation' } })
  expect(bad?.kind === 'refused' && bad.failure.values.message).toBe('Invalid email address: no address')
  const [long] = await rig.send('upsert-customer', 'email', [item('long@finch.example', { country: 'Germany' })])
  expect(long?.kind === 'refused' && long.failure.values.message).toContain('at most 2 characters')
})

test('too many calls, an ended key and a missing permission are told apart', async () => {
  await rig.faults({ storm: { answers: 1 } })
  expect(await rig.send('upsert-customer', 'email', [item('storm@finch.example', {})])).toMatchObject([
    { kind: 'unknown', counts: false, failure: { code: 'call.rate-limited' } },
  ])
  for (const [wish, words] of [
    [{ lastsMs: 0 }, 'Expired API Key'],
    [{ revoked: true }, 'Invalid API Key'],
    [{ permissions: ['rak_customer_read'] }, "'rak_customer_write' permission"],
  ] as const) {
    const sent = await rig.send(
      'upsert-customer',
      'email',
      [item('in@finch.example', {})],
      rig.account(await rig.signIn(wish)),
    )
    expect(sent).toMatchObject([{ kind: 'unknown', failure: { category: 'sign-in' } }])
    expect(sent[0]?.kind === 'unknown' && sent[0].failure.values.message).toContain(words)
  }
  expect(await effectsOf('customers', 'in@finch.example')).toBeUndefined()
})

test('an answer lost after the write is made good by repeating it', async () => {
  const key = 'lost@finch.example'
  await rig.faults({ lostAnswers: 1 })
  expect(await rig.send('upsert-customer', 'email', [item(key, {})])).toMatchObject([{ kind: 'unknown', sent: true }])
  expect(await rig.send('upsert-customer', 'email', [item(key, {})])).toMatchObject([{ kind: 'written' }])
  expect(await effectsOf('customers', key)).toMatchObject({ created: 1, writes: 1 })
})

test('probes of permissions tell what a key may do, and change nothing', async () => {
  const probes = Object.entries(rig.connector.check?.probes ?? {})
  const may = ['rak_balance_read', 'rak_customer_read', 'rak_invoice_write']
  const token = await rig.signIn({ permissions: may })
  const before = await rig.show('customers')
  const categories = await Promise.all(
    probes.map(async ([name, request]) => {
      const made = fillRequest(rig.connector, { ...rig.access, token }, request, {})
      const reply = await fetch(made.url, { method: made.method, headers: made.headers, body: made.body ?? null })
      return [name, reply.status !== 403] as const
    }),
  )
  expect(categories.filter(([, granted]) => granted).map(([name]) => name)).toEqual(may)
  expect(await rig.show('customers')).toEqual(before)
})

test('a check tells who signs in, what a sign-in lacks, and that one ended, and changes nothing', async () => {
  expect(await rig.check()).toMatchObject({ state: 'good', accepted: true, who: 'Practice account', missing: [] })
  const partly = await rig.signIn({
    permissions: [
      'rak_balance_read',
      'rak_customer_read',
      'rak_customer_write',
      'rak_product_read',
      'rak_product_write',
      'rak_invoice_read',
    ],
  })
  expect(await rig.check(partly)).toMatchObject({ state: 'under-privileged', missing: ['rak_invoice_write'] })
  expect(await rig.check(await rig.signIn({ lastsMs: 0 }))).toMatchObject({ accepted: false })
})

test('every request is one that the vendor’s own client could send, and every object one that it can read', async () => {
  const params: Record<string, string> = {
    'POST /v1/customers': 'Stripe.CustomerCreateParams',
    'POST /v1/customers/:id': 'Stripe.CustomerUpdateParams',
    'GET /v1/customers': 'Stripe.CustomerListParams',
    'POST /v1/products': 'Stripe.ProductCreateParams',
    'POST /v1/products/:id': 'Stripe.ProductUpdateParams',
    'GET /v1/products': 'Stripe.ProductListParams',
    'POST /v1/invoices': 'Stripe.InvoiceCreateParams',
    'POST /v1/invoices/:id': 'Stripe.InvoiceUpdateParams',
    'GET /v1/invoices': 'Stripe.InvoiceListParams',
    'GET /v1/invoices/:id': 'Stripe.InvoiceSearchParams',
    'POST /v1/invoiceitems': 'Stripe.InvoiceItemCreateParams',
  }
  const requests = rig.sent.flatMap(({ method, path, query, body }) => {
    const place = `${method} ${path.replace(/^(\/v1\/[a-z]+)\/.+$/, '$1/:id')}`
    if (method === 'DELETE' || /^GET \/v1\/(products\/:id|account|balance)$/.test(place)) return []
    return [{ type: params[place] ?? `unknown: ${place}`, value: typed(parseForm(body ?? query.toString())) }]
  })
  const kinds = { customers: 'Stripe.Customer', products: 'Stripe.Product', invoices: "Omit<Stripe.Invoice, 'lines'>" }
  const answers = await Promise.all(
    Object.entries(kinds).map(async ([kind, type]) => {
      const reply = await fetch(`${rig.access.address}/v1/${kind}?limit=100`, {
        headers: { authorization: `Bearer ${rig.access.token}` },
      })
      const { data } = (await reply.json()) as { data: Record<string, unknown>[] }
      return data
        .slice(-8)
        .map((value) => ({ type, value: kind === 'invoices' ? { ...value, lines: undefined } : value }))
    }),
  )
  expect(new Set(requests.map(({ type }) => type)).size).toBeGreaterThanOrEqual(7)
  const distinct = new Map([...requests, ...answers.flat()].map((claim) => [JSON.stringify(claim), claim]))
  const planted = [
    { type: 'Stripe.CustomerCreateParams', value: { emial: 'x' } },
    { type: 'Stripe.InvoiceCreateParams', value: { due_date: 'soon' } },
  ]
  expect(typeProblems("import type Stripe from 'stripe'", [...distinct.values(), ...planted])).toEqual([
    expect.stringContaining('emial'),
    expect.stringContaining("'string' is not assignable to type 'number'"),
  ])
})

/** Everything is text in a form: what looks like a number or a yes is one, except where the type says text. */
function typed(value: unknown, name = ''): unknown {
  if (Array.isArray(value)) return value.map((one) => typed(one))
  if (value !== null && typeof value === 'object') {
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, typed(inner, key)]))
  }
  if (typeof value !== 'string' || name === 'id' || name === 'phone') return value
  if (/^-?\d+$/.test(value)) return Number(value)
  return value === 'true' ? true : value === 'false' ? false : value
}

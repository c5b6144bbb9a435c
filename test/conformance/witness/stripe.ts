/** The vendor's own client for Stripe. */
import { readFileSync } from 'node:fs'
import { Stripe } from 'stripe'
import { expect } from 'vitest'
import type { Witness, WitnessPlace } from './contract.ts'

const about = new URL('../../../node_modules/stripe/package.json', import.meta.url)
const { version } = JSON.parse(readFileSync(about, 'utf8')) as { version: string }

const connect = ({ system }: WitnessPlace, key = system.token) => {
  const { hostname, port } = new URL(system.address)
  return new Stripe(key, { host: hostname, port, protocol: 'http', maxNetworkRetries: 0, telemetry: false })
}

const person = { email: 'witness@finch.example', name: 'Zoë 🦉', metadata: { external_id: 'W-1' } }
const keyed = { idempotencyKey: 'witness 1' }
const create = (place: WitnessPlace) => connect(place).customers.create(person, keyed)

export const stripe: Witness = {
  connector: 'stripe',
  by: `stripe ${version}`,

  async signIn(place) {
    expect(await connect(place).accounts.retrieveCurrent()).toMatchObject({ object: 'account', country: 'US' })
    expect(await connect(place).balance.retrieve()).toMatchObject({ livemode: false })
    await expect(connect(place, 'sk_test_nobody').balance.retrieve()).rejects.toBeInstanceOf(
      Stripe.errors.StripeAuthenticationError,
    )
  },

  async create(place) {
    const client = connect(place)
    const made = await create(place)
    expect(await client.customers.retrieve(made.id)).toMatchObject({ ...person, livemode: false })
    const changed = await client.customers.update(made.id, { phone: '+1 312 555 0100', metadata: { external_id: '' } })
    expect(changed).toMatchObject({ phone: '+1 312 555 0100', metadata: {} })
    const invoice = await client.invoices.create({ customer: made.id, currency: 'eur' })
    await client.invoiceItems.create({ customer: made.id, invoice: invoice.id, amount: 1234, currency: 'eur' })
    expect(await client.invoices.retrieve(invoice.id)).toMatchObject({ status: 'draft', total: 1234, amount_due: 1234 })
    expect(await client.invoices.del(invoice.id)).toMatchObject({ deleted: true })
    await expect(client.invoices.retrieve(invoice.id)).rejects.toMatchObject({
      statusCode: 404,
      code: 'resource_missing',
    })
  },

  async find(place) {
    const client = connect(place)
    const made = await create(place)
    expect((await client.customers.list({ email: person.email })).data.map(({ id }) => id)).toEqual([made.id])
    expect((await client.customers.list({ email: 'Witness@finch.example' })).data).toEqual([])
    const all: string[] = []
    for await (const { id } of client.customers.list({ limit: 3 })) all.push(id)
    expect(all[0]).toBe(made.id)
    expect(new Set(all).size).toBe((await place.control.show('customers')).total)
    // Search knows what is older than a moment only.
    expect((await client.customers.search({ query: "metadata['external_id']:'W-1'" })).data).toEqual([])
    expect(
      (await client.invoices.search({ query: "metadata['external_id']:'INV-1'" })).data.length,
    ).toBeLessThanOrEqual(1)
  },

  async repeat(place) {
    await place.control.faults({ lostAnswers: 1 })
    // This client sends once more by itself when a connection was closed.
    await expect(create(place)).resolves.toMatchObject(person)
    await place.control.faults({})
    const [one, other] = [await create(place), await create(place)]
    expect(other.id).toBe(one.id)
    expect((await place.control.show('customers')).effects).toMatchObject([
      { key: person.email, effects: 1, writes: 1 },
    ])
    await expect(connect(place).customers.create({ ...person, name: 'Another' }, keyed)).rejects.toBeInstanceOf(
      Stripe.errors.StripeIdempotencyError,
    )
  },

  async limited(place) {
    await place.control.faults({ storm: { answers: 1 } })
    await expect(create(place)).rejects.toBeInstanceOf(Stripe.errors.StripeRateLimitError)
    await expect(create(place)).resolves.toMatchObject(person)
  },

  async expired(place) {
    await place.control.faults({ token: 'expired' })
    await expect(create(place)).rejects.toMatchObject({ statusCode: 401, code: 'api_key_expired' })
    const key = await place.control.newSignIn({ permissions: ['rak_customer_read'] })
    await expect(connect(place, key).customers.create(person)).rejects.toBeInstanceOf(
      Stripe.errors.StripePermissionError,
    )
  },
}

/** The vendor's own client for Shopify's GraphQL Admin API. */
import { readFileSync } from 'node:fs'
import { createAdminApiClient } from '@shopify/admin-api-client'
import { expect } from 'vitest'
import type { Witness, WitnessPlace } from './contract.ts'

const about = new URL('../../../node_modules/@shopify/admin-api-client/package.json', import.meta.url)
const { version } = JSON.parse(readFileSync(about, 'utf8')) as { version: string }

/** It asks https only: its calls are led to the practice system, which speaks http. */
const connect = ({ system }: WitnessPlace, accessToken = system.token) =>
  createAdminApiClient({
    storeDomain: new URL(system.address).host,
    apiVersion: '2026-10',
    accessToken,
    customFetchApi: (url, init) => fetch(String(url).replace(/^https:/, 'http:'), init),
  })

interface Answer {
  data?: Record<string, Record<string, unknown> | null>
  errors?: { networkStatusCode?: number; message?: string; graphQLErrors?: { message: string; extensions?: object }[] }
  extensions?: unknown
}

const ask = async (place: WitnessPlace, document: string, variables = {}, token?: string) =>
  (await connect(place, token).request(document, { variables })) as Answer

const SET = `mutation ($identifier: CustomerSetIdentifiers!, $input: CustomerSetInput!) {
  customerSet(identifier: $identifier, input: $input) { customer { id email firstName tags } userErrors { field message } }
}`
const email = 'witness@finch.example'
const save = (place: WitnessPlace, input: object = { email, firstName: 'Zoë 🦉', tags: ['one'] }) =>
  ask(place, SET, { identifier: { email }, input })
const customerIn = ({ data }: Answer) => data?.customerSet?.customer as { id: string } | undefined

export const shopify: Witness = {
  connector: 'shopify',
  by: `@shopify/admin-api-client ${version}`,

  async signIn(place) {
    const document =
      'query { shop { name plan { partnerDevelopment } } currentAppInstallation { accessScopes { handle } } }'
    const { data } = await ask(place, document)
    expect(data?.shop).toEqual({ name: 'Practice shop', plan: { partnerDevelopment: true } })
    expect(data?.currentAppInstallation?.accessScopes).toContainEqual({ handle: 'write_customers' })
    const stranger = await ask(place, document, {}, 'shpat_nobody')
    expect(stranger.errors).toMatchObject({ networkStatusCode: 401 })
  },

  async create(place) {
    const made = customerIn(await save(place))
    expect(made).toMatchObject({ email, firstName: 'Zoë 🦉', tags: ['one'] })
    const changed = customerIn(await save(place, { email, lastName: 'Finch' }))
    expect(changed).toMatchObject({ id: made?.id, firstName: 'Zoë 🦉' })
    const bad = await save(place, { email, phone: 'x' })
    expect(bad.data?.customerSet).toMatchObject({
      customer: null,
      userErrors: [{ field: ['input', 'phone'], message: 'Phone is invalid' }],
    })
    const unknown = await ask(place, 'query { customers(first: 1) { nodes { shoeSize } } }')
    expect(unknown.errors?.graphQLErrors).toMatchObject([{ extensions: { code: 'undefinedField' } }])
  },

  async find(place) {
    const made = customerIn(await save(place))
    const find = 'query ($key: String!) { customerByIdentifier(identifier: { emailAddress: $key }) { id } }'
    expect((await ask(place, find, { key: email })).data?.customerByIdentifier).toEqual({ id: made?.id })
    expect((await ask(place, find, { key: 'nobody@finch.example' })).data?.customerByIdentifier).toBeNull()
    const pages =
      'query ($after: String) { customers(first: 2, after: $after) { nodes { id } pageInfo { hasNextPage endCursor } } }'
    const seen: unknown[] = []
    for (let after: unknown = null; after !== undefined; ) {
      const page = (await ask(place, pages, { after })).data?.customers as {
        nodes: { id: string }[]
        pageInfo: { hasNextPage: boolean; endCursor: string }
      }
      seen.push(...page.nodes.map(({ id }) => id))
      after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : undefined
    }
    expect(seen).toContain(made?.id)
    expect(new Set(seen).size).toBe((await place.control.show('customers')).total)
  },

  async repeat(place) {
    const [one, other] = [await save(place), await save(place)]
    expect(customerIn(other)?.id).toBe(customerIn(one)?.id)
    expect((await place.control.show('customers')).effects).toMatchObject([{ key: email, effects: 1, writes: 2 }])
    const stock = `mutation ($input: InventorySetQuantitiesInput!, $key: String!) {
      inventorySetQuantities(input: $input) @idempotent(key: $key) { userErrors { message } }
    }`
    const level = {
      inventoryItemId: 'gid://shopify/InventoryItem/1',
      locationId: 'gid://shopify/Location/1',
      quantity: 5,
    }
    const input = { name: 'available', reason: 'correction', quantities: [level] }
    for (let at = 0; at < 2; at++) {
      const { data } = await ask(place, stock, { input, key: 'witness 1' })
      expect(data?.inventorySetQuantities).toEqual({ userErrors: [] })
    }
    expect((await place.control.show('inventory')).effects).toMatchObject([{ effects: 1, writes: 1 }])
    const unkeyed = await ask(place, stock.replace('@idempotent(key: $key)', ''), { input, key: 'x' })
    expect(unkeyed.errors?.graphQLErrors?.[0]?.message).toContain('@idempotent')
  },

  async limited(place) {
    await place.control.faults({ storm: { answers: 1 } })
    const { errors } = await save(place)
    expect(errors?.graphQLErrors).toMatchObject([{ message: 'Throttled', extensions: { code: 'THROTTLED' } }])
    expect(customerIn(await save(place))).toMatchObject({ email })
  },

  async expired(place) {
    await place.control.faults({ token: 'expired' })
    expect((await save(place)).errors).toMatchObject({ networkStatusCode: 401 })
  },
}

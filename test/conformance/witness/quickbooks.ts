/** The clients that most programs in JavaScript ask QuickBooks Online with: the data by one, the sign-in by the vendor's own. */
import { readFileSync } from 'node:fs'
import OAuthClient from 'intuit-oauth'
import QuickBooks from 'node-quickbooks'
import { expect } from 'vitest'
import type { Witness, WitnessPlace } from './contract.ts'

const about = new URL('../../../node_modules/node-quickbooks/package.json', import.meta.url)
const { version } = JSON.parse(readFileSync(about, 'utf8')) as { version: string }

const connect = ({ system }: WitnessPlace, token = system.token) => {
  const client = new QuickBooks('id', 'secret', token, false, system.values?.realm ?? '', true, false, null, '2.0')
  client.endpoint = `${system.address}/v3/company/`
  return client
}

interface Refused {
  response: { status: number; data: unknown }
}

/** It calls back with what went wrong, else with what it read. */
const ask = <T>(work: (done: (error: unknown, data?: unknown) => void) => void): Promise<T> =>
  new Promise((resolve, reject) => work((error, data) => (error ? reject(error) : resolve(data as T))))

interface Customer {
  Id: string
  SyncToken: string
  DisplayName: string
  Notes?: string
}

const person = { DisplayName: "Zoë O'Finch 🦉", Notes: 'First' }
const create = (place: WitnessPlace, body: object = { ...person, requestId: 'witness-1' }) =>
  ask<Customer>((done) => connect(place).createCustomer({ ...body } as never, done as never))
const update = (place: WitnessPlace, body: object) =>
  ask<Customer>((done) => connect(place).updateCustomer({ ...body } as never, done as never))

/** Signs in as people do, with the vendor's own client for it. */
async function signIn({ system }: WitnessPlace): Promise<string> {
  const { oauth } = system
  if (!oauth) throw new Error('it has no OAuth')
  const redirectUri = 'http://127.0.0.1:9/callback'
  const client = new OAuthClient({
    clientId: oauth.clientId,
    clientSecret: oauth.clientSecret,
    environment: 'sandbox',
    redirectUri,
  })
  const urls = {
    authorizeEndpoint: oauth.authorizeUrl,
    tokenEndpoint: oauth.tokenUrl,
    revokeEndpoint: oauth.revokeUrl ?? '',
  }
  client.setAuthorizeURLs({
    ...urls,
    userinfo: `${system.address}/userinfo`,
    userInfoEndpoint: `${system.address}/userinfo`,
  } as never)
  const asked = client.authorizeUri({ scope: [OAuthClient.scopes.Accounting as string], state: 'witness' })
  const allowed = await fetch(`${asked}&decision=allow`, { redirect: 'manual' })
  await client.createToken(allowed.headers.get('location') ?? '')
  const first = client.getToken().access_token
  await client.refresh()
  const second = client.getToken().access_token
  expect(second).not.toBe(first)
  return second
}

export const quickbooks: Witness = {
  connector: 'quickbooks',
  by: `node-quickbooks ${version}`,

  async signIn(place) {
    const token = await signIn(place)
    const company = (key: string) =>
      ask((done) => connect(place, key).getCompanyInfo(place.system.values?.realm ?? '', done as never))
    expect(await company(token)).toMatchObject({ CompanyName: 'Sandbox Company (practice)' })
    await expect(company('nobody')).rejects.toMatchObject({ response: { status: 401 } })
  },

  async create(place) {
    const made = await create(place)
    expect(made).toMatchObject({ ...person, SyncToken: '0' })
    const changed = await update(place, { Id: made.Id, SyncToken: '0', Notes: 'Second' })
    expect(changed).toMatchObject({ ...person, Notes: 'Second', SyncToken: '1' })
    const stale = update(place, { Id: made.Id, SyncToken: '0', Notes: 'Third' })
    await expect(stale).rejects.toMatchObject({ response: { data: { Fault: { Error: [{ code: '5010' }] } } } })
    const invoice = { CustomerRef: { value: made.Id }, Line: [{ Amount: 12.5, DetailType: 'SalesItemLineDetail' }] }
    const sent = await ask<Customer>((done) => connect(place).createInvoice(invoice as never, done as never))
    expect(sent).toMatchObject({ TotalAmt: 12.5, Balance: 12.5 })
    const gone = await ask((done) => connect(place).deleteInvoice(sent as never, done as never))
    expect(gone).toMatchObject({ Invoice: { Id: sent.Id, status: 'Deleted' } })
  },

  async find(place) {
    const made = await create(place)
    const find = (criteria: object) =>
      ask<{ QueryResponse: { Customer?: Customer[] } }>((done) =>
        connect(place).findCustomers(criteria as never, done as never),
      )
    expect((await find({ Notes: 'First' })).QueryResponse.Customer).toMatchObject([{ Id: made.Id }])
    expect((await find({ DisplayName: 'Nobody at all' })).QueryResponse).toEqual({})
    const pages = await find([
      { field: 'fetchAll', value: true },
      { field: 'limit', value: 2 },
    ])
    expect(pages.QueryResponse.Customer?.map(({ Id }) => Id)).toContain(made.Id)
  },

  async repeat(place) {
    const one = await create(place)
    expect(await create(place)).toEqual(one)
    const { effects } = await place.control.show('Customer')
    expect(effects).toMatchObject([{ key: person.DisplayName, effects: 1, writes: 1 }])
    const named = create(place, { ...person, requestId: 'witness-2' })
    await expect(named).rejects.toMatchObject({ response: { data: { Fault: { Error: [{ code: '6240' }] } } } })
  },

  async limited(place) {
    await place.control.faults({ storm: { answers: 1 } })
    const refused = (await create(place).catch((error: unknown) => error)) as Refused
    expect(refused.response).toMatchObject({ status: 429, data: { Fault: { Error: [{ code: '3001' }] } } })
    expect(await create(place)).toMatchObject(person)
  },

  async expired(place) {
    await place.control.faults({ token: 'expired' })
    const refused = (await create(place).catch((error: unknown) => error)) as Refused
    expect(refused.response).toMatchObject({ status: 401, data: { fault: { type: 'AUTHENTICATION' } } })
  },
}

/** The vendor's own client for Xero. */
import { readFileSync } from 'node:fs'
import { expect } from 'vitest'
import { type Contact, Invoice, XeroClient } from 'xero-node'
import type { Witness, WitnessPlace } from './contract.ts'

const about = new URL('../../../node_modules/xero-node/package.json', import.meta.url)
const { version } = JSON.parse(readFileSync(about, 'utf8')) as { version: string }

const connect = ({ system }: WitnessPlace, token = system.token) => {
  const { accountingApi } = new XeroClient()
  accountingApi.basePath = `${system.address}/api.xro/2.0`
  accountingApi.accessToken = token
  return accountingApi
}

const tenantOf = ({ system }: WitnessPlace) => system.values?.tenant ?? ''
const person: Contact = { name: 'Zoë 🦉', contactNumber: 'W-1', emailAddress: 'witness@finch.example' }
const save = async (place: WitnessPlace, contact = person) =>
  (await connect(place).updateOrCreateContacts(tenantOf(place), { contacts: [contact] }, false)).body.contacts?.[0]

/** It rejects with a text of JSON. */
const refusal = async (work: Promise<unknown>): Promise<unknown> => {
  const thrown = await work.then(
    () => undefined,
    (error: unknown) => error,
  )
  return typeof thrown === 'string' ? JSON.parse(thrown) : thrown
}

export const xero: Witness = {
  connector: 'xero',
  by: `xero-node ${version}`,

  async signIn(place) {
    const { body } = await connect(place).getOrganisations(tenantOf(place))
    expect(body.organisations).toMatchObject([{ isDemoCompany: true, organisationID: tenantOf(place) }])
    const stranger = connect(place, 'nobody').getOrganisations(tenantOf(place))
    expect(await refusal(stranger)).toMatchObject({ response: { statusCode: 401 } })
    expect(await refusal(connect(place).getOrganisations('another'))).toMatchObject({ response: { statusCode: 403 } })
  },

  async create(place) {
    const made = await save(place)
    const read = (await connect(place).getContact(tenantOf(place), made?.contactID ?? '')).body.contacts?.[0]
    expect(read).toMatchObject(person)
    expect(read?.updatedDateUTC).toBeInstanceOf(Date)
    const invoice: Invoice = {
      type: Invoice.TypeEnum.ACCREC,
      contact: { contactID: made?.contactID ?? '' },
      date: '2026-02-28',
      dueDate: '2026-03-31',
      status: Invoice.StatusEnum.AUTHORISED,
      lineItems: [{ description: 'Visit', quantity: 2, unitAmount: 10.55, accountCode: '200' }],
    }
    const { body } = await connect(place).createInvoices(tenantOf(place), { invoices: [invoice] })
    const [kept] = body.invoices ?? []
    expect(kept).toMatchObject({ total: 21.1, amountDue: 21.1, invoiceNumber: expect.stringMatching(/^INV-/) })
    const payment = { invoice: { invoiceID: kept?.invoiceID ?? '' }, account: { code: '090' }, amount: 21.1 }
    const paid = (await connect(place).createPayment(tenantOf(place), payment)).body.payments?.[0]
    const after = await connect(place).getInvoice(tenantOf(place), kept?.invoiceID ?? '')
    expect(after.body.invoices?.[0]).toMatchObject({ status: 'PAID', amountDue: 0 })
    const gone = await connect(place).deletePayment(tenantOf(place), paid?.paymentID ?? '', { status: 'DELETED' })
    expect(gone.body.payments?.[0]).toMatchObject({ status: 'DELETED' })
  },

  async find(place) {
    const made = await save(place)
    const found = async (where: string) =>
      (await connect(place).getContacts(tenantOf(place), undefined, where, undefined, undefined, 1)).body.contacts
    expect(await found('ContactNumber=="W-1"')).toMatchObject([{ contactID: made?.contactID }])
    expect(await found('ContactNumber=="W-2"')).toEqual([])
    const since = new Date(Date.now() + 60_000)
    expect((await connect(place).getContacts(tenantOf(place), since)).body.contacts).toEqual([])
  },

  async repeat(place) {
    const one = await save(place)
    expect((await save(place))?.contactID).toBe(one?.contactID)
    expect((await place.control.show('Contacts')).effects).toMatchObject([{ key: 'W-1', effects: 1, writes: 2 }])
    const put = () =>
      connect(place).createContacts(tenantOf(place), { contacts: [{ name: 'Once' }] }, true, 'witness 1')
    const [first, again] = [await put(), await put()]
    expect(again.body.contacts?.[0]?.contactID).toBe(first.body.contacts?.[0]?.contactID)
    const taken = connect(place).createContacts(tenantOf(place), { contacts: [{ name: 'Once' }] })
    expect(await refusal(taken)).toMatchObject({ response: { statusCode: 400, body: { Type: 'ValidationException' } } })
  },

  async limited(place) {
    await place.control.faults({ storm: { answers: 1, waitMs: 2_000 } })
    expect(await refusal(save(place))).toMatchObject({
      response: { statusCode: 429, headers: { 'retry-after': '2', 'x-rate-limit-problem': 'minute' } },
    })
    expect(await save(place)).toMatchObject(person)
  },

  async expired(place) {
    await place.control.faults({ token: 'expired' })
    expect(await refusal(save(place))).toMatchObject({ response: { statusCode: 401 } })
  },
}

import { randomUUID } from 'node:crypto'
import { isRecord } from '../http/exchange.ts'
import type { Body, Document } from '../kit/documents.ts'
import type { Desk } from '../kit/system.ts'
import { msDate } from './answers.ts'
import { dayOf, type Kind, texts } from './kind.ts'

const OPEN = ['DRAFT', 'SUBMITTED', 'AUTHORISED']
const STATUSES = [...OPEN, 'DELETED', 'VOIDED']
const gone = ({ body }: Document) => body.Status === 'DELETED' || body.Status === 'VOIDED'

const numbered = (number: string, desk: Desk) =>
  number === '' ? [] : desk.docs.findBy('Invoices', 'InvoiceNumber', number).filter((one) => !gone(one))

/** Contacts are named by id, number or name. Unconfirmed: that a contact with an unknown name is not made here (over there it is). */
function contactOf(given: unknown, { docs }: Desk): Document | undefined {
  if (!isRecord(given)) return undefined
  if (texts(given.ContactID) !== '') return docs.get('Contacts', texts(given.ContactID))
  const [byNumber] =
    texts(given.ContactNumber) === '' ? [] : docs.findBy('Contacts', 'ContactNumber', texts(given.ContactNumber))
  const [byName] = texts(given.Name) === '' ? [] : docs.findBy('Contacts', 'Name', texts(given.Name))
  return byNumber ?? byName
}

const lines = (body: Body) => (Array.isArray(body.LineItems) ? body.LineItems.filter(isRecord) : [])
const amountOf = (line: Record<string, unknown>) =>
  line.LineAmount === undefined ? Number(line.Quantity ?? 1) * Number(line.UnitAmount ?? 0) : Number(line.LineAmount)
const cents = (value: number) => Math.round(value * 100) / 100

export const totalOf = (body: Body) => cents(lines(body).reduce((sum, line) => sum + amountOf(line), 0))

export const paidOn = (id: string, { docs }: Desk) =>
  cents(
    docs
      .findBy('Payments', 'Invoice.InvoiceID', id)
      .filter(({ body }) => body.Status !== 'DELETED')
      .reduce((sum, { body }) => sum + Number(body.Amount), 0),
  )

export const invoice: Kind = {
  name: 'Invoices',
  id: 'InvoiceID',
  permission: 'accounting.transactions',
  meant: ({ InvoiceNumber }, desk) => numbered(texts(InvoiceNumber), desk)[0]?.id,
  problems: (whole, before, desk, id) => {
    const status = texts(whole.Status)
    const final = status === 'AUTHORISED'
    const bad = ['Date', 'DueDate'].filter((name) => texts(whole[name]) !== '' && dayOf(whole[name]) === undefined)
    return [
      ...(whole.Type === 'ACCREC' || whole.Type === 'ACCPAY' ? [] : ['Invoice type must be either ACCREC or ACCPAY.']),
      ...(contactOf(whole.Contact, desk) ? [] : ['A Contact must be specified for this type of transaction']),
      ...(status === '' || STATUSES.includes(status) ? [] : ['Invoice Status is not a valid status.']),
      ...bad.map((name) => `Invalid ${name}`),
      ...(final && dayOf(whole.DueDate) === undefined ? ['DueDate is a required field.'] : []),
      ...(final && lines(whole).length === 0 ? ['One or more line items must be specified'] : []),
      ...(final && lines(whole).some((line) => texts(line.AccountCode) === '')
        ? ['Account code must be specified']
        : []),
      ...(lines(whole).some((line) => Number.isNaN(amountOf(line))) ? ['Unit amount is not a valid amount.'] : []),
      ...modification(status, before, id, desk),
      ...(numbered(texts(whole.InvoiceNumber), desk).some((one) => one.id !== id) ? ['Invoice # must be unique.'] : []),
    ]
  },
  keep: ({ InvoiceID: _, UpdatedDateUTC: __, ...given }, before, desk) => {
    const whole: Body = { ...before, ...given }
    const holder = contactOf(whole.Contact, desk)
    return {
      LineAmountTypes: 'Exclusive',
      CurrencyCode: 'USD',
      CurrencyRate: 1,
      Status: 'DRAFT',
      ...whole,
      Contact: { ContactID: holder?.id, Name: holder?.body.Name },
      Date: dayOf(whole.Date) ?? new Date(desk.now()).toISOString().slice(0, 10),
      ...(whole.DueDate === undefined ? {} : { DueDate: dayOf(whole.DueDate) }),
      InvoiceNumber: texts(whole.InvoiceNumber) || `INV-${String(desk.docs.next('invoice numbers')).padStart(4, '0')}`,
      LineItems: lines(whole).map((line) => ({
        LineItemID: randomUUID(),
        Quantity: 1,
        ...line,
        LineAmount: cents(amountOf(line)),
      })),
    }
  },
  show: (body) => {
    const total = totalOf(body)
    return {
      HasAttachments: false,
      HasErrors: false,
      IsDiscounted: false,
      ...body,
      Date: msDate(Date.parse(texts(body.Date))),
      DateString: `${texts(body.Date)}T00:00:00`,
      ...(body.DueDate === undefined
        ? {}
        : { DueDate: msDate(Date.parse(texts(body.DueDate))), DueDateString: `${texts(body.DueDate)}T00:00:00` }),
      SubTotal: total,
      TotalTax: 0,
      Total: total,
    }
  },
  businessKey: (id, { InvoiceNumber }) => texts(InvoiceNumber) || id,
}

/** What an invoice has become already forbids some changes. */
function modification(status: string, before: Body | undefined, id: string | undefined, desk: Desk): string[] {
  if (!before || id === undefined)
    return OPEN.includes(status) || status === '' ? [] : ['Invoice not of valid status for creation']
  const was = texts(before.Status)
  if (!OPEN.includes(was)) return ['Invoice not of valid status for modification']
  if (status === 'DELETED' && was === 'AUTHORISED') return ['Invoice not of valid status for modification']
  if (status === 'VOIDED' && was !== 'AUTHORISED') return ['Invoice not of valid status for modification']
  const paid = paidOn(id, desk) > 0
  return paid ? ['This document cannot be edited as it has a payment or credit note allocated to it.'] : []
}

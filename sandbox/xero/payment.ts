import { isRecord } from '../http/exchange.ts'
import type { Document } from '../kit/documents.ts'
import type { Desk } from '../kit/system.ts'
import { msDate } from './answers.ts'
import { paidOn, totalOf } from './invoice.ts'
import { dayOf, type Kind, texts } from './kind.ts'

function invoiceOf(given: unknown, { docs }: Desk): Document | undefined {
  if (!isRecord(given)) return undefined
  if (texts(given.InvoiceID) !== '') return docs.get('Invoices', texts(given.InvoiceID))
  return docs
    .findBy('Invoices', 'InvoiceNumber', texts(given.InvoiceNumber))
    .find(({ body }) => body.Status === 'AUTHORISED')
}

/** A payment cannot be changed, only deleted. */
export const payment: Kind = {
  name: 'Payments',
  id: 'PaymentID',
  permission: 'accounting.transactions',
  problems: (whole, before, desk) => {
    if (before)
      return whole.Status === 'DELETED' && before.Status !== 'DELETED' ? [] : ['Payments can only be deleted.']
    const invoice = invoiceOf(whole.Invoice, desk)
    const amount = Number(whole.Amount)
    const due = invoice ? totalOf(invoice.body) - paidOn(invoice.id, desk) : 0
    const account =
      isRecord(whole.Account) && (texts(whole.Account.Code) !== '' || texts(whole.Account.AccountID) !== '')
    return [
      ...(invoice ? [] : ['Invoice could not be found']),
      ...(invoice && invoice.body.Status !== 'AUTHORISED'
        ? ['Payments can only be made against Authorised documents']
        : []),
      ...(account ? [] : ['Account could not be found']),
      ...(Number.isNaN(amount) || amount <= 0 ? ['Payment amount must be greater than 0'] : []),
      ...(amount > due ? ['Payment amount exceeds the amount outstanding on this document'] : []),
      ...(texts(whole.Date) !== '' && dayOf(whole.Date) === undefined ? ['Invalid Date'] : []),
    ]
  },
  keep: ({ PaymentID: _, ...given }, before, desk) => {
    const invoice = invoiceOf(given.Invoice ?? before?.Invoice, desk)
    const whole = { ...before, ...given }
    return {
      Status: 'AUTHORISED',
      PaymentType: invoice?.body.Type === 'ACCPAY' ? 'ACCPAYPAYMENT' : 'ACCRECPAYMENT',
      IsReconciled: false,
      CurrencyRate: 1,
      ...whole,
      Amount: Number(whole.Amount),
      Date: dayOf(whole.Date) ?? new Date(desk.now()).toISOString().slice(0, 10),
      Invoice: { InvoiceID: invoice?.id, InvoiceNumber: invoice?.body.InvoiceNumber },
    }
  },
  show: (body) => ({
    HasAccount: true,
    HasValidationErrors: false,
    ...body,
    Date: msDate(Date.parse(texts(body.Date))),
  }),
  businessKey: (id, { Reference }) => texts(Reference) || id,
}

import type { Desk } from '../kit/system.ts'
import { invalid, missing } from './answers.ts'
import { type Kind, seconds } from './kind.ts'
import { demand, mergedMetadata, type Shape } from './parameters.ts'

const changing: Shape = {
  amount: { is: 'integer' },
  description: { is: 'text', clearable: true },
  discountable: { is: 'boolean' },
  metadata: { is: 'metadata' },
}

export const invoiceItem: Kind = {
  name: 'invoiceitems',
  object: 'invoiceitem',
  prefix: 'ii',
  permission: 'invoice',
  filters: ['customer', 'invoice'],
  searched: [],
  creating: {
    ...changing,
    customer: { is: 'text' },
    currency: { is: 'currency' },
    invoice: { is: 'text' },
  },
  changing,
  create: (given, desk) => {
    demand(given, 'customer', 'amount', 'currency')
    if (!desk.docs.get('customers', String(given.customer)))
      throw missing('customer', String(given.customer), 'customer')
    if (given.invoice !== undefined) checkInvoice(given, desk)
    const now = seconds(desk.now())
    const { metadata, ...rest } = given
    return {
      object: 'invoiceitem',
      customer_account: null,
      date: now,
      description: null,
      discountable: true,
      discounts: [],
      invoice: null,
      net_amount: given.amount,
      parent: null,
      period: { start: now, end: now },
      pricing: null,
      proration: false,
      quantity: 1,
      quantity_decimal: '1',
      tax_rates: [],
      test_clock: null,
      ...rest,
      metadata: mergedMetadata({}, metadata ?? {}),
    }
  },
  change: (before, { metadata, ...rest }, desk) => {
    if (typeof before.invoice === 'string') checkInvoice({ ...before, customer: before.customer }, desk)
    return {
      ...before,
      ...rest,
      ...(rest.amount === undefined ? {} : { net_amount: rest.amount }),
      metadata: mergedMetadata(before.metadata, metadata === undefined ? {} : metadata),
    }
  },
  businessKey: (id, { metadata }) => String((metadata as Record<string, string>).external_id ?? id),
}

function checkInvoice({ invoice, customer, currency }: Record<string, unknown>, { docs }: Desk): void {
  const found = docs.get('invoices', String(invoice))
  if (!found || found.body.customer !== customer) throw missing('invoice', String(invoice), 'invoice')
  if (found.body.status !== 'draft') {
    throw invalid('Invoice items can only be added to, or changed on, draft invoices', { code: 'invoice_not_editable' })
  }
  if (found.body.currency !== currency) {
    throw invalid(`The currency of the invoice item must be the invoice's, ${String(found.body.currency)}`, {
      param: 'currency',
    })
  }
}

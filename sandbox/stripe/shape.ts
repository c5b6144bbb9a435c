import type { Document } from '../kit/documents.ts'
import { renameOut } from '../kit/drift.ts'
import type { Desk } from '../kit/system.ts'
import { type Kind, seconds } from './kind.ts'

/** An object as it is answered. All of a practice system is test data, so that `livemode` is false throughout. */
export function shown(kind: Kind, document: Document, desk: Desk): Record<string, unknown> {
  const created = kind.object === 'invoiceitem' ? {} : { created: seconds(document.createdAt) }
  const body = { id: document.id, ...created, livemode: false, ...document.body }
  return { ...renameOut(desk, kind.name, body), ...(kind.object === 'invoice' ? totals(document, desk) : {}) }
}

/** What an invoice's items come to. */
function totals({ id, body }: Document, { docs }: Desk): Record<string, unknown> {
  const items = docs.findBy('invoiceitems', 'invoice', id)
  const total = items.reduce((sum, item) => sum + Number(item.body.amount), 0)
  const amounts = [
    'subtotal',
    'subtotal_excluding_tax',
    'total',
    'total_excluding_tax',
    'amount_due',
    'amount_remaining',
  ]
  return {
    ...Object.fromEntries(amounts.map((name) => [name, total])),
    lines: {
      object: 'list',
      data: items.map((item) => lineOf(item, body)),
      has_more: false,
      url: `/v1/invoices/${id}/lines`,
    },
  }
}

function lineOf(item: Document, invoice: Document['body']): Record<string, unknown> {
  const { amount, currency, description, discountable, metadata, period, quantity } = item.body
  return {
    id: `il_${item.id.slice(3)}`,
    object: 'line_item',
    amount,
    currency,
    description,
    discount_amounts: [],
    discountable,
    discounts: [],
    invoice: item.body.invoice,
    livemode: false,
    metadata,
    parent: { invoice_item_details: { invoice_item: item.id, proration: false }, type: 'invoice_item_details' },
    period,
    pretax_credit_amounts: [],
    pricing: null,
    quantity,
    subtotal: amount,
    taxes: invoice.total_taxes,
  }
}

import { invalid, missing } from './answers.ts'
import { type Kind, seconds } from './kind.ts'
import { demand, mergedMetadata, type Shape } from './parameters.ts'

const changing: Shape = {
  auto_advance: { is: 'boolean' },
  collection_method: { is: 'choice', of: ['charge_automatically', 'send_invoice'] },
  days_until_due: { is: 'integer' },
  due_date: { is: 'time' },
  description: { is: 'text', clearable: true },
  footer: { is: 'text', clearable: true },
  number: { is: 'text', most: 26, clearable: true },
  statement_descriptor: { is: 'text', most: 22 },
  metadata: { is: 'metadata' },
}

/** A draft until somebody makes it final. Unconfirmed: the texts of its refusals. */
export const invoice: Kind = {
  name: 'invoices',
  object: 'invoice',
  prefix: 'in',
  permission: 'invoice',
  filters: ['customer', 'status', 'collection_method'],
  searched: ['customer', 'number', 'status', 'currency', 'total'],
  creating: {
    ...changing,
    customer: { is: 'text' },
    currency: { is: 'currency' },
    pending_invoice_items_behavior: { is: 'choice', of: ['exclude', 'include'] },
  },
  changing,
  create: (given, desk) => {
    demand(given, 'customer')
    const holder = desk.docs.get('customers', String(given.customer))
    if (!holder) throw missing('customer', String(given.customer), 'customer')
    const now = seconds(desk.now())
    const { days_until_due, pending_invoice_items_behavior: _, metadata, ...rest } = dueGiven(given)
    const { email, name, phone, address, shipping, tax_exempt } = holder.body
    return {
      ...BLANK,
      created: now,
      period_start: now,
      period_end: now,
      ...rest,
      due_date: rest.due_date ?? (days_until_due === undefined ? null : now + Number(days_until_due) * 86_400),
      customer_email: email,
      customer_name: name,
      customer_phone: phone,
      customer_address: address,
      customer_shipping: shipping,
      customer_tax_exempt: tax_exempt,
      metadata: mergedMetadata({}, metadata ?? {}),
    }
  },
  change: (before, given, desk) => {
    const { metadata, days_until_due, ...rest } = given
    if (
      before.status !== 'draft' &&
      Object.keys({ ...rest, ...(days_until_due ? { days_until_due } : {}) }).length > 0
    ) {
      throw invalid('Finalized invoices can’t be updated in this way', { code: 'invoice_not_editable' })
    }
    dueGiven({ ...before, ...given })
    return {
      ...before,
      ...rest,
      ...(days_until_due === undefined ? {} : { due_date: seconds(desk.now()) + Number(days_until_due) * 86_400 }),
      metadata: mergedMetadata(before.metadata, metadata === undefined ? {} : metadata),
    }
  },
  mayDelete: ({ status }) => {
    if (status !== 'draft') throw invalid('You can only delete draft invoices. To void it, use the void endpoint.')
  },
  businessKey: (id, { metadata }) => String((metadata as Record<string, string>).external_id ?? id),
}

function dueGiven(given: Record<string, unknown>): Record<string, unknown> {
  const sent = given.collection_method === 'send_invoice'
  const due = given.days_until_due ?? given.due_date
  if (sent && (due === undefined || due === null)) {
    throw invalid('If invoices are sent, `days_until_due` or `due_date` must be given', { param: 'days_until_due' })
  }
  if (!sent && due !== undefined && due !== null) {
    throw invalid('`days_until_due` and `due_date` go with `collection_method=send_invoice` only', {
      param: 'due_date',
    })
  }
  return given
}

const BLANK = {
  object: 'invoice',
  account_country: 'US',
  account_name: 'Practice account',
  account_tax_ids: null,
  amount_due: 0,
  amount_overpaid: 0,
  amount_paid: 0,
  amount_remaining: 0,
  amount_shipping: 0,
  application: null,
  attempt_count: 0,
  attempted: false,
  auto_advance: false,
  automatic_tax: { disabled_reason: null, enabled: false, liability: null, provider: null, status: null },
  automatically_finalizes_at: null,
  billing_reason: 'manual',
  collection_method: 'charge_automatically',
  currency: 'usd',
  custom_fields: null,
  customer_account: null,
  customer_tax_ids: [],
  default_payment_method: null,
  default_source: null,
  default_tax_rates: [],
  description: null,
  discounts: [],
  effective_at: null,
  ending_balance: null,
  footer: null,
  from_invoice: null,
  hosted_invoice_url: null,
  invoice_pdf: null,
  issuer: { type: 'self' },
  last_finalization_error: null,
  latest_revision: null,
  next_payment_attempt: null,
  number: null,
  on_behalf_of: null,
  parent: null,
  payment_settings: { default_mandate: null, payment_method_options: null, payment_method_types: null },
  post_payment_credit_notes_amount: 0,
  pre_payment_credit_notes_amount: 0,
  receipt_number: null,
  rendering: null,
  shipping_cost: null,
  shipping_details: null,
  starting_balance: 0,
  statement_descriptor: null,
  status: 'draft',
  status_transitions: { finalized_at: null, marked_uncollectible_at: null, paid_at: null, voided_at: null },
  subtotal: 0,
  subtotal_excluding_tax: 0,
  test_clock: null,
  total: 0,
  total_discount_amounts: [],
  total_excluding_tax: 0,
  total_pretax_credit_amounts: [],
  total_taxes: [],
  webhooks_delivered_at: null,
}

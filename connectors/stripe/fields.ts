/** Stripe's parameters under their own names; amounts are minor units and times seconds over there. */
import type { TargetField, TargetObject } from '#engine'

/**
 * Yen have no smaller unit, dinars have a thousand: docs.stripe.com/currencies. UGX and ISK are left out: Stripe takes them with two
 * places for the sake of what was built before. A dinar's last digit must be 0, or Stripe refuses it.
 */
const places: Readonly<Record<string, number>> = {
  ...{
    BIF: 0,
    CLP: 0,
    DJF: 0,
    GNF: 0,
    JPY: 0,
    KMF: 0,
    KRW: 0,
    MGA: 0,
    PYG: 0,
    RWF: 0,
    VND: 0,
    VUV: 0,
    XAF: 0,
    XOF: 0,
    XPF: 0,
  },
  ...{ BHD: 3, JOD: 3, KWD: 3, OMR: 3, TND: 3 },
}
const currency = { field: 'currency', places }

const reference: TargetField = {
  name: 'external_id',
  label: 'Reference of ours',
  type: 'text',
  path: 'metadata.external_id',
}
const created: TargetField = {
  name: 'created',
  label: 'Created',
  type: 'date-time',
  readOnly: true,
  as: 'epoch-seconds',
}

export const customers: TargetObject = {
  title: 'Customer',
  plural: 'Customers',
  fields: [
    { name: 'email', label: 'E-mail', type: 'email' },
    { name: 'name', label: 'Name', type: 'text' },
    { name: 'phone', label: 'Phone number', type: 'phone' },
    { name: 'description', label: 'Description', type: 'text' },
    { name: 'line1', label: 'Street address', type: 'text', path: 'address.line1' },
    { name: 'line2', label: 'Street address, second line', type: 'text', path: 'address.line2' },
    { name: 'city', label: 'City', type: 'text', path: 'address.city' },
    { name: 'state', label: 'State or region', type: 'text', path: 'address.state' },
    { name: 'postal_code', label: 'Postal code', type: 'text', path: 'address.postal_code' },
    { name: 'country', label: 'Country (two letters)', type: 'text', path: 'address.country' },
    {
      name: 'tax_exempt',
      label: 'Tax',
      type: 'choice',
      choices: [
        { value: 'none', label: 'Taxed' },
        { value: 'exempt', label: 'Exempt' },
        { value: 'reverse', label: 'Reverse charge' },
      ],
    },
    reference,
    created,
  ],
  unique: [{ name: 'email', label: 'E-mail' }],
}

export const products: TargetObject = {
  title: 'Product',
  plural: 'Products',
  fields: [
    { name: 'id', label: 'Product id', type: 'text', readOnly: true },
    { name: 'name', label: 'Name', type: 'text', required: true },
    { name: 'description', label: 'Description', type: 'text' },
    { name: 'active', label: 'For sale', type: 'yes-no' },
    { name: 'unit_label', label: 'Unit', type: 'text' },
    { name: 'url', label: 'Web address', type: 'text' },
    { name: 'statement_descriptor', label: 'Text on statements', type: 'text' },
    reference,
    created,
  ],
  unique: [{ name: 'id', label: 'Product id' }],
}

const method: TargetField = {
  name: 'collection_method',
  label: 'How it is paid',
  type: 'choice',
  choices: [
    { value: 'charge_automatically', label: 'Charged automatically' },
    { value: 'send_invoice', label: 'Sent to be paid' },
  ],
}

export const invoices: TargetObject = {
  title: 'Invoice',
  plural: 'Invoices',
  fields: [
    { name: 'customer', label: 'Customer (id in Stripe)', type: 'text', required: true },
    { name: 'currency', label: 'Currency', type: 'text' },
    { name: 'description', label: 'Text on the invoice', type: 'text' },
    { name: 'footer', label: 'Footer', type: 'text' },
    method,
    { name: 'due_date', label: 'Due on', type: 'date-time', as: 'epoch-seconds' },
    { name: 'number', label: 'Number', type: 'text' },
    { name: 'status', label: 'State', type: 'text', readOnly: true },
    { name: 'total', label: 'Total', type: 'number', readOnly: true, as: 'minor-units', currency },
    reference,
    created,
  ],
  unique: [{ name: 'external_id', label: 'Reference of ours' }],
}

export const invoiceItems: TargetObject = {
  title: 'Invoice item',
  plural: 'Invoice items',
  fields: [
    { name: 'customer', label: 'Customer (id in Stripe)', type: 'text', required: true },
    { name: 'invoice', label: 'Invoice (id in Stripe)', type: 'text' },
    { name: 'amount', label: 'Amount', type: 'number', required: true, as: 'minor-units', currency },
    { name: 'currency', label: 'Currency', type: 'text', required: true },
    { name: 'description', label: 'Description', type: 'text' },
    reference,
  ],
  unique: [{ name: 'external_id', label: 'Reference of ours' }],
}

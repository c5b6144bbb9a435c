import type { Kind } from './kind.ts'
import { mergedMetadata, type Shape } from './parameters.ts'

export const address: Shape = {
  line1: { is: 'text', clearable: true },
  line2: { is: 'text', clearable: true },
  city: { is: 'text', clearable: true },
  state: { is: 'text', clearable: true },
  postal_code: { is: 'text', clearable: true },
  country: { is: 'text', clearable: true, most: 2 },
}

const shape: Shape = {
  email: { is: 'email' },
  name: { is: 'text', most: 256, clearable: true },
  phone: { is: 'text', most: 20, clearable: true },
  description: { is: 'text', clearable: true },
  balance: { is: 'integer' },
  address: { is: 'group', members: address, clearable: true },
  shipping: {
    is: 'group',
    clearable: true,
    members: {
      name: { is: 'text' },
      phone: { is: 'text', clearable: true },
      address: { is: 'group', members: address },
    },
  },
  preferred_locales: { is: 'texts' },
  tax_exempt: { is: 'choice', of: ['none', 'exempt', 'reverse'] },
  metadata: { is: 'metadata' },
}

/** All members of an address are there once one of them is. */
export function wholeAddress(before: unknown, given: unknown): unknown {
  if (given === undefined) return before ?? null
  if (given === null) return null
  const blank = Object.fromEntries(Object.keys(address).map((name) => [name, null]))
  return { ...blank, ...(before as object | null), ...(given as object) }
}

export const customer: Kind = {
  name: 'customers',
  object: 'customer',
  prefix: 'cus',
  permission: 'customer',
  filters: ['email'],
  searched: ['email', 'name', 'phone'],
  creating: shape,
  changing: shape,
  create: ({ metadata, address: given, ...rest }) => ({
    object: 'customer',
    balance: 0,
    currency: null,
    default_source: null,
    delinquent: false,
    description: null,
    discount: null,
    email: null,
    invoice_settings: { custom_fields: null, default_payment_method: null, footer: null, rendering_options: null },
    name: null,
    next_invoice_sequence: 1,
    phone: null,
    preferred_locales: [],
    shipping: null,
    tax_exempt: 'none',
    test_clock: null,
    ...rest,
    address: wholeAddress(null, given),
    metadata: mergedMetadata({}, metadata ?? {}),
  }),
  change: (before, { metadata, address: given, ...rest }) => ({
    ...before,
    ...rest,
    address: wholeAddress(before.address, given),
    metadata: mergedMetadata(before.metadata, metadata === undefined ? {} : metadata),
  }),
  businessKey: (id, { email }) => String(email ?? id),
}

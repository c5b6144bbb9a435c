import { type Kind, seconds } from './kind.ts'
import { demand, mergedMetadata, type Shape } from './parameters.ts'

const changing: Shape = {
  name: { is: 'text' },
  active: { is: 'boolean' },
  description: { is: 'text', most: 40_000, clearable: true },
  images: { is: 'texts' },
  shippable: { is: 'boolean' },
  statement_descriptor: { is: 'text', most: 22 },
  tax_code: { is: 'text', clearable: true },
  unit_label: { is: 'text', most: 12, clearable: true },
  url: { is: 'text', clearable: true },
  metadata: { is: 'metadata' },
}

/** Products are the one kind whose id may be chosen by whoever creates them. */
export const product: Kind = {
  name: 'products',
  object: 'product',
  prefix: 'prod',
  permission: 'product',
  filters: ['active', 'url'],
  searched: ['active', 'name', 'description', 'url'],
  creating: { ...changing, id: { is: 'text' } },
  changing,
  create: (given, desk) => {
    demand(given, 'name')
    const { metadata, id: _, ...rest } = given
    return {
      object: 'product',
      active: true,
      default_price: null,
      description: null,
      images: [],
      marketing_features: [],
      package_dimensions: null,
      shippable: null,
      statement_descriptor: null,
      tax_code: null,
      tax_details: null,
      type: 'service',
      unit_label: null,
      updated: seconds(desk.now()),
      url: null,
      ...rest,
      metadata: mergedMetadata({}, metadata ?? {}),
    }
  },
  change: (before, { metadata, ...rest }, desk) => ({
    ...before,
    ...rest,
    updated: seconds(desk.now()),
    metadata: mergedMetadata(before.metadata, metadata === undefined ? {} : metadata),
  }),
  businessKey: (id) => id,
}

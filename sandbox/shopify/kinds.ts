import { isRecord } from '../http/exchange.ts'
import type { Document } from '../kit/documents.ts'
import { renameOut } from '../kit/drift.ts'
import type { Desk } from '../kit/system.ts'
import type { Resolver } from './answer-fields.ts'

export const gid = (type: string, id: string) => `gid://shopify/${type}/${id}`

/** The number within a global id; as it is where it is none of that type. */
export const idOf = (type: string, value: unknown): string => {
  const text = String(value)
  return text.startsWith(`gid://shopify/${type}/`) ? text.slice(`gid://shopify/${type}/`.length) : `none:${text}`
}

const times = ({ createdAt, updatedAt }: Document) => ({
  createdAt: `${new Date(createdAt).toISOString().slice(0, 19)}Z`,
  updatedAt: `${new Date(updatedAt).toISOString().slice(0, 19)}Z`,
})

const listed = (list: unknown): Record<string, unknown>[] => (Array.isArray(list) ? list.filter(isRecord) : [])

/** Objects as they can be asked for. The real ones have many more fields. */
export function customerOf(document: Document, desk: Desk): Record<string, unknown> {
  const body = renameOut(desk, 'customers', document.body)
  const { firstName, lastName, email, phone, addresses } = body
  const all = listed(addresses).map((one) => ({
    __typename: 'MailingAddress',
    ...ADDRESS,
    ...one,
    countryCodeV2: one.countryCode ?? null,
  }))
  const first: Resolver = ({ first: most }) => all.slice(0, typeof most === 'number' ? most : all.length)
  return {
    __typename: 'Customer',
    ...{ firstName: null, lastName: null, note: null, tags: [], taxExempt: false, locale: 'en', numberOfOrders: '0' },
    ...body,
    id: gid('Customer', document.id),
    displayName: [firstName, lastName].filter(Boolean).join(' ') || email || phone,
    email: email ?? null,
    phone: phone ?? null,
    defaultEmailAddress: email ? { __typename: 'CustomerEmailAddress', emailAddress: email } : null,
    defaultPhoneNumber: phone ? { __typename: 'CustomerPhoneNumber', phoneNumber: phone } : null,
    addresses: first,
    ...times(document),
  }
}

const ADDRESS = {
  ...{ address1: null, address2: null, city: null, company: null, firstName: null, lastName: null, phone: null },
  ...{ provinceCode: null, zip: null },
}

export function productOf(document: Document, desk: Desk): Record<string, unknown> {
  return {
    __typename: 'Product',
    ...{
      descriptionHtml: '',
      vendor: 'Practice shop',
      productType: '',
      status: 'ACTIVE',
      tags: [],
      templateSuffix: null,
    },
    ...renameOut(desk, 'products', document.body),
    id: gid('Product', document.id),
    ...times(document),
  }
}

export function orderOf(document: Document, desk: Desk): Record<string, unknown> {
  const { lineItems, currency, ...body } = renameOut(desk, 'orders', document.body)
  const nodes = listed(lineItems).map((one, at) => ({
    __typename: 'LineItem',
    id: gid('LineItem', `${document.id}${at}`),
    title: one.title ?? null,
    sku: one.sku ?? null,
    quantity: one.quantity,
  }))
  return {
    __typename: 'Order',
    ...{ email: null, phone: null, note: null, tags: [], poNumber: null, sourceIdentifier: null, sourceName: null },
    ...body,
    id: gid('Order', document.id),
    name: body.name ?? `#${1000 + Number(document.id)}`,
    currencyCode: currency ?? 'USD',
    displayFinancialStatus: body.financialStatus ?? 'PENDING',
    lineItems: { __typename: 'LineItemConnection', nodes, pageInfo: { hasNextPage: false, endCursor: null } },
    ...times(document),
  }
}

export function inventoryItemOf(document: Document, desk: Desk): Record<string, unknown> {
  const { levels, ...body } = renameOut(desk, 'inventory', document.body)
  const level: Resolver = ({ locationId }) => {
    const quantity = isRecord(levels) ? levels[String(locationId)] : undefined
    if (typeof quantity !== 'number') return null
    const quantities: Resolver = ({ names }) =>
      (Array.isArray(names) ? names : []).map((name) => ({
        __typename: 'InventoryQuantity',
        name,
        quantity: name === 'available' || name === 'on_hand' ? quantity : 0,
      }))
    return { __typename: 'InventoryLevel', id: gid('InventoryLevel', document.id), quantities }
  }
  return {
    __typename: 'InventoryItem',
    ...{ sku: null, tracked: true },
    ...body,
    id: gid('InventoryItem', document.id),
    inventoryLevel: level,
    ...times(document),
  }
}

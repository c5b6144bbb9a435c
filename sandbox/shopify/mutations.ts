import { createHash } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import { isRecord } from '../http/exchange.ts'
import type { Body, Document } from '../kit/documents.ts'
import { missingRequired, renameIn } from '../kit/drift.ts'
import type { Desk } from '../kit/system.ts'
import { argumentsOf, GraphqlError, type Resolver } from './answer-fields.ts'
import { customerOf, gid, idOf, inventoryItemOf, orderOf, productOf } from './kinds.ts'
import { customerProblems, inventoryProblems, orderProblems, type Problem, productProblems } from './problems.ts'
import { onlyOne } from './queries.ts'

type Show = (document: Document, desk: Desk) => Record<string, unknown>

const DAY = 86_400_000
const listOf = (problems: readonly Problem[]) =>
  problems.map((problem) => ({ __typename: 'DisplayableError', code: 'INVALID', ...problem }))

const known = (input: unknown, names: readonly string[], type: string): Body => {
  const body = isRecord(input) ? input : {}
  const unknown = Object.keys(body).find((name) => !names.includes(name))
  if (unknown !== undefined) {
    throw new GraphqlError(`Field is not defined on ${type}: ${unknown}`, 'INVALID_VARIABLE')
  }
  return body
}

/** The fields of `Mutation` that the practice system has. `variables` are those of the request. */
export function mutationsFor(desk: Desk, variables: Record<string, unknown>): Record<string, unknown> {
  return {
    __typename: 'Mutation',
    customerSet: ({ identifier, input }: Record<string, unknown>) =>
      set(
        desk,
        'Customer',
        'customers',
        identifier,
        known(input, CUSTOMER, 'CustomerSetInput'),
        customerProblems,
        customerOf,
      ),
    customerDelete: ({ input }: Record<string, unknown>) =>
      remove(desk, 'Customer', 'customers', isRecord(input) ? input.id : '', 'deletedCustomerId'),
    productSet: ({ identifier, input }: Record<string, unknown>) =>
      set(
        desk,
        'Product',
        'products',
        identifier,
        handled(known(input, PRODUCT, 'ProductSetInput')),
        productProblems,
        productOf,
      ),
    productDelete: ({ input }: Record<string, unknown>) =>
      remove(desk, 'Product', 'products', isRecord(input) ? input.id : '', 'deletedProductId'),
    orderCreate: ({ order }: Record<string, unknown>) =>
      createOrder(desk, known(order, ORDER, 'OrderCreateOrderInput')),
    orderUpdate: ({ input }: Record<string, unknown>) => updateOrder(desk, known(input, ORDER_CHANGE, 'OrderInput')),
    orderDelete: ({ orderId }: Record<string, unknown>) => remove(desk, 'Order', 'orders', orderId, 'deletedId'),
    inventorySetQuantities: setInventory(desk, variables),
  }
}

const CUSTOMER = [
  'addresses',
  'email',
  'firstName',
  'id',
  'lastName',
  'locale',
  'note',
  'phone',
  'tags',
  'taxExempt',
  'taxExemptions',
]
const PRODUCT = [
  ...[
    'category',
    'collections',
    'descriptionHtml',
    'files',
    'giftCard',
    'handle',
    'metafields',
    'productOptions',
    'productType',
  ],
  ...['redirectNewHandle', 'seo', 'status', 'tags', 'templateSuffix', 'title', 'variants', 'vendor'],
]
const ORDER = [
  ...[
    'billingAddress',
    'currency',
    'customer',
    'customAttributes',
    'email',
    'financialStatus',
    'lineItems',
    'metafields',
    'name',
    'note',
  ],
  ...[
    'phone',
    'poNumber',
    'processedAt',
    'shippingAddress',
    'shippingLines',
    'sourceIdentifier',
    'sourceName',
    'tags',
    'test',
    'transactions',
  ],
]
const ORDER_CHANGE = [
  'customAttributes',
  'email',
  'id',
  'metafields',
  'note',
  'phone',
  'poNumber',
  'shippingAddress',
  'tags',
]

/** A product without a handle gets one of its title. */
const handled = (body: Body): Body =>
  typeof body.title === 'string' && body.handle === undefined
    ? {
        ...body,
        handle: body.title
          .toLowerCase()
          .replace(/[^\p{L}\p{N}]+/gu, '-')
          .replace(/^-|-$/g, ''),
      }
    : body

/** Creates, or changes the one with that identifier. What is not given stays as it is; lists are replaced as a whole. */
function set(
  desk: Desk,
  type: 'Customer' | 'Product',
  kind: 'customers' | 'products',
  identifier: unknown,
  input: Body,
  problemsOf: (whole: Body, id: string | undefined, desk: Desk) => Problem[],
  show: Show,
): Record<string, unknown> {
  const member = type === 'Customer' ? 'customer' : 'product'
  const refused = (problems: readonly Problem[]) => ({
    __typename: `${type}SetPayload`,
    [member]: null,
    userErrors: listOf(problems),
  })
  const given = renameIn(desk, kind, input)
  const [name, value] = isRecord(identifier) ? onlyOne(identifier) : ['', undefined]
  const before =
    name === ''
      ? undefined
      : name === 'id'
        ? desk.docs.get(kind, idOf(type, value))
        : desk.docs.findBy(kind, name, String(value)).at(-1)
  if (name === 'id' && !before)
    return refused([{ field: ['identifier', 'id'], message: `${type} does not exist`, code: 'NOT_FOUND' }])
  if (name !== '' && name !== 'id' && given[name] !== value) {
    return refused([
      { field: ['input', name], message: `Input ${name} must match the identifier`, code: 'INPUT_MISMATCH' },
    ])
  }
  const whole = { ...before?.body, ...given }
  const missing = missingRequired(desk, kind, whole).map((field) => ({
    field: ['input', field],
    message: `${field} can't be blank`,
    code: 'BLANK',
  }))
  const problems = [...missing, ...problemsOf(whole, before?.id, desk)]
  if (problems.length > 0) return refused(problems)
  const same = before !== undefined && isDeepStrictEqual(whole, before.body)
  const kept = before ? desk.docs.update(kind, before.id, whole) : desk.docs.insert(kind, whole)
  const key = String((type === 'Customer' ? (whole.email ?? whole.phone) : whole.handle) ?? kept.id)
  desk.docs.effect(kind, key, same ? 'unchanged' : before ? 'changed' : 'created')
  desk.notify(`${kind}/${before ? 'update' : 'create'}`, {
    id: Number(kept.id),
    admin_graphql_api_id: gid(type, kept.id),
  })
  return { __typename: `${type}SetPayload`, [member]: show(kept, desk), userErrors: [] }
}

function remove(desk: Desk, type: string, kind: string, id: unknown, member: string): Record<string, unknown> {
  const found = desk.docs.get(kind, idOf(type, id))
  if (!found) {
    const problem = { field: ['id'], message: `${type} can't be found`, code: 'NOT_FOUND' }
    return { __typename: `${type}DeletePayload`, [member]: null, userErrors: listOf([problem]) }
  }
  desk.docs.remove(kind, found.id)
  const { email, phone, handle, sourceIdentifier } = found.body
  desk.docs.effect(kind, String(email ?? phone ?? handle ?? sourceIdentifier ?? found.id), 'removed')
  return { __typename: `${type}DeletePayload`, [member]: gid(type, found.id), userErrors: [] }
}

/** Nothing keeps an order from being made twice. */
function createOrder(desk: Desk, input: Body): Record<string, unknown> {
  const given = renameIn(desk, 'orders', input)
  const missing = missingRequired(desk, 'orders', given).map((field) => ({
    field: ['order', field],
    message: `${field} can't be blank`,
  }))
  const problems = [...missing, ...orderProblems(given)]
  if (problems.length > 0) return { __typename: 'OrderCreatePayload', order: null, userErrors: listOf(problems) }
  const made = desk.docs.insert('orders', given)
  desk.docs.effect('orders', String(given.sourceIdentifier ?? made.id), 'created')
  desk.notify('orders/create', { id: Number(made.id), admin_graphql_api_id: gid('Order', made.id) })
  return { __typename: 'OrderCreatePayload', order: orderOf(made, desk), userErrors: [] }
}

function updateOrder(desk: Desk, { id, ...input }: Body): Record<string, unknown> {
  const found = desk.docs.get('orders', idOf('Order', id))
  if (!found) {
    const problem = { field: ['id'], message: 'Order does not exist', code: 'NOT_FOUND' }
    return { __typename: 'OrderUpdatePayload', order: null, userErrors: listOf([problem]) }
  }
  const whole = { ...found.body, ...renameIn(desk, 'orders', input) }
  const same = isDeepStrictEqual(whole, found.body)
  desk.docs.effect('orders', String(whole.sourceIdentifier ?? found.id), same ? 'unchanged' : 'changed')
  return {
    __typename: 'OrderUpdatePayload',
    order: orderOf(desk.docs.update('orders', found.id, whole), desk),
    userErrors: [],
  }
}

/** From version 2026-04 on refused without `@idempotent`; a repeat under the same key gets the first answer. */
function setInventory(desk: Desk, variables: Record<string, unknown>): Resolver {
  return ({ input }, field) => {
    const directive = field.directives.idempotent
    const key = directive && argumentsOf(directive, variables).key
    if (typeof key !== 'string' || key === '') {
      throw new GraphqlError(
        'The @idempotent directive is required for this mutation but was not provided',
        'BAD_REQUEST',
      )
    }
    const request = createHash('sha256').update(JSON.stringify(input)).digest('hex')
    const kept = desk.docs.remembered('idempotent', key)
    if (isRecord(kept) && kept.request !== request) {
      throw new GraphqlError('The idempotency key was used with other parameters', 'IDEMPOTENCY_KEY_PARAMETER_MISMATCH')
    }
    const problems = kept ? [] : inventoryProblems(input, desk)
    if (problems.length === 0 && !kept) {
      desk.docs.remember('idempotent', key, { request }, DAY)
      for (const one of (input as { quantities: Record<string, unknown>[] }).quantities) setOne(desk, one)
    }
    const group =
      problems.length > 0
        ? null
        : { __typename: 'InventoryAdjustmentGroup', id: gid('InventoryAdjustmentGroup', '1'), reason: 'correction' }
    return {
      __typename: 'InventorySetQuantitiesPayload',
      inventoryAdjustmentGroup: group,
      userErrors: listOf(problems),
    }
  }
}

function setOne(desk: Desk, { inventoryItemId, locationId, quantity }: Record<string, unknown>): void {
  const found = desk.docs.get('inventory', idOf('InventoryItem', inventoryItemId))
  if (!found) return
  const levels = { ...(found.body.levels as Record<string, unknown>), [String(locationId)]: quantity }
  const same = isDeepStrictEqual(levels, found.body.levels)
  const kept = desk.docs.update('inventory', found.id, { ...found.body, levels })
  desk.docs.effect('inventory', String(inventoryItemOf(kept, desk).id), same ? 'unchanged' : 'changed')
}

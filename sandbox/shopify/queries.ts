import { isRecord } from '../http/exchange.ts'
import type { Document } from '../kit/documents.ts'
import { cursorFor, placeOf } from '../kit/paging.ts'
import type { Desk } from '../kit/system.ts'
import { GraphqlError, type Resolver } from './answer-fields.ts'
import { customerOf, gid, idOf, inventoryItemOf, orderOf, productOf } from './kinds.ts'

type Show = (document: Document, desk: Desk) => Record<string, unknown>

/** The fields of `QueryRoot` that the practice system has. */
export function queriesFor(desk: Desk): Record<string, unknown> {
  const { docs } = desk
  const shown = (document: Document | undefined, show: Show) => (document ? show(document, desk) : null)
  const byId =
    (type: string, kind: string, show: Show): Resolver =>
    ({ id }) =>
      shown(docs.get(kind, idOf(type, id)), show)
  const byIdentifier =
    (type: string, kind: string, names: Readonly<Record<string, string>>, show: Show): Resolver =>
    ({ identifier }) => {
      const [name, value] = onlyOne(identifier)
      if (name === 'id') return shown(docs.get(kind, idOf(type, value)), show)
      const path = names[name]
      if (path === undefined) throw new GraphqlError(`The identifier ${name} is not known here`, 'BAD_USER_INPUT')
      return shown(docs.findBy(kind, path, String(value)).at(-1), show)
    }
  return {
    __typename: 'QueryRoot',
    shop: {
      __typename: 'Shop',
      id: gid('Shop', '90000001'),
      name: 'Practice shop',
      myshopifyDomain: 'practice-shop.myshopify.com',
      plan: { __typename: 'ShopPlan', partnerDevelopment: true, shopifyPlus: false, publicDisplayName: 'Development' },
    },
    currentAppInstallation: {
      __typename: 'AppInstallation',
      id: gid('AppInstallation', '1'),
      accessScopes: desk.caller.permissions.map((handle) => ({ __typename: 'AccessScope', handle })),
    },
    customer: byId('Customer', 'customers', customerOf),
    product: byId('Product', 'products', productOf),
    order: byId('Order', 'orders', orderOf),
    inventoryItem: byId('InventoryItem', 'inventory', inventoryItemOf),
    customerByIdentifier: byIdentifier(
      'Customer',
      'customers',
      { emailAddress: 'email', phoneNumber: 'phone' },
      customerOf,
    ),
    productByIdentifier: byIdentifier('Product', 'products', { handle: 'handle' }, productOf),
    customers: connection('Customer', 'customers', customerOf, desk),
    products: connection('Product', 'products', productOf, desk),
    orders: connection('Order', 'orders', orderOf, desk),
  }
}

/** The one member of an input of which exactly one is allowed (`@oneOf`). */
export function onlyOne(input: unknown): [string, unknown] {
  const [first, ...more] = Object.entries(isRecord(input) ? input : {})
  if (!first || more.length > 0 || first[1] === null) {
    throw new GraphqlError('OneOf Input Object must specify exactly one key', 'invalidOneOfInputObject')
  }
  return first
}

/** A list by pages, searched with what the search knows by then. */
function connection(type: string, kind: string, show: Show, desk: Desk): Resolver {
  return ({ first, after, query, sortKey, reverse }) => {
    if (typeof first !== 'number' || first < 1 || first > 250) {
      throw new GraphqlError('you must provide one of first or last', 'BAD_REQUEST')
    }
    const visible = desk.now() - desk.searchLagMs()
    const tests = conditionsOf(typeof query === 'string' ? query : '')
    const searched = tests.length > 0
    const found = desk.docs
      .all(kind, (one) => !searched || one.createdAt <= visible)
      .map((document) => ({
        document,
        fields: { ...document.body, ...show(document, desk) } as Record<string, unknown>,
      }))
      .filter(({ fields }) => tests.every((test) => test(fields)))
    const order = sortKey === 'UPDATED_AT' ? 'updatedAt' : 'createdAt'
    const sorted = found.toSorted((one, other) => one.document[order] - other.document[order])
    const ordered = reverse === true ? sorted.toReversed() : sorted
    const from = after ? ordered.findIndex(({ document }) => document.id === placeOf(String(after))) + 1 : 0
    const page = ordered.slice(from, from + first)
    const cursors = page.map(({ document }) => cursorFor(document.id))
    const nodes = page.map(({ document }) => show(document, desk))
    return {
      __typename: `${type}Connection`,
      nodes,
      edges: nodes.map((node, at) => ({ __typename: `${type}Edge`, node, cursor: cursors[at] })),
      pageInfo: {
        __typename: 'PageInfo',
        hasNextPage: from + first < ordered.length,
        hasPreviousPage: from > 0,
        startCursor: cursors[0] ?? null,
        endCursor: cursors.at(-1) ?? null,
      },
    }
  }
}

const CONDITION = /([a-z_]+):(>=|<=|>|<)?(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"|(\S+))(?:\s+AND)?\s*/gy

/** The search syntax, as far as it is needed here: `field:value` and comparisons of times, all of which must hold. */
function conditionsOf(query: string): ((fields: Record<string, unknown>) => boolean)[] {
  const tests: ((fields: Record<string, unknown>) => boolean)[] = []
  CONDITION.lastIndex = 0
  for (let at = 0; at < query.length; at = CONDITION.lastIndex) {
    const match = CONDITION.exec(query)
    // Over there words that are no condition are searched for in all fields: here nothing has them.
    if (!match) return [() => false]
    const [, name = '', bound, single, double, plain] = match
    const wanted = (single ?? double ?? plain ?? '').replace(/\\(.)/g, '$1')
    const member = name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())
    tests.push((fields) => compare(String(fields[member] ?? ''), bound, wanted))
  }
  return tests
}

function compare(value: string, bound: string | undefined, wanted: string): boolean {
  if (bound === undefined) return value.toLowerCase() === wanted.toLowerCase()
  const [left, right] = [Date.parse(value), Date.parse(wanted)]
  if (bound === '>=') return left >= right
  if (bound === '<=') return left <= right
  return bound === '>' ? left > right : left < right
}

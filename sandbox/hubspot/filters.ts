import { isRecord } from '../http/exchange.ts'
import type { StoredObject } from '../store/index.ts'
import type { Desk } from './desk.ts'
import { invalid } from './errors.ts'
import type { Kind } from './kinds.ts'
import { readProperty } from './shape.ts'
import { toTime } from './values.ts'

interface Filter {
  readonly property: string
  readonly operator: string
  readonly matches: (value: string | undefined) => boolean
  /** The exact values that an object must have to match, when the operator asks for such. */
  readonly exact: readonly string[] | undefined
}

export type FilterGroup = readonly Filter[]

/** @throws Refusal 400: at most 5 groups of 6 filters, 18 in all (developers.hubspot.com, Search the CRM). */
export function readFilterGroups(desk: Desk, kind: Kind, input: unknown): readonly FilterGroup[] {
  if (input === undefined || input === null) return []
  if (!Array.isArray(input)) throw invalid('Invalid input JSON: "filterGroups" has to be a list')
  const groups = input.map((group) => {
    if (!isRecord(group) || !Array.isArray(group.filters)) throw invalid('A filter group needs "filters"')
    return group.filters.map((filter) => readFilter(desk, kind, filter))
  })
  const total = groups.reduce((sum, group) => sum + group.length, 0)
  if (groups.length > 5 || groups.some((group) => group.length > 6) || total > 18) {
    throw invalid('A search has at most 5 filter groups with 6 filters each, and 18 filters in all')
  }
  return groups
}

export function matchesAny(kind: Kind, object: StoredObject, groups: readonly FilterGroup[]): boolean {
  if (groups.length === 0) return true
  return groups.some((group) => group.every((filter) => filter.matches(readProperty(kind, object, filter.property))))
}

function readFilter(desk: Desk, kind: Kind, input: unknown): Filter {
  if (!isRecord(input) || typeof input.propertyName !== 'string' || typeof input.operator !== 'string') {
    throw invalid('A filter needs "propertyName" and "operator"')
  }
  const { propertyName: property, operator } = input
  const definition = desk.catalogue.find(kind, property)
  if (definition === undefined)
    throw invalid(`There was a problem with the request. Property "${property}" does not exist`)
  const rank = definition.type === 'number' ? Number : definition.type.startsWith('date') ? dateRank : textRank
  const operation = Object.hasOwn(operations, operator) ? operations[operator] : undefined
  if (operation === undefined) throw invalid(`Invalid operator "${operator}"`)
  return {
    property: desk.catalogue.stored(kind, property) ?? property,
    operator,
    ...operation({ input, property, operator, rank }),
  }
}

type Rank = (text: string) => number | string

interface Asked {
  readonly input: Record<string, unknown>
  readonly property: string
  readonly operator: string
  readonly rank: Rank
}

type Operation = (asked: Asked) => Pick<Filter, 'matches' | 'exact'>

const textRank: Rank = (text) => text.toLowerCase()
const dateRank: Rank = (text) => toTime(text) ?? Number.NaN

const present = (value: string | undefined): value is string => value !== undefined && value !== ''

function compared(test: (order: number) => boolean): Operation {
  return (asked) => {
    const bound = asked.rank(needText(asked, 'value'))
    return {
      matches: (value) => present(value) && test(order(asked.rank(value), bound)),
      exact: undefined,
    }
  }
}

function order(left: number | string, right: number | string): number {
  return left < right ? -1 : left > right ? 1 : left === right ? 0 : Number.NaN
}

function negated(operation: Operation): Operation {
  return (asked) => {
    const { matches } = operation(asked)
    return { matches: (value) => present(value) && !matches(value), exact: undefined }
  }
}

const equal: Operation = (asked) => {
  const text = needText(asked, 'value')
  const wanted = asked.rank(text)
  return { matches: (value) => present(value) && asked.rank(value) === wanted, exact: [text] }
}

const within: Operation = (asked) => {
  const values = needList(asked)
  const wanted = new Set(values.map(asked.rank))
  return { matches: (value) => present(value) && wanted.has(asked.rank(value)), exact: values }
}

/** Whole words; `*` stands for any letters at either end. */
const containsToken: Operation = (asked) => {
  const pattern = needText(asked, 'value')
    .toLowerCase()
    .split('*')
    .map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
    .join('[\\p{L}\\p{N}_-]*')
  const word = new RegExp(`(^|[^\\p{L}\\p{N}_])${pattern}($|[^\\p{L}\\p{N}_])`, 'u')
  return { matches: (value) => present(value) && word.test(value.toLowerCase()), exact: undefined }
}

const between: Operation = (asked) => {
  const low = asked.rank(needText(asked, 'value'))
  const high = asked.rank(needText(asked, 'highValue'))
  return {
    matches: (value) => present(value) && order(asked.rank(value), low) >= 0 && order(asked.rank(value), high) <= 0,
    exact: undefined,
  }
}

/** NEQ, NOT_IN and NOT_CONTAINS_TOKEN pass over objects without a value. Unconfirmed for the real system. */
const operations: Readonly<Record<string, Operation>> = {
  EQ: equal,
  NEQ: negated(equal),
  LT: compared((sign) => sign < 0),
  LTE: compared((sign) => sign <= 0),
  GT: compared((sign) => sign > 0),
  GTE: compared((sign) => sign >= 0),
  BETWEEN: between,
  IN: within,
  NOT_IN: negated(within),
  HAS_PROPERTY: () => ({ matches: present, exact: undefined }),
  NOT_HAS_PROPERTY: () => ({ matches: (value) => !present(value), exact: undefined }),
  CONTAINS_TOKEN: containsToken,
  NOT_CONTAINS_TOKEN: negated(containsToken),
}

function needText(asked: Asked, part: 'value' | 'highValue'): string {
  const text = asked.input[part]
  if (typeof text === 'string' || typeof text === 'number' || typeof text === 'boolean') return String(text)
  throw invalid(`The operator ${asked.operator} on "${asked.property}" needs "${part}"`)
}

function needList(asked: Asked): string[] {
  const list = asked.input.values
  if (!Array.isArray(list) || list.length === 0) {
    throw invalid(`The operator ${asked.operator} on "${asked.property}" needs "values"`)
  }
  return list.map(String)
}

// As much of SOQL as integrations need: fields of one object, conditions joined by AND, an order, LIMIT and OFFSET.
import type { Body } from '../kit/documents.ts'
import { malformed } from './refusals.ts'

export interface Soql {
  readonly fields: readonly string[]
  readonly from: string
  readonly conditions: readonly Condition[]
  readonly order: readonly { readonly field: string; readonly down: boolean }[]
  readonly limit: number | undefined
  readonly offset: number
}

export interface Condition {
  readonly field: string
  readonly operator: string
  readonly values: readonly (string | number | boolean | null)[]
}

const shape =
  /^\s*select\s+(?<fields>.+?)\s+from\s+(?<from>\w+)(?:\s+where\s+(?<where>.+?))?(?:\s+order\s+by\s+(?<order>[\w\s,.]+?))?(?:\s+limit\s+(?<limit>\d+))?(?:\s+offset\s+(?<offset>\d+))?\s*$/is

/** @throws Refused MALFORMED_QUERY */
export function readSoql(text: string): Soql {
  const groups = shape.exec(text)?.groups
  if (!groups) throw malformed(`unexpected token: '${text.slice(0, 40)}'`)
  const { fields = '', from = '', where, order, limit, offset } = groups
  const soql = {
    fields: fields.split(',').map((one) => one.trim()),
    from,
    conditions: where === undefined ? [] : where.split(/\s+and\s+(?=(?:[^']|'(?:\\.|[^'\\])*')*$)/i).map(readCondition),
    order: (order ?? '')
      .split(',')
      .filter((one) => one.trim() !== '')
      .map(readOrder),
    limit: limit === undefined ? undefined : Number(limit),
    offset: Number(offset ?? 0),
  }
  if (soql.offset > 2_000) throw malformed('Maximum SOQL offset allowed is 2000')
  const wide = soql.fields.find((one) => /^fields\((all|custom)\)$/i.test(one))
  if (wide && (soql.limit ?? 201) > 200) throw malformed('The SOQL FIELDS function must have a LIMIT of at most 200')
  return soql
}

/** Null matches nothing but itself; texts are compared without regard to case. */
export function matches({ field, operator, values }: Condition, record: Body): boolean {
  const value = rank(record[field])
  const asked = values.map(rank)
  if (operator === 'in' || operator === '=') return asked.some((one) => one === value)
  if (operator === '!=') return asked.every((one) => one !== value)
  const [bound] = asked
  if (value === null || bound === null || bound === undefined) return false
  if (operator === '>=') return value >= bound
  if (operator === '<=') return value <= bound
  return operator === '>' ? value > bound : value < bound
}

/** Moments by their time, everything else as it is. */
export function rank(value: unknown): string | number | boolean | null {
  if (value === undefined || value === null) return null
  if (typeof value === 'number' || typeof value === 'boolean') return value
  const text = String(value)
  const at = /^\d{4}-\d\d-\d\dT/.test(text) ? Date.parse(text) : Number.NaN
  return Number.isNaN(at) ? text.toLowerCase() : at
}

function readCondition(text: string): Condition {
  const found = /^\s*\(?\s*(\w+)\s*(>=|<=|!=|=|>|<|\bin\b)\s*(.+?)\s*\)?\s*$/is.exec(text)
  if (!found) throw malformed(`unexpected token: '${text.trim().slice(0, 40)}'`)
  const [, field = '', operator = '', raw = ''] = found
  const inside = operator.toLowerCase() === 'in' ? raw.replace(/^\(/, '') : raw
  const literals = inside.match(/'(?:\\.|[^'\\])*'|[^\s,()]+/gs) ?? []
  return { field, operator: operator.toLowerCase(), values: literals.map(readLiteral) }
}

function readLiteral(text: string): string | number | boolean | null {
  if (text.startsWith("'")) return text.slice(1, -1).replace(/\\(.)/gs, '$1')
  if (/^null$/i.test(text)) return null
  if (/^(true|false)$/i.test(text)) return text.toLowerCase() === 'true'
  if (/^-?\d+(?:\.\d+)?$/.test(text)) return Number(text)
  if (/^\d{4}-\d\d-\d\d/.test(text)) return text
  throw malformed(`unexpected token: '${text}'`)
}

function readOrder(text: string): { field: string; down: boolean } {
  const [field = '', direction = 'asc'] = text.trim().split(/\s+/)
  return { field, down: direction.toLowerCase() === 'desc' }
}

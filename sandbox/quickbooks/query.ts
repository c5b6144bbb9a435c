// The query language, as far as it is needed here: conditions joined by AND, one order, and pages.
import { type Call, isRecord, type Reply } from '../http/exchange.ts'
import type { Desk } from '../kit/system.ts'
import { badQuery } from './answers.ts'
import type { Kind } from './kind.ts'
import { shown } from './shape.ts'

const QUERY =
  /^select\s+(\*|count\(\*\))\s+from\s+(\w+)(?:\s+where\s+(.+?))?(?:\s+orderby\s+([\w.]+)(?:\s+(asc|desc))?)?(?:\s+startposition\s+(\d+))?(?:\s+maxresults\s+(\d+))?\s*$/is
const CONDITION =
  /^\s*([\w.]+)\s*(=|>=|<=|>|<|like|in)\s*(?:'((?:[^'\\]|\\.)*)'|(true|false|-?\d+(?:\.\d+)?)|\(\s*('(?:[^'\\]|\\.)*'(?:\s*,\s*'(?:[^'\\]|\\.)*')*)\s*\))\s*(?:and\b|$)/i

/** GET or POST query. Inactive names are found only when the query asks for `Active`. */
export function query(kinds: readonly Kind[], call: Call, desk: Desk): Reply {
  const text = (call.query.get('query') ?? call.body).trim()
  const match = QUERY.exec(text)
  const kind = kinds.find(({ name }) => name.toLowerCase() === match?.[2]?.toLowerCase())
  if (!match || !kind) throw badQuery(`Encountered an unknown part in "${text.slice(0, 80)}"`)
  const [, what, , where = '', order, direction = 'asc', start = '1', most = '100'] = match
  const conditions = conditionsOf(where)
  const asksActive = conditions.some(({ path }) => path === 'Active')
  const found = desk.docs
    .all(kind.name)
    .map((document) => shown(kind, document, desk))
    .filter((entity) => asksActive || entity.Active !== false)
    .filter((entity) => conditions.every((condition) => holds(entity, condition)))
  if (what !== '*') return { status: 200, body: { QueryResponse: { totalCount: found.length }, time: timeOf(desk) } }
  const limit = Number(most)
  if (limit > 1000) throw badQuery('MAXRESULTS is at most 1000')
  const from = Math.max(1, Number(start))
  const ordered = order === undefined ? found : sorted(found, order, direction.toLowerCase() === 'desc' ? -1 : 1)
  const entities = ordered.slice(from - 1, from - 1 + limit)
  const answered =
    entities.length === 0 ? {} : { [kind.name]: entities, startPosition: from, maxResults: entities.length }
  return { status: 200, body: { QueryResponse: answered, time: timeOf(desk) } }
}

export const timeOf = (desk: Desk) => new Date(desk.now()).toISOString()

interface Condition {
  readonly path: string
  readonly operator: string
  readonly values: readonly string[]
}

const plain = (text: string) => text.replace(/\\(.)/g, '$1')

function conditionsOf(where: string): Condition[] {
  const conditions: Condition[] = []
  for (let rest = where; rest.trim() !== ''; ) {
    const match = CONDITION.exec(rest)
    if (!match) throw badQuery(`Encountered "${rest.slice(0, 40)}" in the condition`)
    const [all, path = '', operator = '', quoted, number, several] = match
    const listed = [...(several ?? '').matchAll(/'((?:[^'\\]|\\.)*)'/g)].map((one) => plain(one[1] ?? ''))
    const values = several === undefined ? [quoted === undefined ? (number ?? '') : plain(quoted)] : listed
    conditions.push({ path, operator: operator.toLowerCase(), values })
    rest = rest.slice(all.length)
  }
  return conditions
}

function holds(entity: Record<string, unknown>, { path, operator, values }: Condition): boolean {
  const value = String(valueAt(entity, path.split('.')) ?? '')
  const [wanted = ''] = values
  switch (operator) {
    case 'in':
    case '=':
      return values.some((one) => one.toLowerCase() === value.toLowerCase())
    case 'like':
      return new RegExp(
        `^${wanted
          .split('%')
          .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
          .join('.*')}$`,
        'i',
      ).test(value)
    default:
      return compared(operator, order(value, wanted))
  }
}

const compared = (operator: string, by: number): boolean =>
  operator === '>=' ? by >= 0 : operator === '<=' ? by <= 0 : operator === '>' ? by > 0 : by < 0

/** Moments by their time, numbers by their size, others as texts. */
function order(one: string, other: string): number {
  const [left, right] = /^\d{4}-\d\d-\d\dT/.test(one)
    ? [Date.parse(one), Date.parse(other)]
    : [Number(one), Number(other)]
  return Number.isNaN(left) || Number.isNaN(right) ? one.localeCompare(other, 'en') : left - right
}

const sorted = (entities: Record<string, unknown>[], path: string, sign: number) =>
  entities.toSorted((one, other) => {
    const [left, right] = [one, other].map((entity) => String(valueAt(entity, path.split('.')) ?? ''))
    return sign * order(left ?? '', right ?? '')
  })

function valueAt(value: unknown, [name, ...rest]: readonly string[]): unknown {
  if (name === undefined) return value
  return isRecord(value) && Object.hasOwn(value, name) ? valueAt(value[name], rest) : undefined
}

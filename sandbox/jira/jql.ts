// As much of JQL as integrations need: conditions joined by AND, an order at the end. Anything else is refused, as a mistake would be.

import { isRecord } from '../http/exchange.ts'
import type { Document } from '../kit/documents.ts'
import { project } from './fields.ts'
import { refused } from './refusals.ts'

export interface Query {
  matches(issue: Document): boolean
  /** Oldest change first, newest first, or as they were made. */
  readonly order: (one: Document, other: Document) => number
}

/** @throws Refused 400 for what cannot be understood, and for a search without any condition. */
export function readJql(jql: string): Query {
  const [where = '', order = ''] = jql.split(/\border\s+by\b/i)
  if (where.trim() === '') {
    throw refused('Unbounded JQL queries are not allowed here. Please add a search restriction to your query.')
  }
  const conditions = split(where).map(readCondition)
  return { matches: (issue) => conditions.every((holds) => holds(issue)), order: readOrder(order) }
}

/** At AND, outside quotes. */
const split = (where: string): string[] =>
  where.trim().split(/\s+and\s+(?=(?:[^"']|"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')*$)/i)

function readCondition(text: string): (issue: Document) => boolean {
  const found = /^("?[\w[\]]+"?)\s*(>=|<=|!=|=|>|<|~)\s*("(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|[\w.@%+-]+)$/s.exec(text)
  if (!found) throw refused(`Error in the JQL Query: Expecting operator but got '${text.slice(0, 40)}'.`)
  const [, field = '', operator = '', raw = ''] = found
  const value = /^["']/.test(raw) ? raw.slice(1, -1).replace(/\\(.)/gs, '$1') : raw
  switch (`${field.toLowerCase()} ${operator}`) {
    case 'project =':
      if (value !== project.key && value !== project.id) {
        throw refused(`The value '${value}' does not exist for the field 'project'.`)
      }
      return () => true
    case 'labels =':
      return ({ body }) => Array.isArray(body.labels) && body.labels.includes(value)
    case 'key =':
    case 'issuekey =':
      return ({ body, id }) => body.key === value || id === value
    case 'summary ~':
      return ({ body }) => String(body.summary).toLowerCase().includes(value.toLowerCase().replaceAll('"', ''))
    case 'updated >=':
      return ({ updatedAt }) => updatedAt >= momentOf(value)
    case 'issuetype =':
      return ({ body }) => isRecord(body.issuetype) && body.issuetype.name === value
    default:
      throw refused(`Field '${field}' does not exist or you do not have permission to view it.`)
  }
}

/** Milliseconds since 1970, or `yyyy-MM-dd` and `yyyy/MM/dd HH:mm` (here in UTC; really in the time zone of whoever asks). */
function momentOf(value: string): number {
  const at = /^\d{9,}$|^0$/.test(value) ? Number(value) : Date.parse(`${value.replaceAll('/', '-').replace(' ', 'T')}Z`)
  const day = Number.isNaN(at) ? Date.parse(value) : at
  if (Number.isNaN(day)) throw refused(`Date value '${value}' for field 'updated' is invalid.`)
  return day
}

function readOrder(text: string): Query['order'] {
  const [field = 'created', direction = 'asc'] = text.trim().toLowerCase().split(/\s+/).filter(Boolean)
  const sign = direction === 'desc' ? -1 : 1
  const rank = field === 'updated' ? (issue: Document) => issue.updatedAt : (issue: Document) => Number(issue.id)
  return (one, other) => (rank(one) - rank(other) || Number(one.id) - Number(other.id)) * sign
}

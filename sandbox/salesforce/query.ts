// GET /query: 2,000 records at once, the rest at `nextRecordsUrl`.
import type { Call, Reply } from '../http/exchange.ts'
import type { Body } from '../kit/documents.ts'
import type { Desk } from '../kit/system.ts'
import { needType, show } from './records.ts'
import { malformed, noColumn, notFound } from './refusals.ts'
import { columnOf, type ObjectType } from './schema.ts'
import { matches, rank, readSoql, type Soql } from './soql.ts'

const pageSize = 2_000

/** The account: a sandbox, as practice should be. */
const organization = {
  Id: '00D000000000001EAA',
  Name: 'Practice Organization',
  IsSandbox: true,
  OrganizationType: 'Enterprise Edition',
  InstanceName: 'CS1',
}

export function query(call: Call, desk: Desk, base: string): Reply {
  const text = call.query.get('q')
  if (text === null) throw malformed('A query string has to be specified')
  return page(call, desk, base, text, 0)
}

/** Goes on where the answer before ended: the locator holds the query and the place. */
export function queryMore(call: Call, desk: Desk, base: string, locator: string): Reply {
  const [at = '', ...rest] = Buffer.from(locator, 'base64url').toString('utf8').split(' ')
  if (!/^\d+$/.test(at)) throw notFound('invalid query locator')
  return page(call, desk, base, rest.join(' '), Number(at))
}

function page(_call: Call, desk: Desk, base: string, text: string, at: number): Reply {
  const soql = readSoql(text)
  const all =
    soql.from.toLowerCase() === 'organization'
      ? [shown('Organization', organization, soql.fields, base)]
      : find(desk, soql, base)
  const records = all.slice(at, at + pageSize)
  const done = at + pageSize >= all.length
  const locator = Buffer.from(`${at + pageSize} ${text}`).toString('base64url')
  return {
    status: 200,
    body: { totalSize: all.length, done, ...(done ? {} : { nextRecordsUrl: `${base}/query/${locator}` }), records },
  }
}

function find(desk: Desk, soql: Soql, base: string): Body[] {
  const type = needType(soql.from)
  const known = new Set(
    Object.keys(show(desk, type, { kind: type.name, id: '', body: {}, createdAt: 0, updatedAt: 0 })),
  )
  const named = (name: string) => {
    const found = [...known].find((one) => one.toLowerCase() === name.toLowerCase())
    if (found === undefined) throw noColumn(name, type.name)
    return found
  }
  const fields = soql.fields.flatMap((field) => wide(type, field, known) ?? [named(field)])
  const conditions = soql.conditions.map((one) => ({ ...one, field: named(one.field) }))
  const order = soql.order.map((one) => ({ ...one, field: named(one.field) }))
  const newest = desk.now() - desk.searchLagMs()
  const found = desk.docs
    .all(type.name, ({ createdAt }) => createdAt <= newest)
    .map((record) => show(desk, type, record))
    .filter((record) => conditions.every((condition) => matches(condition, record)))
    .toSorted((one, other) => compare(one, other, order))
  const from = soql.offset
  return found
    .slice(from, soql.limit === undefined ? undefined : from + soql.limit)
    .map((record) => shown(type.name, record, fields, base))
}

/** FIELDS(ALL), FIELDS(STANDARD), FIELDS(CUSTOM). */
function wide(type: ObjectType, field: string, known: ReadonlySet<string>): string[] | undefined {
  const which = /^fields\((all|standard|custom)\)$/i.exec(field)?.[1]?.toLowerCase()
  if (which === undefined) return undefined
  return [...known].filter(
    (name) => which === 'all' || (columnOf(type, name)?.custom ?? false) === (which === 'custom'),
  )
}

function compare(one: Body, other: Body, order: Soql['order']): number {
  for (const { field, down } of order) {
    const [left, right] = [rank(one[field]), rank(other[field])]
    if (left === right) continue
    return (left === null || (right !== null && left < right) ? -1 : 1) * (down ? -1 : 1)
  }
  return 0
}

const shown = (type: string, record: Body, fields: readonly string[], base: string): Body => ({
  attributes: { type, url: `${base}/sobjects/${type}/${String(record.Id)}` },
  ...Object.fromEntries(fields.map((name) => [name, record[name]])),
})

import { type Call, isRecord, type Reply } from '../http/exchange.ts'
import type { Document } from '../kit/documents.ts'
import { renameOut } from '../kit/drift.ts'
import { slicePage, wholeNumber } from '../kit/paging.ts'
import type { Desk } from '../kit/system.ts'
import { answer, badQuery, msDate, notFound } from './answers.ts'
import { paidOn, totalOf } from './invoice.ts'
import { type Kind, texts } from './kind.ts'
import { readWhere } from './where.ts'

/** An element as it is answered. */
export function shown(kind: Kind, document: Document, desk: Desk): Record<string, unknown> {
  const whole = {
    [kind.id]: document.id,
    ...kind.show(document.body, desk),
    UpdatedDateUTC: msDate(document.updatedAt),
  }
  return { ...renameOut(desk, kind.name, whole), ...(kind.name === 'Invoices' ? paid(document, desk) : {}) }
}

/** What was paid decides about the state: an approved invoice that is paid in full is `PAID`. */
function paid(document: Document, desk: Desk): Record<string, unknown> {
  const amount = paidOn(document.id, desk)
  const total = totalOf(document.body)
  const done = document.body.Status === 'AUTHORISED' && total > 0 && amount >= total
  return { AmountPaid: amount, AmountDue: total - amount, AmountCredited: 0, ...(done ? { Status: 'PAID' } : {}) }
}

export function getOne(kind: Kind, id: string, desk: Desk): Reply {
  const [byNumber] = kind.name === 'Invoices' ? desk.docs.findBy(kind.name, 'InvoiceNumber', id) : []
  const found = desk.docs.get(kind.name, id) ?? byNumber
  return found ? answer(kind.name, [shown(kind, found, desk)], desk.now()) : notFound()
}

/** Without `page` everything is answered, without the details of lines. */
export function list(kind: Kind, call: Call, desk: Desk): Reply {
  const found = filtered(kind, call, desk)
  const ordered = sort(found, call.query.get('order') ?? '')
  if (!call.query.has('page')) {
    return answer(
      kind.name,
      ordered.map(({ LineItems: _, ...element }) => element),
      desk.now(),
    )
  }
  const page = wholeNumber(call.query, 'page', 1, 1, 1_000_000)
  const pageSize = wholeNumber(call.query, 'pageSize', 100, 1, 1_000)
  const { items, total } = slicePage(ordered, page, pageSize)
  const pagination = { page, pageSize, pageCount: Math.ceil(total / pageSize), itemCount: total }
  return answer(kind.name, items, desk.now(), { pagination })
}

function filtered(kind: Kind, { query, headers }: Call, desk: Desk): Record<string, unknown>[] {
  const since = Date.parse(texts(headers['if-modified-since']))
  const modified = Number.isNaN(since) ? 0 : Math.floor(since / 1000) * 1000
  const where = readWhere(query.get('where') ?? '')
  const among = (name: string, field: string): ((element: Record<string, unknown>) => boolean) => {
    const wanted = query.get(name)?.split(',')
    return wanted === undefined ? () => true : (element) => wanted.includes(texts(element[field]))
  }
  const tests = [among('IDs', kind.id), among('InvoiceNumbers', 'InvoiceNumber'), among('Statuses', 'Status')]
  const archived = query.get('includeArchived') === 'true'
  return desk.docs
    .all(kind.name, ({ updatedAt }) => updatedAt >= modified)
    .map((document) => shown(kind, document, desk))
    .filter((element) => archived || element.ContactStatus !== 'ARCHIVED')
    .filter((element) => tests.every((test) => test(element)) && where((path) => valueAt(element, path.split('.'))))
}

function sort(elements: Record<string, unknown>[], order: string): Record<string, unknown>[] {
  if (order === '') return elements
  const [field = '', direction = 'ASC', more] = order.trim().split(/\s+/)
  if (more !== undefined || !/^(ASC|DESC)$/i.test(direction)) throw badQuery(`The order "${order}" cannot be read`)
  const sign = direction.toUpperCase() === 'ASC' ? 1 : -1
  const keyOf = (element: Record<string, unknown>) => texts(valueAt(element, field.split('.')))
  return elements.toSorted((one, other) => sign * keyOf(one).localeCompare(keyOf(other), 'en', { numeric: true }))
}

function valueAt(value: unknown, [name, ...rest]: readonly string[]): unknown {
  if (name === undefined) return value
  return isRecord(value) && Object.hasOwn(value, name) ? valueAt(value[name], rest) : undefined
}

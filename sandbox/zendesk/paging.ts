// Pages by cursor (`page[size]`, `page[after]`) where they are asked for, else by number (`page`, `per_page`), as Zendesk has both.
import type { Call, Reply } from '../http/exchange.ts'
import { cursorFor, placeOf, sliceAfter, slicePage, wholeNumber } from '../kit/paging.ts'
import { invalid } from './refusals.ts'

interface Listed {
  readonly id: string
}

export function pageReply<T extends Listed>(
  call: Call,
  address: string,
  name: string,
  all: readonly T[],
  show: (one: T) => unknown,
): Reply {
  return call.query.has('page[size]')
    ? byCursor(call, address, name, all, show)
    : byNumber(call, address, name, all, show)
}

function byCursor<T extends Listed>(
  call: Call,
  address: string,
  name: string,
  all: readonly T[],
  show: (one: T) => unknown,
): Reply {
  const size = wholeNumber(call.query, 'page[size]', 100, 1, 100)
  const after = call.query.get('page[after]')
  const place = after === null || after === '' ? undefined : placeOf(after)
  if (after !== null && after !== '' && place === undefined)
    throw invalid('InvalidPaginationParameter', 'page[after] is not valid')
  const { items, more } = sliceAfter(all, place, size)
  const last = items.at(-1)
  const next = more && last ? cursorFor(last.id) : null
  const link = next === null ? null : `${address}${call.path}?page%5Bafter%5D=${next}&page%5Bsize%5D=${size}`
  const meta = { has_more: more, after_cursor: next, before_cursor: items[0] ? cursorFor(items[0].id) : null }
  return { status: 200, body: { [name]: items.map(show), meta, links: { prev: null, next: link } } }
}

function byNumber<T extends Listed>(
  call: Call,
  address: string,
  name: string,
  all: readonly T[],
  show: (one: T) => unknown,
): Reply {
  const page = wholeNumber(call.query, 'page', 1, 1, 100)
  const size = wholeNumber(call.query, 'per_page', 100, 1, 100)
  const { items, total, more } = slicePage(all, page, size)
  const query = new URLSearchParams(call.query)
  query.set('page', String(page + 1))
  const next = more ? `${address}${call.path}?${query}` : null
  return { status: 200, body: { [name]: items.map(show), next_page: next, previous_page: null, count: total } }
}

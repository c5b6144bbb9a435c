/** How the entries of a collection are asked for by what is new or changed: possible where a list can be asked since a moment. */
import type { ListPlan } from '../connect/declare.ts'
import { answerOf, unwrapped } from './collections.ts'
import type { Kind } from './kinds.ts'
import { label } from './names.ts'
import { looksChanging, pagingOf, sinceOf } from './paging.ts'
import { type Reading, requestOf } from './requests.ts'

export function listOf(reading: Reading, { id, noun, collection, fields, idField }: Kind): ListPlan | undefined {
  const { list, path } = collection
  const since = list && sinceOf(list)
  const wrapping = list && unwrapped(reading.description, answerOf(reading.description, list), collection.noun, true)
  if (!since || !wrapping || !idField) return undefined
  const moments = fields.filter(
    ({ type, path: deeper }) => (type === 'date-time' || type === 'number') && deeper === undefined,
  )
  const suggested = moments.find(looksChanging)
  const field = reading.inquiry.choose({
    id: `${id}.changed`,
    question: `Which field of ${noun} grows whenever an entry is created or changed?`,
    why: `New and changed entries are asked for by it, with "${since.name}". Without an answer they cannot begin a flow.`,
    choices: [...moments.map((one) => ({ value: one.name, label: one.label })), { value: '', label: 'None of these' }],
    ...(suggested ? { suggested: suggested.name } : {}),
  })
  const chosen = moments.find(({ name }) => name === field)
  if (!chosen) return undefined
  const asNumber = chosen.type === 'number'
  const paging = pagingOf(reading.description, list)
  return {
    title: `New and changed ${label(path.split('/').at(-1) ?? noun).toLowerCase()}`,
    request: requestOf(reading, list, { query: { ...paging?.query, [since.name]: { $: 'since' } } }),
    reply: { items: wrapping.in ?? '', id: idField, fields: '', ...paging?.reply },
    cursor: {
      field: chosen.name,
      as: asNumber ? 'number' : 'time',
      asked: asNumber ? 'as-is' : 'iso',
      start: asNumber ? '0' : '1970-01-01T00:00:00Z',
    },
  }
}

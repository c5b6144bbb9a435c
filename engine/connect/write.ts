/** Looks and sends for a group of records as one operation declares, record by record where the system wants it so. */
import type { Failure } from '../model/failure.ts'
import { Failure as FailureClass } from '../model/failure.ts'
import type { Json } from '../model/json.ts'
import type { Account } from './account.ts'
import type { Operation } from './declare.ts'
import { Refusal, type ResultItem, readResults } from './reply.ts'

/** One record to be written: its match key and the target's fields. */
export interface WriteItem {
  key: string
  body: Record<string, Json>
}

/** What the target has under a key: its id and fields. */
export interface Found {
  id: string
  fields: Record<string, Json>
}

export type SendResult =
  | { kind: 'written'; id: string; created: boolean | undefined }
  /** The system refused this record, for good. */
  | { kind: 'refused'; failure: Failure }
  /** Neither success nor refusal: look first, then repeat. `counts`: a try of the record's own. */
  | { kind: 'unknown'; failure: Failure; counts: boolean; sent: boolean; retryAfter: number }

/** Reads what is there, by match key; a key that is absent has no entry. */
export async function lookUp(
  account: Account,
  operation: Operation,
  matchField: string,
  items: readonly WriteItem[],
  signal: AbortSignal,
): Promise<Map<string, Found>> {
  const { look } = operation
  const found = new Map<string, Found>()
  if (!look) return found
  const fields = [...new Set([matchField, ...items.flatMap((item) => Object.keys(item.body))])]
  for (let start = 0; start < items.length; start += look.bulk) {
    const records = items.slice(start, start + look.bulk)
    const scope = { match: matchField, fields, records, ...(records.length === 1 ? records[0] : {}) }
    const json = await account.call(look.request, scope, signal)
    for (const [key, item] of readResults(json, look.reply, matchField).items) {
      found.set(key, { id: item.id, fields: item.fields ?? {} })
    }
  }
  return found
}

/** True when writing `body` would change nothing. Values are compared as the system stores them: as text. */
export function isUnchanged(body: Record<string, Json>, fields: Record<string, Json>): boolean {
  return Object.entries(body).every(([name, value]) => String(fields[name] ?? '') === String(value ?? ''))
}

/** Sends one group; the result stands at the item's position. A group refused because of one record is halved until that one is alone. */
export async function sendGroup(
  account: Account,
  operation: Operation,
  matchField: string,
  items: readonly WriteItem[],
  signal: AbortSignal,
): Promise<SendResult[]> {
  try {
    const scope = { match: matchField, records: items, ...(items.length === 1 ? items[0] : {}) }
    const json = await account.call(operation.send.request, scope, signal)
    const results = readResults(json, operation.send.reply, matchField)
    return items.map((item, index) => resultOf(item, index, items.length, results, account))
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    if (error.rule?.splits && items.length > 1) {
      const half = Math.ceil(items.length / 2)
      const first = await sendGroup(account, operation, matchField, items.slice(0, half), signal)
      return [...first, ...(await sendGroup(account, operation, matchField, items.slice(half), signal))]
    }
    return items.map(() => refusalOf(error, account))
  }
}

function resultOf(
  item: WriteItem,
  index: number,
  size: number,
  results: ReturnType<typeof readResults>,
  account: Account,
): SendResult {
  const result: ResultItem | undefined = results.items.get(item.key) ?? results.items.get(String(index))
  if (result) return { kind: 'written', id: result.id, created: result.created }
  const message = results.refusals.get(item.key) ?? (size === 1 ? results.unnamed[0] : undefined)
  const system = account.connector.title
  if (message) return { kind: 'refused', failure: new FailureClass('call.refused', 'validation', { system, message }) }
  const failure = new FailureClass('call.unrecognised', 'permanent', { system, status: 200 })
  return { kind: 'unknown', failure, counts: true, sent: true, retryAfter: 0 }
}

function refusalOf({ failure, rule, retryAfter }: Refusal, account: Account): SendResult {
  if (rule?.rateLimit) return { kind: 'unknown', failure, counts: false, sent: false, retryAfter: retryAfter ?? 1000 }
  if (failure.category === 'transient') {
    const sent = failure.details.sent !== 'no'
    return { kind: 'unknown', failure, counts: !account.open, sent, retryAfter: retryAfter ?? 0 }
  }
  if (failure.category === 'sign-in') return { kind: 'unknown', failure, counts: false, sent: false, retryAfter: 0 }
  return { kind: 'refused', failure }
}

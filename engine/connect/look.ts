/** Reads what is there under match keys, before anything is written. */
import { Failure } from '../model/failure.ts'
import type { Json } from '../model/json.ts'
import type { Account } from './account.ts'
import type { Operation } from './declare.ts'
import { fieldFormOf } from './fields.ts'
import { Refusal, type ResultItem, readResults } from './reply.ts'
import { filledPaths } from './reply-paths.ts'

/** A match key, and the target's fields that are compared with what is there. */
export interface LookItem {
  key: string
  body: Record<string, Json>
}

/** What the target has under a key: its id and fields. */
export interface Found {
  id: string
  fields: Record<string, Json>
  /** The fields as the system wrote them, where a further call needs them so. */
  raw?: Record<string, Json>
}

export interface Looked {
  /** By match key; a key that is absent has no entry. */
  found: Map<string, Found>
  /** Keys that the system refuses to look up, for good. */
  refused: Map<string, Failure>
}

/** Throws a Refusal when the look-up failed for reasons that are no record's own. */
export async function lookUp(
  account: Account,
  operation: Operation,
  matchField: string,
  items: readonly LookItem[],
  signal: AbortSignal,
): Promise<Looked> {
  const looked: Looked = { found: new Map(), refused: new Map() }
  const { look } = operation
  if (!look) return looked
  const form = fieldFormOf(account.objectOf(operation))
  const fields = form.asked([...new Set([matchField, ...items.flatMap((item) => Object.keys(item.body))])])
  const some = async (records: readonly LookItem[]): Promise<void> => {
    const [only] = records
    if (!only) return
    try {
      const scope = { match: matchField, fields, records, ...(records.length === 1 ? only : {}) }
      const reply = filledPaths(look.reply, account.values)
      const results = readResults(await account.call(look.request, scope, signal), reply, matchField)
      const namesOf = namesIn(results.items, reply.key !== undefined, look.exact === true, records)
      records.forEach(({ key }, index) => {
        const [name, ...others] = namesOf(key, index)
        const item = name === undefined ? undefined : results.items.get(name)
        if (name === undefined || !item) return
        // Who knows which of them is meant: a person.
        if (others.length > 0 || results.several.has(name)) looked.refused.set(key, ambiguous(account, key))
        else looked.found.set(key, foundOf(item, form.read(item.fields ?? {}), operation))
      })
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      if (records.length > 1 && error.rule?.splits) {
        const half = Math.ceil(records.length / 2)
        await some(records.slice(0, half))
        return some(records.slice(half))
      }
      if (records.length === 1 && look.missing?.includes(Number(error.failure.details.status))) return
      if (records.length > 1 || !isFinal(error.failure)) throw error
      looked.refused.set(only.key, error.failure)
    }
  }
  for (let start = 0; start < items.length; start += look.bulk) await some(items.slice(start, start + look.bulk))
  return looked
}

/** The record's own fault; the same call would be refused again. */
const isFinal = ({ category }: Failure): boolean => category === 'validation' || category === 'permanent'

/**
 * The results that a key may mean, by their names. Systems compare many keys without case, and answer with the case that they have:
 * such a result counts where no other was meant by it. An answer without keys is about the one that was asked for, and some of its
 * results may be remarks that are no entries.
 */
function namesIn(
  items: ReadonlyMap<string, unknown>,
  keyed: boolean,
  exact: boolean,
  records: readonly LookItem[],
): (key: string, index: number) => readonly string[] {
  if (!keyed) return (_, index) => (records.length === 1 ? [...items.keys()] : [String(index)])
  const asked = new Set(records.map(({ key }) => key))
  const alike = Map.groupBy(exact ? [] : [...items.keys()].filter((name) => !asked.has(name)), folded)
  return (key) => (items.has(key) ? [key] : (alike.get(folded(key)) ?? []))
}

const folded = (key: string): string => key.toLowerCase()

const foundOf = (item: ResultItem, fields: Record<string, Json>, { change, undo }: Operation): Found =>
  change || undo.restore || undo.delete ? { id: item.id, fields, raw: item.fields ?? {} } : { id: item.id, fields }

const ambiguous = (account: Account, key: string): Failure =>
  new Failure('call.several-there', 'validation', { system: account.connector.title, key })

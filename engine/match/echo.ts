/**
 * Echoes: in two flows that keep two systems in step, what one of them writes comes to the other as an event. An event that
 * only says what we wrote last goes no further (outcome `filtered`, reason `record.echo`). Left out is only what is certainly
 * an echo: an echo that is missed changes nothing over there, while a change that is taken for one is lost.
 */
import { canonicalJson } from '../model/canonical.ts'
import type { Data, Json } from '../model/json.ts'

/** The newest settled write to one thing over there, by whichever flow and run. */
export interface LastWrite {
  targetId?: string
  matchField: string
  key: string
  /** The fields that were written. */
  fields: Readonly<Record<string, Json>>
  /** The fields as they were looked up before, where that was done. */
  before?: Readonly<Record<string, Json>>
  /** The write made the thing: what it did not write was blank. */
  made?: boolean
  /** Milliseconds since 1970. */
  at: number
}

export interface EchoPort {
  /** The newest write in the account that the connection leads to. `key`: the match key, or the id over there. */
  lastWrite(connection: string, object: string, key: string): LastWrite | undefined
}

export interface EchoRule {
  /** When the event came, in milliseconds since 1970. */
  now: number
  /** Older writes are not looked at. */
  days: number
  /** Fields that a system sets by itself, such as the time of the last change, and those that are no field of it at all. */
  aside?: readonly string[]
}

const DAY = 86_400_000

/** The days for which a write can echo, unless told: queues and webhooks are tried again for no longer. */
export const ECHO_DAYS = 3

/**
 * True when the record says nothing but what the last write left there: every field of it was written with that value, or was
 * there before with that value (blank, where the write made the thing), and at least one was written. `record` has the field names of the other system.
 */
export function isEcho(record: Data, last: LastWrite | undefined, { now, days, aside = [] }: EchoRule): boolean {
  if (!last || now < last.at || now - last.at > days * DAY) return false
  const names = Object.keys(record).filter((name) => name !== last.matchField && !aside.includes(name))
  if (Object.hasOwn(record, last.matchField) && !isSame(record[last.matchField], last.key)) return false
  let written = 0
  for (const name of names) {
    const value = record[name]
    const ours = Object.hasOwn(last.fields, name)
    if (ours) written++
    const known = ours ? last.fields : last.before
    if (known && Object.hasOwn(known, name)) {
      if (!isSame(value, known[name])) return false
    } else if (last.made && isBlank(value)) {
      // Left blank when it was made, and blank still.
    } else if (last.targetId === undefined || !isSame(value, last.targetId)) return false
  }
  return written > 0
}

const isBlank = (value: Json | undefined): boolean => textOf(value).trim() === ''

/** Compared as systems store values: as text. */
const isSame = (a: Json | undefined, b: Json | undefined): boolean => textOf(a) === textOf(b)

const textOf = (value: Json | undefined): string =>
  typeof value === 'object' && value !== null ? canonicalJson(value) : String(value ?? '')

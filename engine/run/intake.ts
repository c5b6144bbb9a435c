/** What comes in as a record of the journal; what is too large or nested too deeply to work with is held, and the others go on. */
import type { Reason } from '../model/failure.ts'
import type { Data, Json } from '../model/json.ts'
import type { SourceRecord } from '../ports.ts'

/** Characters of a record's JSON, and levels of lists and groups inside one another, at most. */
const LONGEST = 16_000_000
const DEEPEST = 200

export interface Taken {
  data: Data
  payload: string
  reason?: Reason
}

/** The record's data and JSON text; an empty record with the reason where it cannot be worked with. */
export function takeIn({ data, reason }: SourceRecord): Taken {
  if (isTooDeep(data)) return refused('record.unreadable', { why: `it is nested more than ${DEEPEST} levels deep` })
  const payload = JSON.stringify(data)
  if (payload.length > LONGEST)
    return refused('record.too-large', { size: millions(payload.length), limit: millions(LONGEST) })
  return reason ? { data, payload, reason } : { data, payload }
}

function refused(code: Reason['code'], values: Reason['values']): Taken {
  return { data: Object.create(null), payload: '{}', reason: { code, category: 'validation', values } }
}

/** Works off a list of its own: what is too deep for the stack must be told all the same. */
function isTooDeep(data: Data): boolean {
  let level: Json[] = []
  for (const name in data) if (isNested(data[name] as Json)) level.push(data[name] as Json)
  for (let depth = 1; level.length > 0; depth++) {
    if (depth > DEEPEST) return true
    const next: Json[] = []
    for (const value of level)
      for (const inner of Object.values(value as object) as Json[]) if (isNested(inner)) next.push(inner)
    level = next
  }
  return false
}

const millions = (characters: number): string => `${Math.round(characters / 1_000_000)} million characters`

const isNested = (value: Json): boolean => typeof value === 'object' && value !== null

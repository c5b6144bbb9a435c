/** What comes in as a record of the journal; what is too large or nested too deeply to work with is held, and the others go on. */
import type { Reason } from '../model/failure.ts'
import type { Data, Json } from '../model/json.ts'
import type { Ports, SourceBatch, SourceRecord } from '../ports.ts'
import type { RecordRow, RunJournal } from './journal.ts'

/** Characters of a record's JSON, and levels of lists and groups inside one another, at most. */
const LONGEST = 16_000_000
const DEEPEST = 200

export interface Taken {
  data: Data
  payload: string
  reason?: Reason
}

/** The records of a batch as they come into the journal. */
export function* rowsOf(
  batch: SourceBatch,
  { clock, ids, hash }: Pick<Ports, 'clock' | 'ids' | 'hash'>,
  journal: Pick<RunJournal, 'nextSeq' | 'occurrence'>,
): Iterable<{ row: RecordRow; data: Data }> {
  const receivedAt = clock.now()
  for (const record of batch.records) {
    const { data, payload, reason } = takeIn(record)
    const row: RecordRow = {
      seq: journal.nextSeq(),
      label: record.label,
      identity: record.identity ?? identityOf(payload, hash, journal),
      payload,
      correlation: ids.next(),
      receivedAt,
    }
    if (reason) row.unreadable = reason
    if (record.at !== undefined) row.at = record.at
    yield { row, data }
  }
}

/** The same content with the same occurrence number is the same record. */
function identityOf(payload: string, hash: Ports['hash'], journal: Pick<RunJournal, 'occurrence'>): string {
  const content = hash.sha256(payload).slice(0, 32)
  return `${content}#${journal.occurrence(content)}`
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

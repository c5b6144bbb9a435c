/** What a server tells of live records: masked, unless whoever answers a question asks to see what it shows. Its journal keeps the true values. */
import { folderKeyed, type Store, type StoredHold } from '#adapters/sqlite'
import { createMasker, type Data, type Masker, type Question } from '#engine'
import type { EventPlace } from './messages.ts'

export interface Redacted {
  holds(found: { total: number; holds: StoredHold[] }): { total: number; holds: StoredHold[] }
  event(place: EventPlace | undefined): EventPlace | undefined
  task(question: Question): Question
}

export function createRedacted(store: Store): Redacted {
  const masker = createMasker(folderKeyed(store.folder))
  return {
    holds: ({ total, holds }) => ({ total, holds: holds.map((hold) => maskHold(hold, masker)) }),
    event(place) {
      if (!place?.reason) return place
      const n = store.runs.get(place.run)?.n
      const record = n === undefined ? undefined : store.records.record(n, place.record)
      return { ...place, reason: masker.reason(place.reason, record && dataIn(record.payload)) }
    },
    task(asked) {
      const n = store.runs.get(asked.run)?.n
      const record = n === undefined ? undefined : store.records.record(n, asked.seq)
      // The question may name a value as it came, or as the steps before it made it.
      const data = { ...(record ? dataIn(record.payload) : {}), ...asked.fields }
      const [label, question] = [masker.text(asked.label, data), masker.text(asked.question, data)]
      return { ...asked, label, question, fields: masker.data(asked.fields) }
    },
  }
}

function maskHold(hold: StoredHold, masker: Masker): StoredHold {
  const data = dataIn(hold.payload)
  return {
    ...hold,
    payload: JSON.stringify(masker.data(data)),
    label: masker.text(hold.label, data),
    reason: masker.reason(hold.reason, data),
  }
}

const dataIn = (payload: string): Data => JSON.parse(payload) as Data

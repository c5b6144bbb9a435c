/** What a server tells of live records: masked, always. Its journal keeps the true values. */
import { folderKeyed, type Store, type StoredHold } from '#adapters/sqlite'
import { createMasker, type Data, type Masker } from '#engine'
import type { EventPlace } from './messages.ts'

export interface Redacted {
  holds(found: { total: number; holds: StoredHold[] }): { total: number; holds: StoredHold[] }
  event(place: EventPlace | undefined): EventPlace | undefined
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

/** What a server knows besides its runs: installed versions, live sign-ins, its token, and the queue of events. */
import type { Database } from 'better-sqlite3'
import { failureOf } from '../failures.ts'
import { openDatabase } from './database.ts'
import { type EventTable, openEvents } from './events.ts'
import { type InstallTable, openInstalls } from './installs.ts'
import { bringOver, type SecretKeeper } from './keeper.ts'
import { openSecrets, type SecretTable } from './secrets.ts'
import { openSlots, type SlotTable } from './slots.ts'

export type { Arrival, EventTable, QueuedEvent, Taken } from './events.ts'
export type { FlowState, Install, InstalledFlow } from './installs.ts'
export type { LiveSlot } from './slots.ts'

export interface ServerStore {
  readonly installs: InstallTable
  readonly slots: SlotTable
  readonly secrets: SecretTable
  readonly events: EventTable
  /** SHA-256 of the API token; undefined before the first start. */
  tokenHash(): string | undefined
  setTokenHash(hash: string): void
  close(): void
}

/**
 * Opens the store in a data folder (made when missing), for this process alone. The file is readable by its owner only.
 * Secrets lie with the keeper. Throws data.not-writable, data.owned, data.newer or data.damaged.
 */
export function openServerStore(folder: string, keeper: SecretKeeper): ServerStore {
  const database = openDatabase(folder)
  try {
    bringOver(database, keeper)
  } catch (error) {
    database.close()
    throw failureOf(folder, error)
  }
  return {
    installs: openInstalls(database),
    slots: openSlots(database, keeper),
    secrets: openSecrets(database, keeper),
    events: openEvents(database, folder),
    ...openToken(database),
    close: () => {
      database.close()
    },
  }
}

function openToken(database: Database): Pick<ServerStore, 'tokenHash' | 'setTokenHash'> {
  const read = database.prepare<[], string>("SELECT value FROM facts WHERE name = 'token hash'").pluck()
  const write = database.prepare("INSERT OR REPLACE INTO facts (name, value) VALUES ('token hash', ?)")
  return { tokenHash: () => read.get(), setTokenHash: (hash) => void write.run(hash) }
}

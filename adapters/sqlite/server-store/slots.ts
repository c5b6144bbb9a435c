import type { Database } from 'better-sqlite3'

/** The live sign-in of one connection of a flow: good for one connector at one address, and never sent anywhere else. */
export interface LiveSlot {
  flow: string
  connection: string
  connector: string
  address: string
  token: string
}

export interface SlotTable {
  of(flow: string): LiveSlot[]
  /** Replaces what was there. Durable when it returns. */
  set(slot: LiveSlot, at: number): void
}

export function openSlots(database: Database): SlotTable {
  const of = database.prepare<[string], LiveSlot>(
    'SELECT flow, connection, connector, address, token FROM slots WHERE flow = ? ORDER BY connection',
  )
  const set = database.prepare(
    `INSERT OR REPLACE INTO slots (flow, connection, connector, address, token, mapped_at)
     VALUES (@flow, @connection, @connector, @address, @token, @at)`,
  )
  return { of: (flow) => of.all(flow), set: (slot, at) => void set.run({ ...slot, at }) }
}

import type { Database } from 'better-sqlite3'

/** The live sign-in of one connection of a flow: good for one connector at one address, and never sent anywhere else. */
export interface LiveSlot {
  flow: string
  connection: string
  connector: string
  address: string
  token: string
  /** Whose account it is, as the system said; absent when it did not say. */
  account?: string
}

export interface SlotTable {
  of(flow: string): LiveSlot[]
  /** Replaces what was there. Durable when it returns. */
  set(slot: LiveSlot, at: number): void
}

export function openSlots(database: Database): SlotTable {
  const of = database.prepare<[string], Required<LiveSlot>>(
    'SELECT flow, connection, connector, address, token, account FROM slots WHERE flow = ? ORDER BY connection',
  )
  const set = database.prepare(
    `INSERT OR REPLACE INTO slots (flow, connection, connector, address, token, account, mapped_at)
     VALUES (@flow, @connection, @connector, @address, @token, @account, @at)`,
  )
  return {
    of: (flow) => of.all(flow).map(({ account, ...slot }) => (account === '' ? slot : { ...slot, account })),
    set: (slot, at) => void set.run({ account: '', ...slot, at }),
  }
}

import type { Database } from 'better-sqlite3'
import { type SecretKeeper, slotName } from './keeper.ts'

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
  /** Those whose secret is there. Throws the Failures of opening it (secrets.*). */
  of(flow: string): LiveSlot[]
  /** Replaces what was there. Durable when it returns. */
  set(slot: LiveSlot, at: number): void
}

export function openSlots(database: Database, keeper: SecretKeeper): SlotTable {
  const of = database.prepare<[string], Omit<Required<LiveSlot>, 'token'>>(
    'SELECT flow, connection, connector, address, account FROM slots WHERE flow = ? ORDER BY connection',
  )
  const set = database.prepare(
    `INSERT OR REPLACE INTO slots (flow, connection, connector, address, token, account, mapped_at)
     VALUES (@flow, @connection, @connector, @address, '', @account, @at)`,
  )
  return {
    of: (flow) =>
      of.all(flow).flatMap(({ account, ...slot }) => {
        const token = keeper.of(slotName(flow, slot.connection))
        return token === undefined ? [] : [{ ...slot, token, ...(account === '' ? {} : { account }) }]
      }),
    set({ token, ...slot }, at) {
      // Should the process end between the two, the sign-in is for a place that it was not mapped to: it is taken away first.
      const name = slotName(slot.flow, slot.connection)
      keeper.drop(name)
      set.run({ account: '', ...slot, at })
      keeper.set(name, token)
    },
  }
}

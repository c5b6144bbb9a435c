/** Sign-ins that earlier versions kept as plain settings: they are sealed as saved connections, and nothing of them is left behind. */
import { Failure } from '#engine'
import type { Context } from './context.ts'

interface OldSlot {
  connector: string
  address: string
  token: string
  account?: string
}

const PREFIX = 'practice-slot '

/** Throws the Failures of opening the secrets (secrets.*); then everything stays as it is, and is tried again. */
export function bringOverSlots({ store, signIns, secrets }: Context): void {
  const old = store.notes.settings<OldSlot>(PREFIX)
  if (old.length === 0) return
  secrets.vault.open()
  secrets.tables.atOnce(() => {
    for (const { key, body } of old) {
      const [flow = '', connection = ''] = key.slice(PREFIX.length).split(' ')
      // Brought over before a process ended in the middle of it.
      if (secrets.tables.uses.in(flow, connection, 'practice') !== undefined) continue
      const { connector, address, token, account } = body
      const given = { connector, name: `${connection} (own sandbox)`, slot: 'practice', way: 'key' } as const
      const saved = signIns.keep(
        { ...given, address, values: {}, madeFor: flow, ...(account === undefined ? {} : { account }) },
        { token },
      )
      secrets.tables.uses.set(flow, connection, 'practice', saved.id)
    }
  })
  store.notes.wipeSettings(PREFIX)
}

/** At the first opening. Whoever needs one of them later is told what is in the way. */
export function tryToBringOver(context: Context): void {
  try {
    bringOverSlots(context)
  } catch (error) {
    if (!(error instanceof Failure)) throw error
  }
}

/** Those of a flow that were not brought over yet. */
export const dropOldSlots = ({ store }: Context, flow: string): void => store.notes.dropSettings(`${PREFIX}${flow} `)

/** Calls made for people outside of runs: looking at what a target has, and taking writes back. */
import { openNetwork, sealTo } from '#adapters/net'
import { systemClock, systemRandom } from '#adapters/system'
import {
  type Access,
  Account,
  Failure,
  type FindEffect,
  type Flow,
  type Found,
  lookUp,
  type WriteEffect,
} from '#engine'
import type { Context } from './context.ts'

export interface Reach {
  account(connection: string): Account
  close(): Promise<void>
}

/** Opens the connections of a flow, sealed to where they lead. */
export function openReach({ connectors }: Context, flow: Flow, access: Readonly<Record<string, Access>>): Reach {
  const network = openNetwork({ seal: sealTo(Object.values(access).map(({ address }) => address)) })
  const ports = { network, clock: systemClock, random: systemRandom }
  const accounts = new Map<string, Account>()
  return {
    account(connection) {
      const known = accounts.get(connection)
      if (known) return known
      const { connector: name = '', described } = flow.connections[connection] ?? {}
      const connector = connectors[name]
      const reached = access[connection]
      if (!connector || !reached) throw new Failure('connector.unknown', 'permanent', { connector: name, connection })
      const account = new Account({
        connector,
        access: reached,
        ports,
        patience: 5000,
        giveUp: () => undefined,
        described,
      })
      accounts.set(connection, account)
      return account
    },
    close: () => network.close(),
  }
}

/** What the target of a write or look-up has now. Throws the Failure of a look that is refused. */
export async function peek(reach: Reach, effect: WriteEffect | FindEffect): Promise<Found | undefined> {
  const target = effect.kind === 'write' ? effect.write : effect.find
  const read = effect.kind === 'write' ? Object.keys(effect.body) : effect.find.fields
  const account = reach.account(target.connection)
  const operation = account.connector.operations[target.operation]
  if (!operation) return undefined
  const body = Object.fromEntries(read.map((field) => [field, null]))
  try {
    const items = [{ key: effect.key, body }]
    return (await lookUp(account, operation, target.matchField, items, new AbortController().signal)).found.get(
      effect.key,
    )
  } catch (error) {
    throw (error as { failure?: Failure }).failure ?? error
  }
}

/** A run over what a system has: everything that asking for changes finds when nothing was seen before. */
import { openNetwork, sealTo } from '#adapters/net'
import { systemClock, systemRandom } from '#adapters/system'
import {
  type Access,
  Account,
  type ChangedEntry,
  Failure,
  type Flow,
  type ListProgress,
  listChanges,
  readPoll,
  type Source,
  type Step,
} from '#engine'
import type { Context } from './context.ts'
import type { RunInput } from './input.ts'
import { practiceAccess } from './slots.ts'

/** Entries of one run, about. */
const MOST = 10_000
/** Looks until it is given up. */
const TRIES = 6
/** How the input of each look is called: no two are the same. */
export const POLL = 'poll '

/** Throws Failure poll.no-list. */
export function pollInput(
  context: Context,
  flow: Flow,
  { settings }: Step,
  access: Readonly<Record<string, Access>> | undefined,
): RunInput {
  const { connection, operation, cursor, fields } = readPoll(settings)
  const connector = context.connectors[flow.connections[connection]?.connector ?? '']
  const list = connector?.operations[operation]?.list
  if (!connector || !list) {
    throw new Failure('poll.no-list', 'permanent', { system: connector?.title ?? connection, operation })
  }
  const look = async (signal: AbortSignal): Promise<ChangedEntry[]> => {
    const reached = (access ?? (await practiceAccess(context, flow)))[connection]
    if (!reached) throw new Failure('connection.unknown', 'permanent', { step: operation })
    const network = openNetwork({ seal: sealTo([reached.address]) })
    const ports = { clock: systemClock, random: systemRandom, network }
    const giveUp = () => undefined
    const { described } = flow.connections[connection] ?? {}
    const account = new Account({ connector, access: reached, ports, patience: 10_000, giveUp, described })
    try {
      const entries: ChangedEntry[] = []
      let progress: ListProgress = { seen: [] }
      for (let more = true; more && entries.length < MOST; ) {
        const from = progress
        const found = await patiently(() => listChanges(account, list, from, { cursor, fields, most: MOST, signal }))
        entries.push(...found.entries)
        progress = found.progress
        more = found.more
      }
      return entries
    } catch (error) {
      throw failureIn(error)
    } finally {
      await network.close()
    }
  }
  const source: Source = {
    async *read({ taken }, batchSize, signal = new AbortController().signal) {
      const entries = await look(signal)
      for (let at = taken; at < entries.length; at += batchSize) {
        const some = entries.slice(at, at + batchSize)
        const records = some.map(({ key, data }) => ({ label: `entry ${String(data.id)}`, identity: key, data }))
        yield { records, position: { taken: at + some.length } }
      }
    },
  }
  return { name: list.title, fingerprint: `${POLL}${systemClock.now()}`, source }
}

const failureIn = (error: unknown) => (error instanceof Error && 'failure' in error ? error.failure : error)

/** What passes by waiting is asked for again: the account itself waits as long as the system wants it to. */
async function patiently<T>(ask: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await ask()
    } catch (error) {
      const failure = failureIn(error)
      if (tries === TRIES || !(failure instanceof Failure) || failure.category !== 'transient') throw error
    }
  }
}

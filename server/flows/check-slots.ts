/** Checks the live sign-ins of flows from where the server stands: when somebody asks, and once a day. */
import { openNetwork, sealTo } from '#adapters/net'
import type { LiveSlot } from '#adapters/sqlite/server-store'
import { systemClock, systemRandom } from '#adapters/system'
import {
  type CheckNeeds,
  checkSignIn,
  Failure,
  neededPermissions,
  operationsUsed,
  own,
  type SignInFinding,
} from '#engine'
import type { Parts } from '../parts.ts'
import type { KnownFlow } from './catalogue.ts'

/** Throws Failures connection.unknown, server.slot-missing. What the system answers is what is found. */
export async function checkSlot(
  { bundle, installed }: KnownFlow,
  slots: readonly LiveSlot[],
  connection: string,
  checked?: SignInFinding,
): Promise<SignInFinding> {
  const declared = own(bundle.flow.connections, connection)
  const connector = declared && own(bundle.connectors, declared.connector)
  if (!declared || !connector) throw new Failure('connection.unknown', 'permanent', { step: installed.name })
  const slot = slots.find((one) => one.connection === connection && one.connector === declared.connector)
  if (!slot) throw new Failure('server.slot-missing', 'sign-in', { connection: declared.name })
  const network = openNetwork({ seal: sealTo([slot.address], { mode: 'live' }) })
  const ports = { network, clock: systemClock, random: systemRandom }
  const needs = neededPermissions(connector, operationsUsed(bundle.flow, connection))
  const saved: CheckNeeds['saved'] = { renews: false, ...(checked ? { checked } : {}) }
  try {
    const { signal } = new AbortController()
    return await checkSignIn({ connector, access: slot, ports, needs, saved, signal })
  } finally {
    await network.close()
  }
}

const DAY = 86_400_000
/** What a person has to be told of. */
const TELLING: readonly SignInFinding['state'][] = [
  ...(['expired', 'revoked', 'refused', 'under-privileged', 'unreachable', 'ending-soon'] as const),
]

/** Looks once a day at the sign-ins of the flows that run, and tells what is wrong. Answers what ends it. */
export function keepChecking(parts: Parts, bug: (error: unknown) => void): () => Promise<void> {
  const known = new Map<string, SignInFinding>()
  const ended = new AbortController()
  const look = async () => {
    for (const flow of parts.catalogue.all()) {
      const { installed, bundle } = flow
      if (installed.state !== 'running') continue
      const slots = parts.server.slots.of(installed.flow)
      for (const { connection } of slots) {
        if (ended.signal.aborted) return
        const name = bundle.flow.connections[connection]?.name ?? connection
        const key = `${installed.flow} ${connection}`
        const finding = await checkSlot(flow, slots, connection, known.get(key)).catch(failureOnly)
        if (!finding) continue
        known.set(key, finding)
        if (!TELLING.includes(finding.state)) continue
        const values = { connection: name, words: finding.words.join(' ').replace(/\.$/, '') }
        parts.told.add(installed.flow, { code: 'sign-in.found', values })
      }
    }
  }
  const under = (async () => {
    // A start is not kept waiting: the first look is a minute later.
    for (let wait = 60_000; !ended.signal.aborted; wait = DAY) {
      await systemClock.sleep(wait, ended.signal)
      if (!ended.signal.aborted) await look().catch(bug)
    }
  })()
  return async () => {
    ended.abort()
    await under
  }
}

/** One whose connection is gone meanwhile keeps no other from being looked at. */
function failureOnly(error: unknown): undefined {
  if (!(error instanceof Failure)) throw error
}

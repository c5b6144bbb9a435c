/** Checks saved connections: when somebody asks, once a day, and as their end comes near. */
import { openNetwork, sealTo } from '#adapters/net'
import { systemClock, systemRandom } from '#adapters/system'
import {
  type Access,
  checkSignIn,
  endsAt,
  Failure,
  own,
  type SavedConnection,
  type SignInFinding,
  WARN_AHEAD,
} from '#engine'
import type { Context } from './context.ts'
import { incident } from './failures.ts'
import { needsOf } from './saved.ts'

/** Throws Failures saved.not-found, connector.unknown, secrets.*. What the system answers is what is found. */
export async function checkConnection(context: Context, id: string): Promise<SignInFinding> {
  const saved = context.signIns.get(id)
  const connector = own(context.connectors, saved.connector)
  if (!connector)
    throw new Failure('connector.unknown', 'permanent', { connector: saved.connector, connection: saved.name })
  const access = accessOf(context, saved)
  const network = openNetwork({ seal: sealTo([saved.address], { mode: saved.slot }) })
  const ports = { network, clock: systemClock, random: systemRandom }
  const { signal } = new AbortController()
  try {
    const needs = needsOf(context, saved)
    const first = await checkSignIn({ connector, access, ports, needs, saved, signal })
    // The look itself may have shown that it is renewed no more.
    const after = context.signIns.get(id)
    const again = after.ended !== undefined && saved.ended === undefined
    const finding = again ? await checkSignIn({ connector, access, ports, needs, saved: after, signal }) : first
    context.signIns.note(id, finding)
    return finding
  } finally {
    await network.close()
  }
}

/** One that has ended is told as such, without its secret. */
function accessOf(context: Context, saved: SavedConnection): Access {
  if (saved.ended) return { address: saved.address, token: '' }
  return context.signIns.access(saved.id)
}

const DAY = 86_400_000
const HOUR = 3_600_000

/** Whether it is time to look again: a day after the last look, and when a warning begins. */
export function isCheckDue(saved: SavedConnection, now: number): boolean {
  if (saved.ended) return false
  const last = saved.checked?.at ?? saved.signedIn
  const end = endsAt(saved)
  const begun = end === undefined ? [] : [...WARN_AHEAD, 0].map((ahead) => end - ahead).filter((at) => at <= now)
  return now - last >= DAY || last > now || begun.some((at) => at > last)
}

/** Looks every hour which ones are due. Answers what ends it, when the check under way is over. */
export function watchConnections(context: Context): () => Promise<void> {
  let under: Promise<void> = Promise.resolve()
  let ended = false
  const look = async () => {
    for (const saved of context.signIns.all()) {
      if (ended) return
      if (!isCheckDue(saved, systemClock.now())) continue
      // One that cannot be opened, or is gone, keeps no other from being looked at.
      await checkConnection(context, saved.id).catch((error: unknown) => {
        if (!(error instanceof Failure)) incident(context.options.dataFolder, error)
      })
    }
  }
  const begin = () => {
    under = under.then(look)
  }
  const first = setTimeout(begin, 30_000).unref()
  const hourly = setInterval(begin, HOUR).unref()
  return async () => {
    ended = true
    clearTimeout(first)
    clearInterval(hourly)
    await under
  }
}

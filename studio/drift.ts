/** The drift watch in practice: looks at the systems of a flow, daily by itself or when asked. */
import { acceptDrift, lookForDrift } from '#adapters/run'
import { systemClock } from '#adapters/system'
import {
  type Connector,
  type Drift,
  driftReason,
  type Failure,
  type Flow,
  objectsInUse,
  own,
  reasonOf,
  stepsTouched,
} from '#engine'
import type { ConnectionDrift } from '#protocol'
import type { Context } from './context.ts'
import { incident } from './failures.ts'
import { openReach } from './reach.ts'
import { type PracticeAccess, practiceAccess } from './slots.ts'

/** Connections of the flow with their systems; those to systems that nobody knows are left out. */
function connectionsOf({ connectors }: Context, flow: Flow): { id: string; name: string; connector: Connector }[] {
  return Object.entries(flow.connections).flatMap(([id, { name, connector }]) => {
    const known = own(connectors, connector)
    return known ? [{ id, name, connector: known }] : []
  })
}

const placeOf = ({ id }: Connector, { target }: PracticeAccess): string => `${id} ${target}`

/** Looks at every system that steps of the flow use. One that does not answer says so; the others are looked at all the same. */
export async function checkDrift(context: Context, flow: Flow): Promise<ConnectionDrift[]> {
  const access = await practiceAccess(context, flow)
  const reach = openReach(context, flow, access)
  const signal = new AbortController().signal
  try {
    const found: ConnectionDrift[] = []
    for (const { id, name, connector } of connectionsOf(context, flow)) {
      const about = { connection: id, name, system: connector.title }
      const reached = own(access, id)
      const objects = objectsInUse(flow, id, connector)
      if (!reached || objects.length === 0) continue
      try {
        const place = placeOf(connector, reached)
        const look = await lookForDrift(
          context.store.drift,
          place,
          reach.account(id),
          objects,
          systemClock.now(),
          signal,
        )
        const findings = look.found.map((drift) => findingOf(flow, id, connector, drift))
        const state = look.unwatched.length === objects.length ? 'unwatched' : stateOf(look.first, findings)
        found.push({ ...about, state, findings, learnedAt: look.learnedAt, checkedAt: look.checkedAt })
      } catch (error) {
        const failure = (error as { failure?: Failure }).failure ?? (error as Failure)
        if (!('code' in failure && 'category' in failure)) throw error
        found.push({ ...about, state: 'unreachable', findings: [], reason: reasonOf(failure) })
      }
    }
    return found
  } finally {
    await reach.close()
  }
}

const stateOf = (first: boolean, findings: readonly unknown[]): ConnectionDrift['state'] =>
  findings.length > 0 ? 'drifted' : first ? 'learned' : 'same'

function findingOf(
  flow: Flow,
  connection: string,
  connector: Connector,
  drift: Drift,
): ConnectionDrift['findings'][number] {
  const steps = stepsTouched(flow, connection, connector, drift)
  return { drift, reason: driftReason(drift, connector, steps), steps }
}

/** What the last look found. */
export async function driftState(context: Context, flow: Flow): Promise<ConnectionDrift[]> {
  const access = await practiceAccess(context, flow)
  return connectionsOf(context, flow).flatMap(({ id, name, connector }): ConnectionDrift[] => {
    const reached = own(access, id)
    const record = reached && context.store.drift.get(placeOf(connector, reached))
    if (!record) return []
    const used = new Set(objectsInUse(flow, id, connector))
    const findings = record.found
      .filter(({ object }) => used.has(object))
      .map((one) => findingOf(flow, id, connector, one))
    const { learnedAt, checkedAt } = record
    return [
      {
        connection: id,
        name,
        system: connector.title,
        state: stateOf(false, findings),
        findings,
        learnedAt,
        checkedAt,
      },
    ]
  })
}

/** From now on what was seen there counts as learned. False when nothing was ever seen. */
export async function acceptDrifted(context: Context, flow: Flow, connection: string): Promise<boolean> {
  const reached = own(await practiceAccess(context, flow), connection)
  const connector = own(context.connectors, flow.connections[connection]?.connector ?? '')
  if (!reached || !connector) return false
  const place = placeOf(connector, reached)
  if (!context.store.drift.get(place)) return false
  acceptDrift(context.store.drift, place, systemClock.now())
  return true
}

const DAY = 86_400_000
const HOUR = 3_600_000

/**
 * While a studio is open: every own sandbox account that a saved flow is connected to is looked at once a day. Built-in practice
 * systems change only when somebody makes them, so they are looked at when asked.
 */
export function watchDrift(context: Context): () => Promise<void> {
  let looking = Promise.resolve()
  const look = () => {
    looking = looking.then(() => lookAtAll(context)).catch((error) => void incident(context.options.dataFolder, error))
  }
  const timer = setInterval(look, HOUR)
  timer.unref()
  return () => {
    clearInterval(timer)
    return looking
  }
}

async function lookAtAll(context: Context): Promise<void> {
  for (const saved of context.store.flows.list()) {
    const access = await practiceAccess(context, saved.flow)
    const due = connectionsOf(context, saved.flow).some(({ id: connection, connector }) => {
      const reached = own(access, connection)
      if (!reached || reached.target.startsWith('practice')) return false
      const record = context.store.drift.get(placeOf(connector, reached))
      return !record || systemClock.now() - record.checkedAt >= DAY
    })
    if (due) await checkDrift(context, saved.flow)
  }
}

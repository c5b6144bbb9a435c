/** Taking another flow into this one, as it is now. The flows inside it come along and lie beside it, under keys of their own. */
import { stepKind } from '../steps/index.ts'
import { startOf } from '../steps/sources.ts'
import { Failure } from './failure.ts'
import type { Flow, Step, Subflow } from './flow.ts'
import { framed } from './frames.ts'
import { freshId, own } from './ids.ts'
import { type Reference, referencesOf, renamed } from './references.ts'

type Subflows = Record<string, Subflow>

/** Flows inside flows, at most. */
export const MOST_INSIDE = 8

/** Whether the flow has changed since it was taken in; `hash` is the one that it has now. */
export const isOutdated = (subflow: Subflow, hash: string): boolean => subflow.hash !== hash

/** A flow inside, as a flow of its own: its steps, wires and contracts, with the connections of the flow around it. */
export function subflowView(flow: Flow, subflow: Subflow): Flow {
  const { frames: _frames, ...around } = flow
  const { name, steps, wires, contracts } = subflow
  return { ...around, name, steps, wires, contracts, layout: {} }
}

/**
 * The flow with `other` inside, and the key under which it is there: the one that it has already when it was taken in before,
 * which brings it up to date. `hash` is that of `other`. A connection of the same name to the same system is used; others are added.
 * Throws Failure subflow.no-entry when `other` does not begin by being called, subflow.circle when this flow is inside it.
 */
export function takeIn(flow: Flow, other: Flow, hash: string): { flow: Flow; subflow: string } {
  const inside = neededBy(other)
  if (other.id === flow.id || Object.values(inside).some((one) => one.flow === flow.id))
    throw new Failure('subflow.circle', 'permanent', { flow: flow.name })
  if (startOf(other)?.source !== 'flow') throw new Failure('subflow.no-entry', 'permanent', { flow: other.name })

  const before = flow.subflows ?? {}
  const there = keyOf(before, other.id)
  const others = there === undefined ? before : withoutFlow(flow, before, there)
  const subflow = there ?? freshId(flow, other.name, Object.keys(others))
  const keys = new Map<string, string>()
  for (const id of Object.keys(inside))
    keys.set(id, freshId(flow, `${subflow}-${id}`, [...Object.keys(others), subflow, ...keys.values()]))
  const { connections, ids } = withConnections(flow, other)

  const taken: Subflow = {
    name: other.name,
    flow: other.id,
    hash,
    steps: mapped(other.steps, (step, id) => unframed(other, id, step)),
    wires: other.wires,
    contracts: other.contracts,
  }
  const all: Subflows = { [subflow]: taken }
  for (const [id, one] of Object.entries(inside)) all[keys.get(id) ?? id] = one
  const names = { connection: complete(all, 'connection', ids), subflow: complete(all, 'subflow', keys) }
  const moved = mapped(all, (one) => ({
    ...one,
    steps: mapped(one.steps, (step) =>
      renamed(renamed(step, 'connection', names.connection), 'subflow', names.subflow),
    ),
  }))
  return { flow: { ...flow, connections, subflows: { ...others, ...moved } }, subflow }
}

const mapped = <T>(record: Readonly<Record<string, T>>, change: (value: T, id: string) => T): Record<string, T> =>
  Object.fromEntries(Object.entries(record).map(([id, value]) => [id, change(value, id)]))

/** What a frame says counts for the step, so the step takes it along. */
const unframed = (flow: Flow, id: string, step: Step): Step => framed(flow, id, step, stepKind(step.kind))

const referred = ({ steps }: Pick<Flow, 'steps'>): string[] =>
  Object.values(steps).flatMap((step) => referencesOf(step, 'subflow'))

/** The flows that are run from `roots` on, those of them that are there, and the roots themselves. */
export function reachable(subflows: Readonly<Subflows>, roots: Iterable<string>): Set<string> {
  const found = new Set<string>()
  const open = [...roots]
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    const one = own(subflows, id)
    if (!one || found.has(id)) continue
    found.add(id)
    open.push(...referred(one))
  }
  return found
}

function neededBy(flow: Flow): Subflows {
  const needed = reachable(flow.subflows ?? {}, referred(flow))
  return Object.fromEntries(Object.entries(flow.subflows ?? {}).filter(([id]) => needed.has(id)))
}

/** The key of a flow that was taken in for itself, not along with another one. */
function keyOf(subflows: Readonly<Subflows>, flowId: string): string | undefined {
  const along = new Set(Object.values(subflows).flatMap(referred))
  return Object.keys(subflows).find((id) => own(subflows, id)?.flow === flowId && !along.has(id))
}

/** Without that one and what came along with it alone. */
function withoutFlow(flow: Flow, subflows: Readonly<Subflows>, gone: string): Subflows {
  const along = reachable(subflows, [gone])
  const stay = [...Object.keys(subflows).filter((id) => !along.has(id)), ...referred(flow).filter((id) => id !== gone)]
  const kept = reachable(subflows, stay)
  return Object.fromEntries(Object.entries(subflows).filter(([id]) => id !== gone && (kept.has(id) || !along.has(id))))
}

/** The connections of both, and the id here of each one there. */
function withConnections(flow: Flow, other: Flow): { connections: Flow['connections']; ids: Map<string, string> } {
  const connections = { ...flow.connections }
  const ids = new Map<string, string>()
  for (const [id, { connector, name }] of Object.entries(other.connections)) {
    const same = Object.keys(connections).find((one) => {
      const known = own(connections, one)
      return known?.connector === connector && known.name === name
    })
    const key = same ?? freshId({ ...flow, connections }, id)
    connections[key] = { connector, name }
    ids.set(id, key)
  }
  return { connections, ids }
}

/** With what is referred to and not there as nothing, so that it never means something of the flow around it. */
function complete(all: Readonly<Subflows>, kind: Reference, ids: ReadonlyMap<string, string>): Map<string, string> {
  const names = new Map(ids)
  for (const { steps } of Object.values(all))
    for (const step of Object.values(steps))
      for (const id of referencesOf(step, kind)) if (!names.has(id)) names.set(id, '')
  return names
}

/** Copy and paste as portable text: steps with their wires and the contracts and connections they name. There are no secrets in it. */
import * as z from 'zod'
import { canonicalJson } from './canonical.ts'
import type { Edit } from './edits.ts'
import { type Flow, FORMAT_VERSION, flowSchema, type Position, type Wire } from './flow.ts'
import { freshId, own } from './ids.ts'
import { freeAt } from './insert-room.ts'
import { faultIn } from './parse-flow-json.ts'
import { type Reference, referencesOf, renamed } from './references.ts'

const copySchema = flowSchema
  .pick({ formatVersion: true, steps: true, wires: true, contracts: true, connections: true, layout: true })
  .extend({ sluice: z.literal('steps') })

type Copy = z.infer<typeof copySchema>

/** The steps, the wires between them, and what they name. */
export function copyOf(flow: Flow, stepIds: readonly string[]): string {
  const ids = [...new Set(stepIds)].filter((id) => own(flow.steps, id))
  const has = new Set(ids)
  const pick = <T>(record: Readonly<Record<string, T>>, keys: Iterable<string>) =>
    Object.fromEntries([...keys].flatMap((key) => (Object.hasOwn(record, key) ? [[key, record[key] as T]] : [])))
  const steps = pick(flow.steps, ids)
  const named = (kind: Reference) => new Set(Object.values(steps).flatMap((step) => referencesOf(step, kind)))
  const copy: Copy = {
    sluice: 'steps',
    formatVersion: FORMAT_VERSION,
    steps,
    wires: flow.wires.filter((wire) => has.has(wire.from.step) && has.has(wire.to.step)),
    contracts: pick(flow.contracts, named('contract')),
    connections: pick(flow.connections, named('connection')),
    layout: pick(flow.layout, ids),
  }
  return JSON.stringify(copy, null, 2)
}

/**
 * The edit that adds copied steps, and their new ids. `at` is where the first of them goes; otherwise a little below their old
 * places. Undefined when the text is no copy of steps.
 */
export function pasteInto(flow: Flow, text: string, at?: Position): { edit: Edit; ids: string[] } | undefined {
  const copy = readCopy(text)
  if (!copy || Object.keys(copy.steps).length === 0) return undefined
  const taken: string[] = []
  const fresh = (base: string): string => {
    const id = freshId(flow, base, taken)
    taken.push(id)
    return id
  }
  const edits: Edit[] = []
  const contracts = new Map<string, string>()
  for (const [id, contract] of Object.entries(copy.contracts)) {
    const same = canonicalJson(own(flow.contracts, id)) === canonicalJson(contract)
    contracts.set(id, same ? id : fresh(id))
    if (!same) edits.push({ kind: 'set-contract', id: contracts.get(id) ?? id, contract })
  }
  const connections = new Map<string, string>()
  for (const [id, connection] of Object.entries(copy.connections)) {
    const same = own(flow.connections, id)?.connector === connection.connector
    connections.set(id, same ? id : fresh(id))
    if (!same) edits.push({ kind: 'set-connection', id: connections.get(id) ?? id, connection })
  }
  const ids = new Map(Object.keys(copy.steps).map((id) => [id, fresh(id)]))
  const places = placesFor(flow, copy, at)
  for (const [id, step] of Object.entries(copy.steps)) {
    const settings = renamed(renamed(step, 'contract', contracts), 'connection', connections).settings
    const position = own(places, id)
    edits.push({
      kind: 'add-step',
      id: ids.get(id) ?? id,
      step: { ...step, settings },
      ...(position ? { position } : {}),
    })
  }
  for (const wire of copy.wires) edits.push({ kind: 'connect', wire: movedWire(wire, ids, fresh(wire.id)) })
  return { edit: { kind: 'batch', edits }, ids: [...ids.values()] }
}

function readCopy(text: string): Copy | undefined {
  if (faultIn(text)) return undefined
  const result = copySchema.safeParse(JSON.parse(text))
  return result.success ? result.data : undefined
}

const movedWire = (wire: Wire, ids: ReadonlyMap<string, string>, id: string): Wire => ({
  id,
  from: { step: ids.get(wire.from.step) ?? wire.from.step, port: wire.from.port },
  to: { step: ids.get(wire.to.step) ?? wire.to.step },
})

/** All cards keep their places to each other; the whole moves down until its first card is free. */
function placesFor(flow: Flow, copy: Copy, at: Position | undefined): Record<string, Position> {
  const entries = Object.entries(copy.layout)
  const first = entries.reduce<Position | undefined>(
    (best, [, one]) => (!best || one.x < best.x ? one : best),
    undefined,
  )
  if (!first) return {}
  const start = freeAt(Object.entries(flow.layout), at ?? { x: first.x + 32, y: first.y + 32 })
  const by = { x: start.x - first.x, y: start.y - first.y }
  return Object.fromEntries(entries.map(([id, one]) => [id, { x: one.x + by.x, y: one.y + by.y }]))
}

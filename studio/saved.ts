/** Saved connections as people see them, where they are used, and which may stand where. */
import { systemClock } from '#adapters/system'
import {
  endsAt,
  Failure,
  type Flow,
  type NeededPermission,
  neededPermissions,
  operationsUsed,
  own,
  type SavedConnection,
  type SlotName,
  sentenceOf,
  warningOf,
} from '#engine'
import type { ConnectionUse, ConnectionView } from '#protocol'
import type { Context } from './context.ts'

export const listConnections = (context: Context): ConnectionView[] =>
  context.signIns.all().map((saved) => viewOf(context, saved))

export function viewOf(context: Context, saved: SavedConnection): ConnectionView {
  const now = systemClock.now()
  const warning = warningOf(saved, now)
  const system = own(context.connectors, saved.connector)?.title ?? saved.connector
  const words = saved.ended ? [endedWords(saved)] : [...warningWords(saved, warning), ...(saved.checked?.words ?? [])]
  return { ...saved, system, uses: usesOf(context, saved.id), warning, words: [...new Set(words)] }
}

const endedWords = ({ name, ended }: SavedConnection): string =>
  ended ? sentenceOf(ended.code, { connection: name, message: ended.message ?? 'it has ended' }) : ''

function warningWords(saved: SavedConnection, warning: ConnectionView['warning']): string[] {
  const end = endsAt(saved)
  if (warning === 0 || end === undefined) return []
  const when = new Date(end).toISOString().slice(0, 16).replace('T', ' ')
  return warning === 3
    ? [`The sign-in ended on ${when} UTC. Sign in again.`]
    : [`The sign-in ends on ${when} UTC. Sign in again before that.`]
}

function usesOf(context: Context, saved: string): ConnectionUse[] {
  return context.secrets.tables.uses.of(saved).map(({ flow, connection, slot }) => {
    const name = context.store.flows.get(flow)?.flow.name ?? flow
    return { flow, name, connection, slot }
  })
}

/** What stands in a slot of a flow. One of another system says nothing about this one, and one for another slot never stands here. */
export function savedIn(context: Context, flow: Flow, connection: string, slot: SlotName): SavedConnection | undefined {
  const id = context.secrets.tables.uses.in(flow.id, connection, slot)
  const saved = id === undefined ? undefined : context.secrets.tables.connections.of<SavedConnection>(id)
  return saved?.slot === slot && saved.connector === flow.connections[connection]?.connector ? saved : undefined
}

/** Throws Failures connection.unknown, saved.not-found, saved.other-system, saved.other-slot. */
export function putInSlot(
  context: Context,
  flow: Flow,
  connection: string,
  slot: SlotName,
  id: string | undefined,
): void {
  const named = own(flow.connections, connection)
  if (!named) throw new Failure('connection.unknown', 'permanent', { step: flow.name })
  if (id !== undefined) {
    const saved = context.signIns.get(id)
    if (saved.connector !== named.connector) {
      const titleOf = (connector: string) => own(context.connectors, connector)?.title ?? connector
      const values = { connection: saved.name, system: titleOf(saved.connector), wanted: titleOf(named.connector) }
      throw new Failure('saved.other-system', 'permanent', values)
    }
    if (saved.slot !== slot)
      throw new Failure('saved.other-slot', 'permanent', { connection: saved.name, slot: saved.slot })
  }
  const before = savedIn(context, flow, connection, slot)
  context.secrets.tables.uses.set(flow.id, connection, slot, id)
  if (before && before.id !== id) dropUnused(context, before)
}

/** What was made for one flow alone goes when nothing uses it any more. */
export function dropUnused(context: Context, { id, madeFor }: SavedConnection): void {
  if (madeFor !== undefined && context.secrets.tables.uses.of(id).length === 0) context.signIns.remove(id)
}

/** Throws Failure saved.in-use while flows use it. */
export function removeConnection(context: Context, id: string): boolean {
  const saved = context.signIns.get(id)
  const uses = usesOf(context, id).filter(({ flow }) => context.store.flows.get(flow))
  if (uses.length > 0) {
    const flows = [...new Set(uses.map(({ name }) => name))]
    throw new Failure('saved.in-use', 'permanent', { connection: saved.name, count: flows.length, flows })
  }
  context.signIns.remove(id)
  return true
}

/** The permissions that the flows need which use it, each with its reasons. */
export function needsOf(context: Context, saved: SavedConnection): NeededPermission[] {
  const connector = own(context.connectors, saved.connector)
  if (!connector) return []
  const used = context.secrets.tables.uses.of(saved.id).flatMap(({ flow, connection }) => {
    const found = context.store.flows.get(flow)?.flow
    return found ? operationsUsed(found, connection) : []
  })
  return neededPermissions(connector, used)
}

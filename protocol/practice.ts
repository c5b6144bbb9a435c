import { oc } from '@orpc/contract'
import * as z from 'zod'
import type { Json, TargetField } from '#engine'
import { as, failureReply, id, page } from './shapes.ts'

const base = oc.errors(failureReply)

/** A practice system and what it holds. */
export interface PracticeSystemView {
  /** The connector's id. */
  name: string
  title: string
  kinds: { name: string; title: string; count: number }[]
  /** What goes wrong there at the moment; empty when it is healthy. */
  faults: Record<string, Json>
}

/** One thing that was created, changed or removed there. */
export interface PracticeChange {
  kind: string
  id: string
  label: string
  did: 'created' | 'changed' | 'removed'
  /** ISO 8601. */
  at: string
}

export interface PracticeObject {
  id: string
  key: string
  /** What people recognise it by, where that is not the key. */
  label?: string
  properties: Record<string, Json>
  /** How often a write created or changed it, and how many writes were accepted for it. */
  effects: number
  writes: number
  updatedAt: string
}

/** The sign-in of a connection for practice. Tokens never travel to the screen. */
export interface PracticeSlot {
  connection: string
  kind: 'practice-system' | 'own-sandbox'
  address: string
  account?: string
}

export const practice = {
  show: base
    .input(z.object({ system: id, object: id, ...page }))
    .output(as<{ total: number; objects: PracticeObject[] }>()),
  systems: base.output(as<PracticeSystemView[]>()),
  /** What was created, changed or removed there since that moment (milliseconds since 1970), oldest first. */
  changes: base.input(z.object({ system: id, since: z.number().int().min(0) })).output(as<PracticeChange[]>()),
  /** Replaces all faults of the system; `{}` makes it healthy again. */
  setFaults: base
    .input(z.object({ system: id, faults: z.record(z.string(), z.json()) }))
    .output(as<Record<string, Json>>()),
  /** Empties one system, or all of them, and puts back what they began with. */
  reset: base.input(z.object({ system: id.optional() }).optional()).output(z.object({ reset: z.boolean() })),
  slots: base.input(z.object({ flow: id })).output(as<PracticeSlot[]>()),
  /** Signs in to the user's own sandbox account; a live account is refused (slot.live-key). An empty address goes back to the practice system. */
  setSlot: base
    .input(z.object({ flow: id, connection: id, address: z.string().max(500), token: z.string().max(5000) }))
    .output(as<PracticeSlot>()),
  /** The fields that an object really has in the account that the connection leads to in practice; none where it cannot be asked. */
  describe: base.input(z.object({ flow: id, connection: id, object: id })).output(as<TargetField[]>()),
}

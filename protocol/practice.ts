import { oc } from '@orpc/contract'
import * as z from 'zod'
import { as, failureReply, id, page } from './shapes.ts'

const base = oc.errors(failureReply)

export interface PracticeObject {
  id: string
  key: string
  properties: Record<string, string | null>
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
  reset: base.output(z.object({ reset: z.boolean() })),
  slots: base.input(z.object({ flow: id })).output(as<PracticeSlot[]>()),
  /** Signs in to the user's own sandbox account; a live account is refused (slot.live-key). An empty address goes back to the practice system. */
  setSlot: base
    .input(z.object({ flow: id, connection: id, address: z.string().max(500), token: z.string().max(5000) }))
    .output(as<PracticeSlot>()),
}

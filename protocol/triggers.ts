import { oc } from '@orpc/contract'
import * as z from 'zod'
import type { Reason } from '#engine'
import { as, failureReply, id } from './shapes.ts'

const base = oc.errors(failureReply)

/** Whether a flow starts by itself in practice now (by its schedule, its folder, or by asking), and what there was to tell. */
export interface TriggerState {
  watching: boolean
  /** Milliseconds since 1970: when it looked last; absent for a flow that only waits for its hour, and before the first look. */
  lookedAt?: number
  /** Runs that it started since it was told to watch. */
  started: number
  /** Milliseconds since 1970; oldest first. */
  told: { at: number; reason: Reason }[]
}

/** For as long as the studio is open; a flow that is removed stops. */
export const triggers = {
  start: base.input(z.object({ flow: id })).output(as<TriggerState>()),
  stop: base.input(z.object({ flow: id })).output(as<TriggerState>()),
  state: base.input(z.object({ flow: id })).output(as<TriggerState>()),
}

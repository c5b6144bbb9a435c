import { oc } from '@orpc/contract'
import * as z from 'zod'
import type { Drift, DriftedStep, Reason } from '#engine'
import { as, failureReply, id } from './shapes.ts'

const base = oc.errors(failureReply)

export interface DriftFinding {
  drift: Drift
  /** In words: what, effect and next action. */
  reason: Reason
  /** The steps of the flow that it concerns. */
  steps: DriftedStep[]
}

/** How the system of one connection compares with what was learned of it. */
export interface ConnectionDrift {
  connection: string
  name: string
  system: string
  /** `learned`: the first look. `unwatched`: the system offers no way to ask. `unreachable`: `reason` says why. */
  state: 'learned' | 'same' | 'drifted' | 'unwatched' | 'unreachable'
  findings: DriftFinding[]
  /** Milliseconds since 1970. */
  learnedAt?: number
  checkedAt?: number
  reason?: Reason
}

export const drift = {
  /** Looks now, in practice; the first look at a place learns. */
  check: base.input(z.object({ flow: id })).output(as<ConnectionDrift[]>()),
  /** What was found at the last look, without a call. */
  state: base.input(z.object({ flow: id })).output(as<ConnectionDrift[]>()),
  /** From now on what is there counts as learned. */
  accept: base.input(z.object({ flow: id, connection: id })).output(z.object({ accepted: z.boolean() })),
}

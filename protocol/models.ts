import { oc } from '@orpc/contract'
import * as z from 'zod'
import type { Evaluation } from '#engine'
import { as, failureReply, id } from './shapes.ts'

const base = oc.errors(failureReply)

/** Steps that ask a model: how often they are right. */
export const models = {
  /** Asks the model about labelled samples, in practice; the result is kept for exactly this definition. `file`: one that was taken over. */
  evaluate: base
    .input(z.object({ flow: id, step: id, file: id.optional(), answer: z.string().max(200).optional() }))
    .output(as<Evaluation>()),
  /** What was measured of the saved definition. */
  evaluations: base.input(z.object({ flow: id })).output(as<Evaluation[]>()),
}

import { oc } from '@orpc/contract'
import * as z from 'zod'
import type { Forecast } from '#engine'
import { as, failureReply, id } from './shapes.ts'

const base = oc.errors(failureReply)

export const forecast = {
  /** What a run of the saved flow would ask of each account, and how long it takes; nothing is called. `within`: milliseconds to spread it over. */
  tell: base
    .input(
      z.object({
        flow: id,
        within: z
          .number()
          .int()
          .min(60_000)
          .max(30 * 86_400_000)
          .optional(),
      }),
    )
    .output(as<Forecast>()),
}

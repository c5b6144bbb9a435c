/** The protocol's requests about steps that ask a model. */
import type { Context } from './context.ts'
import { evaluateStep } from './evaluate.ts'
import { keptFile } from './files.ts'
import { openFlow } from './flows.ts'
import type { Os } from './router.ts'

export function modelRequests(context: Context, os: Os) {
  return {
    evaluate: os.models.evaluate.handler(({ input: { flow, step, file, answer } }) => {
      const from = file === undefined ? ('corrections' as const) : { file: keptFile(context, file).path }
      return evaluateStep(context, openFlow(context, flow), { step, from, answer })
    }),
    evaluations: os.models.evaluations.handler(({ input }) => {
      const { flow, hash } = openFlow(context, input.flow)
      return context.store.models.evaluations(flow.id, hash)
    }),
  }
}

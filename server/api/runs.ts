import type { FastifyInstance } from 'fastify'
import { Failure, unaccounted } from '#engine'
import type { Parts } from '../parts.ts'

/** GET /api/runs/:run: what a run looks like now. `unaccounted` is anything but 0 only through a defect of ours. */
export function runRoutes(app: FastifyInstance, parts: Parts): void {
  app.get<{ Params: { run: string } }>('/api/runs/:run', async ({ params: { run } }) => {
    const view = await parts.runs.run(run)
    if (!view) throw new Failure('run.not-found', 'permanent', { run })
    return { ...view, unaccounted: unaccounted(view) }
  })
}

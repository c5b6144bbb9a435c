import type { FastifyInstance } from 'fastify'
import { Failure, unaccounted } from '#engine'
import type { Parts } from '../parts.ts'

/** GET /api/runs/:run: what a run looks like now. `unaccounted` is anything but 0 only through a defect of ours. */
export function runRoutes(app: FastifyInstance, parts: Parts): void {
  app.get<{ Params: { run: string } }>('/api/runs/:run', async ({ params: { run } }) => {
    const stored = parts.store.runs.get(run)
    if (!stored) throw new Failure('run.not-found', 'permanent', { run })
    return { ...stored.view, unaccounted: unaccounted(stored.view) }
  })
}

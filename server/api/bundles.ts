import type { FastifyInstance } from 'fastify'
import { systemClock } from '#adapters/system'
import { installBundle } from '../flows/install.ts'
import { viewFlow } from '../flows/view.ts'
import type { Parts } from '../parts.ts'

/** Bytes of the largest bundle. */
const LARGEST = 20 * 1024 * 1024

/** POST /api/bundles: the file as it was saved. A new version arrives paused (201); one that is here already is answered (200). */
export function bundleRoutes(app: FastifyInstance, parts: Parts): void {
  app.post('/api/bundles', { bodyLimit: LARGEST }, async (request, reply) => {
    const bytes = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0)
    const { server, trusted, schema, phone, catalogue, runs } = parts
    const { installed, fresh } = installBundle(bytes, {
      store: server,
      trusted,
      schema,
      phone,
      now: systemClock.now(),
    })
    const { flow } = installed
    if (fresh) await parts.inTurn(flow, () => runs.stop(flow))
    return reply.code(fresh ? 201 : 200).send(await viewFlow(catalogue.flow(flow), parts))
  })
}

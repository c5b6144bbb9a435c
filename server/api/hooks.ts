/** What became of posted events, and what people set about posting. Taking events is `intake/hook-handler.ts`. */
import type { FastifyInstance } from 'fastify'
import * as z from 'zod'
import { systemClock } from '#adapters/system'
import { Failure, readWebhook } from '#engine'
import { intakeOf } from '../flows/view.ts'
import { parseBody } from '../http/json-body.ts'
import { demandEntry } from '../intake/entry.ts'
import { statusOf } from '../intake/event-status.ts'
import type { Parts } from '../parts.ts'

type OfFlow = { Params: { id: string } }
type OfEvent = { Params: { id: string; event: string } }

const secretBody = z.strictObject({ secret: z.string().min(1).max(1000) })

export function hookRoutes(app: FastifyInstance, parts: Parts): void {
  app.get<OfEvent>('/hooks/:id/:event', async ({ params, headers }) => {
    const flow = demandEntry(parts, params.id, headers.authorization)
    const { event } = params
    const n = /^[1-9][0-9]{0,14}$/.test(event) ? Number(event) : Number.NaN
    if (!(n <= parts.server.events.last(flow))) {
      throw new Failure('server.nothing-here', 'permanent', { method: 'GET', path: `event ${event}` })
    }
    return statusOf(parts, flow, n)
  })

  app.get<OfFlow>('/api/flows/:id/intake', async ({ params: { id } }) => viewIntake(parts, id))

  // What events are signed with: kept beside the live sign-ins, and never told again.
  app.put<OfFlow>('/api/flows/:id/secret', async ({ params: { id }, body }) => {
    const { secret } = parseBody(body, secretBody)
    parts.catalogue.flow(id)
    parts.server.secrets.set(id, secret, systemClock.now())
    return viewIntake(parts, id)
  })
  app.delete<OfFlow>('/api/flows/:id/secret', async ({ params: { id } }) => {
    parts.catalogue.flow(id)
    parts.server.secrets.set(id, undefined, systemClock.now())
    return viewIntake(parts, id)
  })
}

/** How events come in, whether they must be signed, and how many were refused since the server started, by code. */
function viewIntake(parts: Parts, flow: string) {
  const known = parts.catalogue.flow(flow)
  const signature = known.intake === 'webhook' ? readWebhook(known.start).signature : 'none'
  const secret = parts.server.secrets.of(flow) !== undefined
  const last = parts.server.events.last(flow)
  return {
    ...intakeOf(known, parts),
    signature,
    secret,
    events: last,
    refused: parts.refusals.of(flow),
    told: parts.told.of(flow),
  }
}

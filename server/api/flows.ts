/** Looking at installed flows, giving them live sign-ins, starting and pausing them. */
import type { FastifyInstance } from 'fastify'
import * as z from 'zod'
import type { LiveSlot } from '#adapters/sqlite/server-store'
import { systemClock } from '#adapters/system'
import { Failure, wordsOf } from '#engine'
import type { KnownFlow } from '../flows/catalogue.ts'
import { checkSlot } from '../flows/check-slots.ts'
import { accessOf, liveAddress } from '../flows/slots.ts'
import { viewFlow } from '../flows/view.ts'
import { whoseAccount } from '../flows/whose-account.ts'
import { parseBody } from '../http/json-body.ts'
import type { Parts } from '../parts.ts'

type OfFlow = { Params: { id: string } }
type OfConnection = { Params: { id: string; connection: string } }

const signIn = z.strictObject({
  address: z.string().min(1).max(500),
  // What a header can carry, so that a stray line end from copying is told now and not at the first call.
  token: z
    .string()
    .trim()
    .min(1)
    .max(5000)
    .regex(/^[\x21-\x7e]+$/, 'may hold letters, digits and signs only'),
})
const page = z.object({
  offset: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(1000).default(100),
})

export function flowRoutes(app: FastifyInstance, parts: Parts): void {
  const { catalogue, server, runs, inTurn } = parts

  app.get('/api/flows', async () => Promise.all(catalogue.all().map((flow) => viewFlow(flow, parts))))
  app.get<OfFlow>('/api/flows/:id', async ({ params }) => viewFlow(catalogue.flow(params.id), parts))

  app.put<OfConnection>('/api/flows/:id/connections/:connection', async ({ params, body }) => {
    const { id: flow, connection } = params
    const given = parseBody(body, signIn)
    return inTurn(flow, async () => {
      const known = catalogue.flow(flow)
      const { connections } = known.bundle.flow
      const declared = Object.hasOwn(connections, connection) ? connections[connection] : undefined
      if (!declared) throw new Failure('connection.unknown', 'permanent', { step: known.installed.name })
      const { connector } = declared
      const slot = { flow, connection, connector, address: liveAddress(given.address), token: given.token }
      const account = await accountOf(known, slot, server.slots.of(flow))
      server.slots.set(account === undefined ? slot : { ...slot, account }, systemClock.now())
      // What is under way goes on with the new sign-in.
      await runs.stop(flow)
      if (known.installed.state === 'running') await runs.start(flow)
      return viewFlow(catalogue.flow(flow), parts)
    })
  })

  app.get<OfConnection>('/api/flows/:id/connections/:connection/check', async ({ params: { id, connection } }) =>
    checkSlot(catalogue.flow(id), server.slots.of(id), connection),
  )

  app.post<OfFlow>('/api/flows/:id/start', async ({ params: { id } }) =>
    inTurn(id, async () => {
      const { installed, intake, bundle } = catalogue.flow(id)
      if (intake === 'flow') throw new Failure('trigger.called-only', 'permanent', { flow: installed.name })
      accessOf(bundle.flow, server.slots.of(id), bundle.connectors)
      server.installs.setState(id, 'running')
      await runs.start(id)
      return viewFlow(catalogue.flow(id), parts)
    }),
  )

  app.post<OfFlow>('/api/flows/:id/pause', async ({ params: { id } }) =>
    inTurn(id, async () => {
      catalogue.flow(id)
      server.installs.setState(id, 'paused')
      await runs.stop(id)
      return viewFlow(catalogue.flow(id), parts)
    }),
  )

  app.get<OfFlow>('/api/flows/:id/hold', async ({ params: { id }, query }) => {
    catalogue.flow(id)
    const { offset, limit } = page.parse(query)
    const { total, holds } = await runs.holds(id, offset, limit)
    const entries = holds.map(({ payload: _data, ...entry }) => ({
      ...entry,
      words: wordsOf(entry.reason.code, entry.reason.values),
    }))
    return { total, entries }
  })
}

/** Whose account the slot is for. With a sign-in that is refused nothing can be sent, so that it stays the one it was. */
async function accountOf(
  { bundle }: KnownFlow,
  slot: LiveSlot,
  before: readonly LiveSlot[],
): Promise<string | undefined> {
  const connector = bundle.connectors[slot.connector]
  const whose = connector ? await whoseAccount(connector, slot) : 'unknown'
  if (whose === 'unknown') return undefined
  if (whose !== 'refused') return whose.account
  const { connection, address } = slot
  return before.find((one) => one.connection === connection && one.address === address)?.account
}

/**
 * Where other systems post events. The address that a flow shows ends in an unguessable part and needs no token; the flow's plain
 * id works as well, for whoever has the API token.
 */
import { createHash, timingSafeEqual } from 'node:crypto'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { systemClock } from '#adapters/system'
import { Failure, wordsOf } from '#engine'
import { isSignedIn } from '../http/sign-in.ts'
import type { Parts } from '../parts.ts'
import { demandIntake } from './intake-rules.ts'

type OfHook = { Params: { id: string } }
type OfEvent = { Params: { id: string; event: string } }

/** Bytes of the largest event. */
const LARGEST = 1024 * 1024
const LONGEST_KEY = 255

export function hookRoutes(app: FastifyInstance, parts: Parts): void {
  // Who may not post is turned away before a body is read.
  const onRequest = async (request: FastifyRequest<OfHook>) => demandEntry(request, parts)

  app.post<OfHook>('/hooks/:id', { bodyLimit: LARGEST, onRequest }, async (request, reply) => {
    const { flow } = addressOf(request)
    const known = demandIntake(parts, flow, 'webhook')
    const body = recordText(request.body)
    const key = idempotencyKey(request.headers['idempotency-key'])
    const bodyHash = key === undefined ? '' : createHash('sha256').update(body, 'utf8').digest('hex')
    const arrival = { flow, bodyHash, body, at: systemClock.now(), ...(key === undefined ? {} : { key }) }
    const taken = await parts.queue.take(arrival)
    if (taken.bodyHash !== bodyHash) {
      throw new Failure('server.key-reused', 'validation', { key: key ?? '' })
    }
    const id = String(taken.n)
    const status = `${parts.address()}/hooks/${flow}.${known.installed.hookKey}/${id}`
    return reply.code(202).header('location', status).send({ id, status })
  })

  app.get<OfEvent>('/hooks/:id/:event', { onRequest }, async (request) => {
    const { flow } = addressOf(request)
    const { event } = request.params
    const n = /^[1-9][0-9]{0,14}$/.test(event) ? Number(event) : Number.NaN
    if (!(n <= parts.server.events.last(flow))) {
      throw new Failure('server.nothing-here', 'permanent', { method: 'GET', path: `event ${event}` })
    }
    return statusOf(parts, flow, n)
  })
}

/** `leads.<key>` is the address of the flow `leads`; without a key it is for whoever has the API token. */
function addressOf({ params }: FastifyRequest<OfHook>): { flow: string; key?: string } {
  const [flow = '', key] = params.id.split('.')
  return key === undefined ? { flow } : { flow, key }
}

/** Throws server.sign-in, which does not tell whether there is such a flow. */
function demandEntry(request: FastifyRequest<OfHook>, { server }: Parts): void {
  const { flow, key } = addressOf(request)
  const kept = server.installs.find(flow)?.hookKey
  const may =
    key === undefined ? isSignedIn(server, request.headers.authorization) : kept !== undefined && same(key, kept)
  if (!may) throw new Failure('server.sign-in', 'sign-in')
}

function same(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)]
  return left.length === right.length && timingSafeEqual(left, right)
}

/** One JSON object is one record. The text is kept as it was written. */
function recordText(body: unknown): string {
  const refuse = (why: string) => new Failure('server.not-a-record', 'validation', { why })
  if (!Buffer.isBuffer(body) || body.length === 0) throw refuse('it is empty')
  let text: string
  let value: unknown
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(body)
    value = JSON.parse(text)
  } catch {
    throw refuse('it is not JSON')
  }
  if (Array.isArray(value)) throw refuse('it is a list, where one record is posted at a time')
  if (typeof value !== 'object' || value === null) throw refuse('it is a single value without a field')
  return text
}

function idempotencyKey(header: string | string[] | undefined): string | undefined {
  const key = Array.isArray(header) ? header.join(', ') : header
  if (key === undefined || key === '') return undefined
  if (key.length > LONGEST_KEY) {
    throw new Failure('usage.invalid', 'validation', { why: `The Idempotency-Key is longer than ${LONGEST_KEY} signs` })
  }
  return key
}

/** What became of an event so far. The record itself is not told: whoever sent it knows it. */
async function statusOf(parts: Parts, flow: string, n: number) {
  const id = String(n)
  const place = await parts.runs.event(flow, n)
  if (!place) return { id, flow, outcome: 'waiting' }
  const { reason, ...told } = place
  const words = reason ? { reason: { code: reason.code, ...wordsOf(reason.code, reason.values) } } : {}
  return { id, flow, ...told, ...words }
}

/**
 * Takes posted events straight from the socket: `POST /hooks/<flow>` and `POST /events/<flow>`. An event is in the database, for
 * good, before it is answered; what becomes of it is another thread's work.
 */
import { createHash } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Arrival } from '#adapters/sqlite/server-store'
import { systemClock } from '#adapters/system'
import { Failure, readEvents, readWebhook, type WebhookSettings } from '#engine'
import { demandIntake } from '../api/intake-rules.ts'
import type { KnownFlow } from '../flows/catalogue.ts'
import { answerRawProblem } from '../http/raw-problem.ts'
import type { Parts } from '../parts.ts'
import { readCloudEvents } from './cloud-events.ts'
import { demandEntry } from './entry.ts'
import { eventKey } from './event-id.ts'
import { endedStatus } from './event-status.ts'
import { readPosted } from './posted-record.ts'
import { readBody } from './read-body.ts'
import { isSigned } from './signature.ts'

export interface IntakeTimes {
  /** Milliseconds in which a body must have come. */
  body: number
  /** Milliseconds for which an answer waits for the record's outcome, where the flow answers so. */
  outcome: number
}

export const INTAKE_TIMES: IntakeTimes = { body: 10_000, outcome: 10_000 }

/** Bytes of the largest event, or batch of events. */
const LARGEST = 1024 * 1024

interface Answer {
  status: number
  body: unknown
  location?: string
}

export type HookHandler = (request: IncomingMessage, response: ServerResponse) => void

/** Whether a request is one that `createHookHandler` answers. */
export const isHook = ({ method, url }: IncomingMessage): boolean =>
  method === 'POST' && url !== undefined && (url.startsWith('/hooks/') || url.startsWith('/events/'))

export function createHookHandler(parts: Parts, times: IntakeTimes, bug: (error: unknown) => string): HookHandler {
  return (request, response) => {
    void take(request, parts, times).then(
      (answer) => send(response, answer),
      (error: unknown) => {
        const { method, url = '' } = request
        const failure = error instanceof Failure ? error : undefined
        if (failure) parts.refusals.count(flowIn(url), failure.code)
        const reason = failure ?? {
          code: 'host.incident' as const,
          values: { incident: request.aborted ? '' : bug(error) },
        }
        if (!response.destroyed && method !== undefined) answerRawProblem(request, response, reason)
      },
    )
  }
}

const flowIn = (url: string): string => /^\/\w+\/([\w-]{0,64})/.exec(url)?.[1] ?? ''

async function take(request: IncomingMessage, parts: Parts, times: IntakeTimes): Promise<Answer> {
  const [, room = '', id = '', ...more] = (request.url ?? '').split('?', 1)[0]?.split('/') ?? []
  if (id === '' || more.length > 0) {
    throw new Failure('server.nothing-here', 'permanent', { method: 'POST', path: (request.url ?? '').slice(0, 200) })
  }
  const flow = demandEntry(parts, id, request.headers.authorization)
  const known = demandIntake(parts, flow, room === 'events' ? ['events'] : ['webhook', 'manual'])
  const body = await readBody(request, LARGEST, times.body)
  return room === 'events' ? takeEvents(request, body, known, parts) : takeRecord(request, body, known, parts, times)
}

async function takeRecord(
  { headers }: IncomingMessage,
  body: Buffer,
  known: KnownFlow,
  parts: Parts,
  times: IntakeTimes,
): Promise<Answer> {
  const { flow } = known.installed
  const now = systemClock.now()
  const settings = settingsOf(known)
  demandSignature(settings, headers, body, known, parts, now)
  const { data, text } = readPosted(body, headers['content-type'])
  const named = eventKey(settings, headers, data)
  const bodyHash = named?.exact ? createHash('sha256').update(text, 'utf8').digest('hex') : ''
  const arrival: Arrival = { flow, bodyHash, body: text, at: now }
  if (named) arrival.key = named.key
  const [taken] = await parts.queue.take([arrival])
  if (!taken) throw new Error('the queue answered nothing')
  if (named?.exact && taken.bodyHash !== bodyHash) {
    throw new Failure('server.key-reused', 'validation', { key: named.key })
  }
  const place = placeOf(parts, known, taken.n)
  if (settings.answer === 'at-once') return { status: 202, body: place, location: place.status }
  const ended = await endedStatus(parts, flow, taken.n, times.outcome)
  return ended ? { status: 200, body: ended } : { status: 202, body: place, location: place.status }
}

/** Settings are read once for each version. */
const READ = new WeakMap<KnownFlow['start'], WebhookSettings>()

function settingsOf({ start }: KnownFlow): WebhookSettings {
  const settings = READ.get(start) ?? readWebhook(start)
  READ.set(start, settings)
  return settings
}

function demandSignature(
  settings: WebhookSettings,
  headers: IncomingMessage['headers'],
  body: Buffer,
  { installed: { flow, name } }: KnownFlow,
  { server }: Parts,
  now: number,
): void {
  const { signature, signatureHeader } = settings
  if (signature === 'none') return
  const secret = server.secrets.of(flow)
  if (secret === undefined) throw new Failure('hook.no-secret', 'transient', { flow: name })
  if (!isSigned(signature, signatureHeader, { headers, body, secret, now })) {
    throw new Failure('hook.signature', 'sign-in')
  }
}

/** Events of types that the flow does not take are answered like the others, and left out. */
async function takeEvents({ headers }: IncomingMessage, body: Buffer, known: KnownFlow, parts: Parts): Promise<Answer> {
  const { flow } = known.installed
  const { types, about } = readEvents(known.start)
  const at = systemClock.now()
  const wanted = readCloudEvents(headers, body, about).filter(({ type }) => types.length === 0 || types.includes(type))
  if (wanted.length === 0) return { status: 202, body: { events: [] } }
  const arrivals = wanted.map(({ key, text }): Arrival => ({ flow, key, bodyHash: '', body: text, at }))
  const taken = await parts.queue.take(arrivals)
  return { status: 202, body: { events: taken.map(({ n }) => placeOf(parts, known, n)) } }
}

function placeOf(parts: Parts, { installed: { flow, hookKey } }: KnownFlow, n: number): { id: string; status: string } {
  return { id: String(n), status: `${parts.address()}/hooks/${flow}.${hookKey}/${n}` }
}

function send(response: ServerResponse, { status, body, location }: Answer): void {
  const text = JSON.stringify(body)
  const headers: Record<string, string | number> = {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(text),
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  }
  if (location !== undefined) headers.location = location
  response.writeHead(status, headers)
  response.end(text)
}

// The practice PagerDuty events (Events API v2): alerts put together by their key. Source: developer.pagerduty.com, Events API v2.
import { randomUUID } from 'node:crypto'
import { type Call, isRecord, type Reply } from '../http/exchange.ts'
import type { Desk, Refusals, SystemDeclaration } from '../kit/system.ts'

const invalid = (...errors: string[]): Reply => ({
  status: 400,
  body: { status: 'invalid event', message: 'Event object is invalid', errors },
})

const refusals: Refusals = {
  unavailable: () => ({ status: 503, body: { status: 'error', message: 'Service unavailable' } }),
  serverError: () => ({ status: 500, body: { status: 'error', message: 'Internal server error' } }),
  tooMany: (_limit, waitMs) => ({
    status: 429,
    headers: { 'retry-after': String(Math.max(1, Math.ceil(waitMs / 1000))) },
    body: { status: 'throttle exceeded', message: 'Requests for this service are arriving too quickly' },
  }),
  signIn: (trouble) =>
    invalid(
      trouble === 'missing' ? "'routing_key' is missing or blank" : "'routing_key' is unknown, or of no use any more",
    ),
  noSuchPath: () => ({ status: 404, body: { status: 'not found' } }),
  unreadable: () => invalid('JSON cannot be parsed'),
}

export const pagerdutyEvents: SystemDeclaration = {
  name: 'pagerduty-events',
  title: 'Practice PagerDuty events',
  kinds: [{ name: 'alerts', title: 'Alerts', label: 'payload.summary' }],
  signIn: { credential: routingKey, permissions: ['events'] },
  limits: [{ name: 'minute', calls: 120, per: 60_000 }],
  refusals,
  isWrite: () => true,
  route,
  seed({ docs }) {
    const payload = { summary: 'Disk nearly full 💾', source: '', severity: 'warning' }
    docs.insert('alerts', { dedup_key: 'disk', status: 'resolved', payload })
  },
}

function route(call: Call, desk: Desk): Reply {
  if (call.method !== 'POST' || call.path !== '/v2/enqueue') return refusals.noSuchPath(call)
  const event = JSON.parse(call.body) as Record<string, unknown>
  const { event_action: action, dedup_key: given, payload } = event
  if (!['trigger', 'acknowledge', 'resolve'].includes(String(action))) return invalid("'event_action' is invalid")
  const key = given === undefined ? randomUUID().replaceAll('-', '') : String(given)
  if (key.length > 255) return invalid("Length of 'dedup_key' must be at most 255 characters")
  if (action === 'trigger') {
    const errors = payloadProblems(payload)
    if (errors.length > 0) return invalid(...errors)
  } else if (given === undefined) return invalid("'dedup_key' is missing or blank")
  const open = desk.docs.findBy('alerts', 'dedup_key', key).find(({ body }) => body.status !== 'resolved')
  const status = { trigger: 'triggered', acknowledge: 'acknowledged', resolve: 'resolved' }[String(action)] ?? ''
  if (open) desk.docs.update('alerts', open.id, { ...open.body, ...(action === 'trigger' ? { payload } : { status }) })
  else if (action === 'trigger') desk.docs.insert('alerts', { dedup_key: key, status, payload })
  desk.docs.effect('alerts', key, open ? 'changed' : action === 'trigger' ? 'created' : 'unchanged')
  return { status: 202, body: { status: 'success', message: 'Event processed', dedup_key: key } }
}

function payloadProblems(payload: unknown): string[] {
  if (!isRecord(payload)) return ["'payload' is missing or blank"]
  const blank = ['summary', 'source', 'severity'].filter(
    (name) => typeof payload[name] !== 'string' || payload[name] === '',
  )
  const known = ['critical', 'error', 'warning', 'info'].includes(String(payload.severity))
  return [
    ...blank.map((name) => `'payload.${name}' is missing or blank`),
    ...(known || blank.includes('severity')
      ? []
      : ["'payload.severity' is invalid (must be one of the following: 'critical', 'warning', 'error' or 'info')"]),
    ...(String(payload.summary).length > 1024 ? ["Length of 'payload.summary' must be at most 1024 characters"] : []),
  ]
}

function routingKey(call: Call): string | undefined {
  try {
    const body: unknown = JSON.parse(call.body)
    return isRecord(body) && typeof body.routing_key === 'string' && body.routing_key !== ''
      ? body.routing_key
      : undefined
  } catch {
    return undefined
  }
}

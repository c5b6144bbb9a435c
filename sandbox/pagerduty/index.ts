// The practice PagerDuty: incidents with keys (REST API v2). Source: developer.pagerduty.com.
import { type Call, isRecord, type Reply } from '../http/exchange.ts'
import type { Body, Document } from '../kit/documents.ts'
import { missingRequired, mixedDate, renameIn, renameOut, unknownNames } from '../kit/drift.ts'
import { sliceAt, wholeNumber } from '../kit/paging.ts'
import { type Desk, type Refusals, Refused, type SystemDeclaration } from '../kit/system.ts'

const refusal = (status: number, code: number, message: string, errors: string[] = [], headers = {}): Reply => ({
  status,
  headers,
  body: { error: { message, code, ...(errors.length > 0 ? { errors } : {}) } },
})

const invalid = (...errors: string[]): never => {
  throw new Refused(refusal(400, 2001, 'Invalid Input Provided', errors))
}

const refusals: Refusals = {
  unavailable: () => refusal(503, 2007, 'Service Unavailable'),
  serverError: () => refusal(500, 2000, 'Internal Error'),
  tooMany: (_limit, waitMs) =>
    refusal(429, 2020, 'Rate Limit Exceeded', [], { 'ratelimit-reset': String(Math.max(1, Math.ceil(waitMs / 1000))) }),
  signIn: (trouble) =>
    trouble === 'permission'
      ? refusal(403, 2010, 'Access Denied')
      : { status: 401, body: { error: { message: 'Authentication failed', code: 2006 } } },
  noSuchPath: () => refusal(404, 2100, 'Not Found'),
  unreadable: () => refusal(400, 2001, 'Invalid Input Provided', ['The body is not valid JSON.']),
}

export const pagerduty: SystemDeclaration = {
  name: 'pagerduty',
  title: 'Practice PagerDuty',
  kinds: [
    { name: 'incidents', title: 'Incidents', label: 'title' },
    { name: 'services', title: 'Services', label: 'name' },
  ],
  values: { from: 'practice@alder.example' },
  signIn: {
    credential: (call) => /^(?:Token token=|Bearer )(\S+)$/.exec(call.headers.authorization ?? '')?.[1],
    permissions: ['incidents.read', 'incidents.write'],
    permissionFor: (call) =>
      call.path.startsWith('/incidents') ? `incidents.${call.method === 'GET' ? 'read' : 'write'}` : undefined,
  },
  limits: [{ name: 'minute', calls: 960, per: 60_000 }],
  limitHeaders: ([minute]): Record<string, string> =>
    minute === undefined
      ? {}
      : {
          'ratelimit-limit': String(minute.calls),
          'ratelimit-remaining': String(minute.left),
          'ratelimit-reset': String(Math.ceil(minute.resetMs / 1000)),
        },
  refusals,
  isWrite: ({ method }) => method !== 'GET',
  route,
  seed({ docs }) {
    for (const [id, name] of [
      ['PSHOP01', 'Shop'],
      ['PSHOP02', 'Shop '],
      ['PBILL01', 'Billing 💶'],
    ] as const)
      docs.insert('services', { id, type: 'service', name, status: 'active' }, { id })
    const old = {
      type: 'incident',
      status: 'resolved',
      urgency: 'low',
      service: { id: 'PSHOP01', type: 'service_reference' },
    }
    docs.insert('incidents', { ...old, title: `Disk full ${'!'.repeat(800)}`, incident_key: '' }, { id: 'QOLD01' })
    docs.insert('incidents', { ...old, title: '', incident_key: 'again' }, { id: 'QOLD02' })
    docs.insert('incidents', { ...old, title: 'Disk full', incident_key: 'again' }, { id: 'QOLD03' })
  },
}

function route(call: Call, desk: Desk): Reply {
  const [, kind, id, more] = call.path.split('/').map(decodeURIComponent)
  if (call.path === '/abilities') return { status: 200, body: { abilities: ['sso', 'teams'] } }
  if (kind === 'services' && id === undefined)
    return { status: 200, body: { services: desk.docs.all('services').map(({ body }) => body), more: false } }
  if (kind !== 'incidents' || more !== undefined) return refusals.noSuchPath(call)
  if (call.method === 'GET') return id === undefined ? list(call, desk) : one(desk, id)
  if (!String(call.headers.from ?? '').includes('@'))
    return refusal(400, 1008, 'Requester User Not Found', ["The 'From' header must be a valid user's e-mail address."])
  if (call.method === 'POST' && id === undefined) return open(call, desk)
  return call.method === 'PUT' && id !== undefined ? change(call, desk, id) : refusals.noSuchPath(call)
}

function list(call: Call, desk: Desk): Reply {
  const { query } = call
  const key = query.get('incident_key')
  const since = Date.parse(query.get('since') ?? '')
  const statuses = query.getAll('statuses[]')
  // Without a word about time, the last month.
  const from = Number.isNaN(since) ? (query.get('date_range') === 'all' ? 0 : desk.now() - 30 * 86_400_000) : since
  const lag = desk.searchLagMs()
  const found = (key === null ? desk.docs.all('incidents') : desk.docs.findBy('incidents', 'incident_key', key))
    .filter(({ createdAt }) => createdAt >= from && createdAt + lag <= desk.now())
    .filter(({ body }) => statuses.length === 0 || statuses.includes(String(body.status)))
  const limit = wholeNumber(query, 'limit', 25, 1, 100)
  const offset = wholeNumber(query, 'offset', 0, 0, 9_900)
  const { items, more } = sliceAt(found, offset, limit)
  const withBody = query.getAll('include[]').includes('body')
  const incidents = items.map((incident, index) => shown(desk, incident, index, withBody))
  return { status: 200, body: { incidents, limit, offset, total: null, more } }
}

function one(desk: Desk, id: string): Reply {
  const found = desk.docs.get('incidents', id)
  return found ? { status: 200, body: { incident: shown(desk, found, 0, true) } } : refusal(404, 2100, 'Not Found')
}

const opened = [
  'type',
  'title',
  'service',
  'urgency',
  'incident_key',
  'body',
  'priority',
  'assignments',
  'escalation_policy',
]
const changed = ['type', 'title', 'urgency', 'status', 'resolution', 'priority', 'assignments', 'escalation_policy']

function open(call: Call, desk: Desk): Reply {
  const { service, ...sent } = incidentOf(call, desk, opened)
  if (typeof sent.title !== 'string' || sent.title === '') invalid("Title can't be blank.")
  const known = desk.docs.get('services', String(isRecord(service) ? service.id : ''))
  if (!known) return invalid('Service not found.')
  const key = String(sent.incident_key ?? '')
  const same = desk.docs.findBy('incidents', 'incident_key', key).find(({ body }) => body.status !== 'resolved')
  if (key !== '' && same && (same.body.service as { id: string }).id === known.id)
    return invalid('Open incident with matching dedup key already exists on this service')
  const id = `Q${String(desk.docs.next('incident')).padStart(13, '0')}`
  const body = { urgency: 'high', ...sent, status: 'triggered', service: { id: known.id, type: 'service_reference' } }
  const made = desk.docs.insert('incidents', body, { id })
  desk.docs.effect('incidents', key || id, 'created')
  desk.notify('incident.triggered', { event: { id, event_type: 'incident.triggered', data: { id, type: 'incident' } } })
  return { status: 201, body: { incident: shown(desk, made, 0, true) } }
}

function change(call: Call, desk: Desk, id: string): Reply {
  const found = desk.docs.get('incidents', id)
  if (!found) return refusal(404, 2100, 'Not Found')
  const { type: _, ...sent } = incidentOf(call, desk, changed)
  if (found.body.status === 'resolved' && sent.status !== undefined) invalid('Incident Already Resolved')
  const body = { ...found.body, ...sent }
  const same = JSON.stringify(body) === JSON.stringify(found.body)
  desk.docs.effect('incidents', String(body.incident_key ?? id), same ? 'unchanged' : 'changed')
  return { status: 200, body: { incident: shown(desk, desk.docs.update('incidents', id, body), 0, true) } }
}

function incidentOf(call: Call, desk: Desk, taken: readonly string[]): Body {
  const { incident: sent } = JSON.parse(call.body) as { incident?: unknown }
  if (!isRecord(sent)) return invalid('Incident is missing.')
  const incident = renameIn(desk, 'incidents', sent)
  const unknown =
    unknownNames(desk, 'incidents', sent)[0] ?? Object.keys(incident).find((name) => !taken.includes(name))
  if (unknown !== undefined) invalid(`${unknown} is not permitted.`)
  const [missing] = call.method === 'POST' ? missingRequired(desk, 'incidents', incident) : []
  if (missing !== undefined) invalid(`${missing} can't be blank.`)
  if (incident.urgency !== undefined && !['high', 'low'].includes(String(incident.urgency)))
    invalid('Urgency is invalid.')
  return incident
}

function shown(desk: Desk, { id, body, createdAt }: Document, index: number, withBody: boolean): Body {
  const { body: details, ...rest } = body
  const created_at = mixedDate(desk, `${new Date(createdAt).toISOString().slice(0, 19)}Z`, index)
  const incident = { id, summary: body.title, self: `${desk.address}/incidents/${id}`, created_at, ...rest }
  return renameOut(desk, 'incidents', { ...incident, ...(withBody && details ? { body: details } : {}) })
}

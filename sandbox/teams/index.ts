// The practice Microsoft Teams: teams, channels and their messages by Microsoft Graph, with sign-in by people only.
// Source: learn.microsoft.com/graph (chatMessage, throttling, errors). Posts have no key: whoever posts twice stands there twice.
import { randomUUID } from 'node:crypto'
import { bearerToken, type Call, isRecord, type Reply } from '../http/exchange.ts'
import { missingRequired, mixedDate, renameIn, renameOut, unknownNames } from '../kit/drift.ts'
import { wholeNumber } from '../kit/paging.ts'
import { type Desk, type Refusals, Refused, type SystemDeclaration } from '../kit/system.ts'
import { seedTeams } from './seed.ts'

const refusal = (status: number, code: string, message: string, headers: Record<string, string> = {}): Reply => {
  const id = randomUUID()
  const innerError = { date: '2026-11-22T10:00:00', 'request-id': id, 'client-request-id': id }
  return { status, headers: { 'request-id': id, ...headers }, body: { error: { code, message, innerError } } }
}

function fail(status: number, code: string, message: string): never {
  throw new Refused(refusal(status, code, message))
}

const refusals: Refusals = {
  unavailable: () => refusal(503, 'serviceNotAvailable', 'The service is not available', { 'retry-after': '2' }),
  serverError: () => refusal(500, 'InternalServerError', 'An internal server error occurred'),
  // Graph's time to wait may have a fraction.
  tooMany: (_limit, waitMs) =>
    refusal(429, 'TooManyRequests', 'Too many requests', { 'retry-after': (waitMs / 1000 + 0.128).toFixed(3) }),
  signIn(trouble, permission) {
    if (trouble === 'permission')
      return refusal(403, 'Forbidden', `Missing scope permissions on the request: ${permission}`)
    const messages = {
      missing: 'Access token is empty.',
      unknown: 'CompactToken parsing failed with error code: 80049217',
      expired: 'Lifetime validation failed, the token is expired.',
      revoked: 'Continuous access evaluation resulted in challenge',
      'session-over': 'Lifetime validation failed, the token is expired.',
    }
    return refusal(401, 'InvalidAuthenticationToken', messages[trouble])
  },
  noSuchPath: ({ path }) =>
    refusal(400, 'BadRequest', `Resource not found for the segment '${path.split('/').at(-1)}'.`),
  unreadable: () => refusal(400, 'BadRequest', 'Unable to read JSON request payload.'),
}

const HOUR = 3_600_000

export const teams: SystemDeclaration = {
  name: 'teams',
  title: 'Practice Teams',
  kinds: [
    { name: 'messages', title: 'Messages', label: 'body.content' },
    { name: 'channels', title: 'Channels', label: 'displayName' },
  ],
  values: { tenant: 'practice.example', team: 'team-1', channel: '19:general@thread.tacv2' },
  signIn: {
    credential: bearerToken,
    permissions: ['ChannelMessage.Send', 'ChannelMessage.Read.All', 'Channel.ReadBasic.All', 'User.Read'],
    permissionFor(call) {
      if (call.path.endsWith('/me')) return 'User.Read'
      if (!call.path.includes('/messages')) return 'Channel.ReadBasic.All'
      return call.method === 'POST' ? 'ChannelMessage.Send' : 'ChannelMessage.Read.All'
    },
    oauth: {
      authorizePath: '/practice.example/oauth2/v2.0/authorize',
      tokenPath: '/practice.example/oauth2/v2.0/token',
      grants: ['authorization_code', 'refresh_token'],
      tokenLastsMs: HOUR,
      refresh: 'rotates',
      refreshLastsMs: 90 * 24 * HOUR,
      pkceRequired: true,
      tokenAnswer: () => ({ ext_expires_in: 3599 }),
    },
  },
  limits: [{ name: 'posts', calls: 2, per: 1_000, counts: ({ method }) => method === 'POST' }],
  refusals,
  isWrite: ({ method }) => method === 'POST',
  route,
  seed: seedTeams,
}

function route(call: Call, desk: Desk): Reply {
  const [, version, first, team, second, channel, third] = call.path.split('/').map(decodeURIComponent)
  if (version !== 'v1.0') return refusals.noSuchPath(call)
  if (first === 'me' && team === undefined) return { status: 200, body: me(desk) }
  if (first === 'me' && team === 'joinedTeams')
    return { status: 200, body: { value: [{ id: 'team-1', displayName: 'Practice team' }] } }
  if (first !== 'teams' || second !== 'channels') return refusals.noSuchPath(call)
  if (team !== 'team-1') fail(404, 'NotFound', `No team found with Group Id ${team}`)
  if (channel === undefined) return { status: 200, body: { value: desk.docs.all('channels').map(({ body }) => body) } }
  if (!desk.docs.get('channels', channel)) fail(404, 'NotFound', 'Channel was not found')
  if (third !== 'messages') return refusals.noSuchPath(call)
  return call.method === 'POST' ? post(call, desk, channel) : list(call, desk, channel)
}

const me = ({ caller }: Desk) => ({
  '@odata.context': 'https://graph.microsoft.com/v1.0/$metadata#users/$entity',
  id: 'user-1',
  displayName: caller.person ?? 'Practice Person',
  userPrincipalName: `${caller.person ?? 'practice'}@practice.example`,
})

const taken = ['subject', 'importance', 'body', 'attachments', 'mentions', 'hostedContents']

function post(call: Call, desk: Desk, channel: string): Reply {
  const sent: unknown = JSON.parse(call.body)
  if (!isRecord(sent)) return fail(400, 'BadRequest', 'A message is wanted')
  const [old] = unknownNames(desk, 'messages', sent)
  const message = renameIn(desk, 'messages', sent)
  const unknown = old ?? Object.keys(message).find((name) => !taken.includes(name))
  if (unknown !== undefined)
    fail(400, 'BadRequest', `The property '${unknown}' does not exist on type 'microsoft.graph.chatMessage'.`)
  const { body, subject = null, importance = 'normal' } = message
  if (!isRecord(body) || typeof body.content !== 'string' || body.content === '')
    return fail(400, 'BadRequest', 'Missing body content')
  if (!['text', 'html'].includes(String(body.contentType ?? 'text')))
    fail(400, 'BadRequest', 'contentType is not valid')
  if (!['normal', 'high', 'urgent'].includes(String(importance))) fail(400, 'BadRequest', 'importance is not valid')
  if (body.content.length > 28_000) fail(413, 'RequestEntityTooLarge', 'The message is too large')
  const [missing] = missingRequired(desk, 'messages', message)
  if (missing !== undefined) fail(400, 'BadRequest', `Missing ${missing}`)
  const id = String(desk.now() * 1000 + (desk.docs.next('message') % 1000)).slice(0, 16)
  const at = new Date(desk.now()).toISOString()
  const content = body.content.replace(/<script\b[\s\S]*?<\/script>/gi, '')
  const kept = {
    ...{
      id,
      messageType: 'message',
      createdDateTime: at,
      lastModifiedDateTime: at,
      deletedDateTime: null,
      subject,
      importance,
    },
    body: { contentType: body.contentType ?? 'text', content },
    from: { user: { id: 'user-1', displayName: desk.caller.person ?? 'Practice Person' } },
    channelIdentity: { teamId: 'team-1', channelId: channel },
  }
  desk.docs.insert('messages', kept, { id })
  desk.docs.effect('messages', content, 'created')
  desk.notify('created', {
    changeType: 'created',
    resource: `teams('team-1')/channels('${channel}')/messages('${id}')`,
  })
  return { status: 201, body: renameOut(desk, 'messages', kept) }
}

/** The newest change first, in pages whose next one is a link. */
function list(call: Call, desk: Desk, channel: string): Reply {
  const all = desk.docs
    .findBy('messages', 'channelIdentity.channelId', channel)
    .sort((one, other) => Number(other.id) - Number(one.id))
  const size = wholeNumber(call.query, '$top', 20, 1, 50)
  const skip = wholeNumber(call.query, '$skiptoken', 0, 0, 1_000_000)
  const value = all.slice(skip, skip + size).map(({ body }, index) => {
    const lastModifiedDateTime = mixedDate(desk, String(body.lastModifiedDateTime), index)
    return renameOut(desk, 'messages', { ...body, lastModifiedDateTime })
  })
  const next = `${desk.address}${call.path}?$top=${size}&$skiptoken=${skip + size}`
  const more = skip + size < all.length ? { '@odata.nextLink': next } : {}
  return { status: 200, body: { '@odata.count': value.length, ...more, value } }
}

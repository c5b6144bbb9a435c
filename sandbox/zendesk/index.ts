// Zendesk Support's API v2 as a practice system: tickets with comments, people, the account's own fields. Sources:
// developer.zendesk.com/api-reference/ticketing, and the client node-zendesk 6.0.1 as a witness. Nothing was checked against a live
// account.
import { bearerToken, type Call } from '../http/exchange.ts'
import type { SystemDeclaration } from '../kit/system.ts'
import { refusals } from './refusals.ts'
import { partsOf, route } from './router.ts'
import { seed } from './seed.ts'

const oauthAuthorize = '/oauth/authorizations/new'

export const zendesk: SystemDeclaration = {
  name: 'zendesk',
  title: 'Practice Zendesk',
  kinds: [
    { name: 'tickets', title: 'Tickets', label: 'subject' },
    { name: 'users', title: 'People', label: 'name' },
    { name: 'comments', title: 'Comments', label: 'body' },
  ],
  signIn: {
    credential: (call) => bearerToken(call) ?? basicOf(call),
    permissions: ['tickets:read', 'tickets:write', 'users:read', 'users:write'],
    permissionFor,
    key: (random) => `agent@practice.example/token:practice-zendesk-${random}`,
    oauth: {
      authorizePath: oauthAuthorize,
      tokenPath: '/oauth/tokens',
      grants: ['authorization_code', 'refresh_token'],
      tokenLastsMs: 1_800_000,
      refresh: 'rotates',
      refreshLastsMs: 30 * 86_400_000,
    },
  },
  limits: [{ name: 'requests per minute', calls: 700, per: 60_000 }],
  limitHeaders: (limits, now) => {
    const [minute] = limits
    if (!minute) return {}
    return {
      'X-Rate-Limit': String(minute.calls),
      'X-Rate-Limit-Remaining': String(minute.left),
      'RateLimit-Limit': String(minute.calls),
      'RateLimit-Remaining': String(minute.left),
      'RateLimit-Reset': String(60 - (Math.floor(now / 1_000) % 60)),
    }
  },
  refusals,
  isWrite: ({ method }) => method !== 'GET',
  searchLagMs: 2_000,
  route,
  seed,
}

/** The secret of HTTP Basic as it is kept: `e-mail/token:token`. */
function basicOf(call: Call): string | undefined {
  const given = /^Basic\s+(\S+)$/i.exec(call.headers.authorization ?? '')?.[1]
  return given === undefined ? undefined : Buffer.from(given, 'base64').toString('utf8')
}

function permissionFor(call: Call): string | undefined {
  const [resource, id] = partsOf(call)
  const kind = resource === 'ticket_fields' ? 'tickets' : resource
  if ((kind !== 'tickets' && kind !== 'users') || id === 'me') return undefined
  return `${kind}:${call.method === 'GET' ? 'read' : 'write'}`
}

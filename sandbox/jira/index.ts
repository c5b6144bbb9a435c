// Jira Cloud's platform REST API v3 as a practice system: issues of one project, found by JQL after a while. Sources: the description
// in test/fixtures/specs/jira.json (Apache-2.0), developer.atlassian.com (rate limiting), the client jira.js 6.2.0 as a witness.
// Nothing was checked against a live account.
import { bearerToken, type Call } from '../http/exchange.ts'
import type { SystemDeclaration } from '../kit/system.ts'
import { project } from './fields.ts'
import { refusals } from './refusals.ts'
import { prefix, route } from './router.ts'
import { seed } from './seed.ts'

/** Searches only read, whatever their method. */
const reads = ({ method, path }: Call) => method === 'GET' || path.startsWith(`${prefix}search`)

export const jira: SystemDeclaration = {
  name: 'jira',
  title: 'Practice Jira',
  kinds: [
    { name: 'issues', title: 'Issues', label: 'summary' },
    { name: 'comments', title: 'Comments', label: 'issue' },
  ],
  values: { project: project.key },
  signIn: {
    credential: (call) => bearerToken(call) ?? basicOf(call),
    permissions: ['read:jira-work', 'write:jira-work', 'read:jira-user', 'offline_access'],
    permissionFor: (call) =>
      call.path === `${prefix}myself` ? 'read:jira-user' : reads(call) ? 'read:jira-work' : 'write:jira-work',
    key: (random) => `integration@practice.example:practice-jira-${random}`,
    oauth: {
      authorizePath: '/authorize',
      tokenPath: '/oauth/token',
      grants: ['authorization_code', 'refresh_token'],
      tokenLastsMs: 3_600_000,
      refresh: 'rotates',
      refreshLastsMs: 90 * 86_400_000,
    },
  },
  limits: [{ name: 'jira-burst-based', calls: 100, per: 1_000 }],
  refusals,
  isWrite: (call) => !reads(call),
  searchLagMs: 2_000,
  route,
  seed,
}

/** The secret of HTTP Basic as it is kept: `e-mail:API token`. */
function basicOf(call: Call): string | undefined {
  const given = /^Basic\s+(\S+)$/i.exec(call.headers.authorization ?? '')?.[1]
  return given === undefined ? undefined : Buffer.from(given, 'base64').toString('utf8')
}

/** Jira Cloud, as data. */
import type { Connector } from '#engine'
import { issues } from './fields.ts'
import { operations } from './operations.ts'

export const jira: Connector = {
  id: 'jira',
  title: 'Jira',
  family: 'Issue tracker',
  version: 1,
  source:
    'The description of the platform REST API v3 (test/fixtures/specs/jira.json, Apache-2.0); developer.atlassian.com: rate limiting, ' +
    'OAuth 2.0 (3LO), the removal of /rest/api/3/search. API tokens have a limit of bursts in a second only, whose size is not ' +
    'published for them: 20 a second are asked for at most. Search finds new issues only after a while (gitlab-org MR 207768), ' +
    'which is given nine seconds: unconfirmed. Unconfirmed as well: that JQL reads milliseconds as moments, the texts of refusals, ' +
    'that sandbox sites have -sandbox in their names, that signed webhooks carry x-hub-signature. Not checked against a live account.',
  auth: { kind: 'basic', orBearer: true },
  signIns: [
    {
      kind: 'password',
      user: 'E-mail address',
      label: 'API token',
      help:
        'Signed in with an account that is nobody’s own, open id.atlassian.com/manage-profile/security/api-tokens and create a token ' +
        'without scopes. The account needs the permissions Browse projects, Create issues, Edit issues and, to take issues back, ' +
        'Delete issues in the project.',
    },
    {
      kind: 'oauth-code',
      label: 'Sign in with Atlassian',
      help:
        'Needs an app of your own at developer.atlassian.com/console/myapps with OAuth 2.0 (3LO), the redirect address shown here, and ' +
        'the Jira permissions read:jira-work, write:jira-work and read:jira-user. Then the address of the connection is ' +
        'https://api.atlassian.com/ex/jira/ and the cloud id of the site, which stands at https://<site>.atlassian.net/_edge/tenant_info.',
      authorizeUrl: 'https://auth.atlassian.com/authorize',
      tokenUrl: 'https://auth.atlassian.com/oauth/token',
      scopes: ['read:jira-user', 'offline_access'],
      pkce: false,
      clientAuth: 'body',
      refresh: 'rotates',
      lasts: 3_600_000,
      refreshLasts: 90 * 86_400_000,
      parameters: { audience: 'api.atlassian.com', prompt: 'consent' },
      belongsTo: 'person',
    },
  ],
  check: {
    request: { method: 'GET', path: '/rest/api/3/myself' },
    who: 'displayName',
    person: { path: 'accountType', is: ['atlassian'] },
    probes: {
      'read:jira-work': { method: 'GET', path: '/rest/api/3/project/search', query: { keys: '{account.project}' } },
      // There is no issue 0: whoever may write is told so.
      'write:jira-work': { method: 'PUT', path: '/rest/api/3/issue/0', body: { fields: {} } },
    },
  },
  values: [
    {
      name: 'project',
      label: 'Project key',
      help: 'The letters before the number of each issue, such as OPS in OPS-12.',
      required: true,
    },
  ],
  defaultAddress: '',
  liveAddress: { pattern: '^https://(?![^/]*-sandbox)[^/]*\\.atlassian\\.net' },
  webhook: {
    title: 'When an issue changes',
    signature: 'hmac-sha256',
    header: 'x-hub-signature',
    id: { header: 'x-atlassian-webhook-identifier' },
    help: 'In Jira under Settings, System, WebHooks, an administrator adds this address with a secret and the events that matter.',
  },
  proof: ['jira.js 6.2.0', 'description of the Jira Cloud platform REST API v3'],
  limit: {
    calls: 20,
    per: 1_000,
    headers: { limit: 'x-ratelimit-limit', remaining: 'x-ratelimit-remaining', reset: 'x-ratelimit-reset' },
  },
  concurrency: 4,
  timeout: 30_000,
  objects: { issues },
  operations,
  errors: [
    { when: { status: 429 }, category: 'transient', message: ['errorMessages.0', 'message'], rateLimit: true },
    { when: { status: [401, 403] }, category: 'sign-in', message: ['errorMessages.0', 'message'] },
    { when: { status: [408, 423, 425] }, category: 'transient', message: ['errorMessages.0', 'message'] },
    {
      when: { status: [400, 409, 413, 422] },
      category: 'validation',
      message: ['errorMessages.0', 'errors.*', 'message'],
    },
    { when: { status: [404, 410] }, category: 'permanent', message: ['errorMessages.0', 'message'] },
    { when: { statusFrom: 500 }, category: 'transient', message: ['errorMessages.0', 'message'] },
  ],
}

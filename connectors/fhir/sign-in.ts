/** How one signs in to a health record system: every one has addresses of its own, found in its SMART configuration. */
import type { Connector } from '#engine'

const DAY = 86_400_000
const where = 'The two addresses stand in the system under /.well-known/smart-configuration.'

export const signIns: Connector['signIns'] = [
  {
    kind: 'oauth-client',
    label: 'Service account (SMART backend with a client secret)',
    help: `Have the operator of the system register a backend client with the permissions that are needed. ${where}`,
    tokenUrl: '{account.tokenUrl}',
    scopes: [],
    pkce: false,
    clientAuth: 'basic',
    refresh: 'none',
    lasts: 3_600_000,
    belongsTo: 'service',
  },
  {
    kind: 'oauth-code',
    label: 'Sign in in the browser (SMART on FHIR)',
    help: `Have the operator register an app with the redirect address shown here. ${where}`,
    authorizeUrl: '{account.authorizeUrl}',
    tokenUrl: '{account.tokenUrl}',
    scopes: ['offline_access'],
    pkce: true,
    clientAuth: 'basic',
    refresh: 'stays',
    lasts: 3_600_000,
    belongsTo: 'person',
  },
  {
    kind: 'oauth-code',
    label: 'Sign in in the browser every day (no renewal)',
    help: `For systems that end every sign-in after 24 hours and renew none: somebody signs in each day. ${where}`,
    authorizeUrl: '{account.authorizeUrl}',
    tokenUrl: '{account.tokenUrl}',
    scopes: [],
    pkce: true,
    clientAuth: 'basic',
    refresh: 'none',
    lasts: DAY,
    belongsTo: 'person',
  },
  {
    kind: 'key',
    label: 'Access token',
    help: 'A token that the operator of the system hands out. It ends when its operator says so.',
  },
]

const RESOURCES = ['Patient', 'Appointment', 'Communication', 'Task']

export const check: NonNullable<Connector['check']> = {
  request: { method: 'GET', path: '/Patient', query: { _summary: 'count' } },
  probes: Object.fromEntries(
    RESOURCES.map((resource) => [
      `system/${resource}.read`,
      { method: 'GET' as const, path: `/${resource}`, query: { _summary: 'count' } },
    ]),
  ),
}

export const values: NonNullable<Connector['values']> = [
  {
    name: 'system',
    label: 'Name space of our identifiers',
    help: 'An address that says whose numbers these are, such as https://clinic.example/crm. It never changes later.',
    required: true,
  },
  { name: 'authorizeUrl', label: 'Address to sign in', help: where, required: false },
  { name: 'tokenUrl', label: 'Address for tokens', help: where, required: false },
]

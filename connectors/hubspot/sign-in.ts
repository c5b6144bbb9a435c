/** How people sign in to HubSpot, and how the permissions of a sign-in are found out. */
import type { Connector, RequestTemplate } from '#engine'

/** The scopes of each object; tickets have one for both. */
export const NEEDS = {
  companies: ['crm.objects.companies.read', 'crm.objects.companies.write'],
  contacts: ['crm.objects.contacts.read', 'crm.objects.contacts.write'],
  deals: ['crm.objects.deals.read', 'crm.objects.deals.write'],
  tickets: ['tickets'],
} as const satisfies Record<string, readonly string[]>

export const signIns: Connector['signIns'] = [
  {
    kind: 'key',
    label: 'Private app token',
    help:
      'In HubSpot, a super admin opens Settings, Integrations, Private Apps, creates an app, grants it the scopes that are needed ' +
      '(crm.objects.companies.read and so on) and copies its access token, which begins with pat-.',
    belongsTo: 'service',
  },
  {
    kind: 'oauth-code',
    label: 'Sign in with HubSpot',
    help:
      'Needs an app of your own in a HubSpot developer account, with the redirect address shown here, the same scopes, its client id ' +
      'and its client secret.',
    authorizeUrl: 'https://app.hubspot.com/oauth/authorize',
    tokenUrl: 'https://api.hubapi.com/oauth/v3/token',
    scopes: ['oauth'],
    pkce: true,
    clientAuth: 'body',
    refresh: 'stays',
    lasts: 1_800_000,
    belongsTo: 'service',
  },
]

const reads = (object: string): RequestTemplate => ({ method: 'GET', path: `/crm/v3/objects/${object}?limit=1` })

/** A batch of nothing is refused as such by whoever may write, and for its scope by whoever may not. */
const writes = (object: string): RequestTemplate => ({
  method: 'POST',
  path: `/crm/v3/objects/${object}/batch/upsert`,
  body: { inputs: [] },
})

/** Private apps and OAuth apps tell their scopes at different addresses; these calls hold for both. */
export const probes: Readonly<Record<string, RequestTemplate>> = {
  'crm.objects.companies.read': reads('companies'),
  'crm.objects.companies.write': writes('companies'),
  'crm.objects.contacts.read': reads('contacts'),
  'crm.objects.contacts.write': writes('contacts'),
  'crm.objects.deals.read': reads('deals'),
  'crm.objects.deals.write': writes('deals'),
  tickets: reads('tickets'),
}

// Salesforce's REST API as a practice system: contacts, accounts, leads and opportunities, with external ids, SOQL, collections and
// describe. Sources: REST API Developer Guide, SOQL and SOSL Reference, the client jsforce 3.10.26 as a witness. Nothing was checked
// against a live account.
import { bearerToken, type Call } from '../http/exchange.ts'
import type { SystemDeclaration } from '../kit/system.ts'
import { refusals } from './refusals.ts'
import { partsOf, route } from './router.ts'
import { objectTypes, typeOf } from './schema.ts'
import { seed } from './seed.ts'

export const salesforce: SystemDeclaration = {
  name: 'salesforce',
  title: 'Practice Salesforce',
  kinds: objectTypes.map(({ name, label }) => ({
    name,
    title: `${label}s`,
    label: name === 'Account' || name === 'Opportunity' ? 'Name' : 'LastName',
  })),
  signIn: {
    credential: bearerToken,
    permissions: [
      'api',
      'refresh_token',
      'id',
      ...objectTypes.flatMap(({ name }) => [`${name}:read`, `${name}:write`]),
    ],
    permissionFor,
    oauth: {
      authorizePath: '/services/oauth2/authorize',
      tokenPath: '/services/oauth2/token',
      revokePath: '/services/oauth2/revoke',
      grants: ['authorization_code', 'client_credentials', 'refresh_token'],
      tokenLastsMs: 7_200_000,
      refresh: 'stays',
      tokenAnswer: (address) => ({
        instance_url: address,
        id: `${address}/id/00D000000000001EAA/005000000000001AAA`,
        issued_at: String(Date.now()),
      }),
    },
  },
  limits: [{ name: 'DailyApiRequests', calls: 100_000, per: 86_400_000 }],
  limitHeaders: ([daily]) =>
    daily ? { 'Sforce-Limit-Info': `api-usage=${daily.calls - daily.left}/${daily.calls}` } : {},
  refusals,
  isWrite: ({ method }) => method !== 'GET',
  route,
  seed,
}

/** Rights on the object that a path or a query names. */
function permissionFor(call: Call): string | undefined {
  const [area, one, two] = partsOf(call)?.parts ?? []
  const asked =
    area === 'query' ? /\bfrom\s+(\w+)/i.exec(call.query.get('q') ?? '')?.[1] : area === 'composite' ? two : one
  const type = area === 'limits' ? undefined : typeOf(asked ?? '')
  return type && `${type.name}:${call.method === 'GET' ? 'read' : 'write'}`
}

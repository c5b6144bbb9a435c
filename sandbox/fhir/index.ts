// The practice health record system: FHIR R4 with versions, conditional writes, search, and SMART scopes.
// Source: hl7.org/fhir/R4 (http, search, the resources) and hl7.org/fhir/smart-app-launch.
import { bearerToken, type Call, type Reply } from '../http/exchange.ts'
import type { Desk, SystemDeclaration } from '../kit/system.ts'
import { contentType, outcome, refusals } from './outcome.ts'
import { create, read, remove, update } from './resources.ts'
import { rules } from './rules.ts'
import { search } from './search.ts'
import { seedFhir } from './seed.ts'

const types = Object.keys(rules)
const typeOf = (call: Call): string => decodeURIComponent(call.path.split('/')[1] ?? '')

export const fhir: SystemDeclaration = {
  name: 'fhir',
  title: 'Practice health records',
  kinds: [
    { name: 'patients', title: 'Patients', label: 'name.0.family' },
    { name: 'appointments', title: 'Appointments', label: 'start' },
    { name: 'communications', title: 'Messages', label: 'payload.0.contentString' },
    { name: 'tasks', title: 'Tasks', label: 'description' },
  ],
  values: { system: 'https://practice.example/records' },
  signIn: {
    credential: bearerToken,
    permissions: types.flatMap((type) => [`system/${type}.read`, `system/${type}.write`]),
    permissionFor: (call) =>
      types.includes(typeOf(call)) ? `system/${typeOf(call)}.${call.method === 'GET' ? 'read' : 'write'}` : undefined,
    open: ({ path }) => path === '/metadata' || path === '/.well-known/smart-configuration',
    oauth: {
      authorizePath: '/oauth/authorize',
      tokenPath: '/oauth/token',
      grants: ['authorization_code', 'client_credentials', 'refresh_token'],
      tokenLastsMs: 3_600_000,
      refresh: 'stays',
      tokenAnswer: () => ({ patient: '1' }),
    },
    // However it was made: after a day somebody signs in anew.
    session: { lastsMs: 86_400_000 },
  },
  limits: [
    { name: 'minute', calls: 300, per: 60_000 },
    { name: 'at once', calls: 8, per: 0, atOnce: true },
  ],
  refusals,
  isWrite: ({ method }) => method !== 'GET',
  route,
  seed: seedFhir,
}

function route(call: Call, desk: Desk): Reply {
  if (call.path === '/metadata') return { status: 200, headers: contentType, body: capabilities(desk) }
  if (call.path === '/.well-known/smart-configuration') return { status: 200, body: smart(desk) }
  const [, type = '', id, more] = call.path.split('/').map(decodeURIComponent)
  if (!types.includes(type) || more !== undefined) return refusals.noSuchPath(call)
  if (call.method === 'GET') return id === undefined ? search(type, call, desk) : read(type, id, desk)
  if (call.method === 'POST' && id === undefined) return create(type, call, desk)
  if (call.method === 'PUT') return update(type, id, call, desk)
  if (call.method === 'DELETE' && id !== undefined) return remove(type, id, desk)
  return outcome(405, 'not-supported', `${call.method} is not supported here`)
}

const capabilities = (desk: Desk) => ({
  resourceType: 'CapabilityStatement',
  status: 'active',
  experimental: true,
  date: '2026-01-01',
  kind: 'instance',
  fhirVersion: '4.0.1',
  format: ['application/fhir+json'],
  implementation: { description: 'Practice health records', url: desk.address },
  rest: [
    {
      mode: 'server',
      resource: types.map((type) => ({
        type,
        versioning: 'versioned-update',
        conditionalCreate: true,
        conditionalUpdate: true,
        interaction: ['read', 'create', 'update', 'delete', 'search-type'].map((code) => ({ code })),
      })),
    },
  ],
})

const smart = ({ address }: Desk) => ({
  authorization_endpoint: `${address}/oauth/authorize`,
  token_endpoint: `${address}/oauth/token`,
  grant_types_supported: ['authorization_code', 'client_credentials'],
  code_challenge_methods_supported: ['S256'],
  capabilities: ['launch-standalone', 'client-confidential-symmetric', 'permission-v1'],
})

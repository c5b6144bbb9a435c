import type { Faults } from '../faults/faults.ts'
import { bearerToken, type Call } from '../http/exchange.ts'
import { Refusal } from './errors.ts'
import { findKind } from './kinds.ts'

export const unknownToken = new Refusal(401, {
  category: 'INVALID_AUTHENTICATION',
  message:
    'Authentication credentials not found. This API supports OAuth 2.0 authentication and you can find more details ' +
    'at https://developers.hubspot.com/docs/methods/auth/oauth-overview',
})

export function expiredToken(now: number): Refusal {
  return new Refusal(401, {
    category: 'EXPIRED_AUTHENTICATION',
    message: 'The OAuth token used to make this call expired 1 second(s) ago.',
    context: { 'expire time': [new Date(now - 1_000).toISOString()] },
  })
}

/** The scope that a call needs; tickets have one for reading and writing, and search only reads. */
export function scopeFor({ method, path }: Call): string | undefined {
  const [, area, , resource, word = ''] = path.split('/')
  const kind = area === 'crm' && resource === 'objects' ? findKind(word) : undefined
  if (kind === undefined) return undefined
  if (kind.name === 'tickets') return 'tickets'
  const reads = method === 'GET' || path.endsWith('/search') || path.endsWith('/batch/read')
  return `crm.objects.${kind.name}.${reads ? 'read' : 'write'}`
}

/** 403 as users report it (PostHog/posthog#53339). */
export function missingScope(scope: string): Refusal {
  return new Refusal(403, {
    category: 'MISSING_SCOPES',
    message:
      "This app hasn't been granted all required scopes to make this call. Read more about required scopes here: " +
      'https://developers.hubspot.com/scopes.',
    errors: [
      { message: 'One or more of the following scopes are required.', context: { requiredGranularScopes: [scope] } },
    ],
  })
}

/**
 * Lets a call with the right bearer token pass. The two refusals are the real ones (HubSpot/hubspot-api-nodejs#432 for
 * a missing or unknown token, airbytehq/airbyte#74726 for an expired one); one
 * that was taken back is unknown (unconfirmed).
 * @throws Refusal 401, or 403 for a scope that it lacks
 */
export function checkToken(call: Call, token: string, faults: Faults, now: number): void {
  if (faults.rejectToken === 'expired') throw expiredToken(now)
  if (faults.rejectToken !== undefined || bearerToken(call) !== token) throw unknownToken
  const scope = scopeFor(call)
  if (scope !== undefined && faults.withoutPermissions?.includes(scope)) throw missingScope(scope)
}

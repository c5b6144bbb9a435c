import type { Faults } from '../faults/faults.ts'
import { bearerToken, type Call } from '../http/exchange.ts'
import { Refusal } from './errors.ts'

const unknownToken = new Refusal(401, {
  category: 'INVALID_AUTHENTICATION',
  message:
    'Authentication credentials not found. This API supports OAuth 2.0 authentication and you can find more details ' +
    'at https://developers.hubspot.com/docs/methods/auth/oauth-overview',
})

function expiredToken(now: number): Refusal {
  return new Refusal(401, {
    category: 'EXPIRED_AUTHENTICATION',
    message: 'The OAuth token used to make this call expired 1 second(s) ago.',
    context: { 'expire time': [new Date(now - 1_000).toISOString()] },
  })
}

/**
 * Lets a call with the right bearer token pass. The two refusals are the real ones (HubSpot/hubspot-api-nodejs#432 for
 * a missing or unknown token, airbytehq/airbyte#74726 for an expired one).
 * @throws Refusal 401
 */
export function checkToken(call: Call, token: string, rejected: Faults['rejectToken'], now: number): void {
  if (rejected === 'expired') throw expiredToken(now)
  if (rejected === 'unknown' || bearerToken(call) !== token) throw unknownToken
}

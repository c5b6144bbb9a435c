// Sign-ins beside the private app's token: an OAuth app's, made and renewed by the kit. HubSpot is older than the kit, so that only
// this part of it is declared as the other systems are. Source: developers.hubspot.com/docs/api-reference/auth-oauth-v3/guide.
import type { FaultDesk } from '../faults/desk.ts'
import { bearerToken, type Call, type Reply } from '../http/exchange.ts'
import { createSystemFaultDesk } from '../kit/fault-desk.ts'
import type { SystemKeys } from '../kit/keys.ts'
import { answerOAuth } from '../kit/oauth.ts'
import type { SystemAccess } from '../kit/running.ts'
import { openSystemSignIns } from '../kit/sign-in.ts'
import type { OAuthDeclaration, SystemDeclaration } from '../kit/system.ts'
import type { Store } from '../store/index.ts'
import { portalId, refusalReply } from './errors.ts'
import { expiredToken, missingScope, scopeFor, unknownToken } from './sign-in.ts'

const scopes = [
  ...['companies', 'contacts', 'deals'].flatMap((kind) => [`crm.objects.${kind}.read`, `crm.objects.${kind}.write`]),
  'tickets',
  'oauth',
]

const oauth: OAuthDeclaration = {
  authorizePath: '/oauth/authorize',
  tokenPath: '/oauth/v3/token',
  grants: ['authorization_code', 'refresh_token'],
  tokenLastsMs: 1_800_000,
  refresh: 'stays',
  tokenAnswer: () => ({ hub_id: portalId }),
}

const nothing = (): Reply => ({ status: 500 })

const declaration: SystemDeclaration = {
  name: 'hubspot',
  title: 'Practice HubSpot',
  kinds: [],
  signIn: { credential: bearerToken, permissions: scopes, permissionFor: scopeFor, oauth },
  limits: [],
  refusals: {
    unavailable: nothing,
    serverError: nothing,
    tooMany: nothing,
    noSuchPath: nothing,
    unreadable: nothing,
    signIn: (trouble, scope) => {
      if (trouble === 'permission') return refusalReply(missingScope(scope ?? ''))
      return refusalReply(trouble === 'expired' ? expiredToken(Date.now()) : unknownToken)
    },
  },
  isWrite: () => false,
  route: nothing,
}

export interface AppSignIns {
  /** The answer of an OAuth endpoint; undefined when the call is for none of them. */
  answer(call: Call): Reply | undefined
  /** @throws Refused with HubSpot's reply, unless the call carries an app's token that is good for it */
  check(call: Call): void
  access(address: string): NonNullable<SystemAccess['oauth']>
}

export function openAppSignIns(store: Store, faults: FaultDesk, keys: SystemKeys): AppSignIns {
  const desk = {
    ...createSystemFaultDesk(),
    current: () => {
      const { rejectToken: token, withoutPermissions } = faults.current()
      return { ...(token && { token }), ...(withoutPermissions && { withoutPermissions }) }
    },
  }
  const signIns = openSystemSignIns({ declaration, store, faults: desk, now: Date.now, token: keys.token })
  let address = ''
  const room = { declaration, oauth, store, signIns, keys, faults: desk, now: Date.now, address: () => address }
  let known = faults.current().rejectToken
  /** A fault strikes the sign-ins that are there when it is seen first. */
  const markFaults = () => {
    const now = faults.current().rejectToken
    if (now !== known) signIns.mark()
    known = now
  }
  return {
    answer: (call) => {
      markFaults()
      return answerOAuth(room, call)
    },
    check: (call) => {
      markFaults()
      signIns.check(call)
    },
    access: (at) => {
      address = at
      const { clientId, clientSecret } = keys
      return { clientId, clientSecret, authorizeUrl: at + oauth.authorizePath, tokenUrl: at + oauth.tokenPath }
    },
  }
}

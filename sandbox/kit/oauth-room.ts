import type { Reply } from '../http/exchange.ts'
import type { Store } from '../store/index.ts'
import type { SystemFaultDesk } from './fault-desk.ts'
import type { SystemKeys } from './keys.ts'
import type { SignInDesk } from './sign-in.ts'
import type { OAuthDeclaration, SystemDeclaration } from './system.ts'

/** What the OAuth endpoints of one system know. */
export interface OAuthRoom {
  readonly declaration: SystemDeclaration
  readonly oauth: OAuthDeclaration
  readonly store: Store
  readonly signIns: SignInDesk
  readonly keys: SystemKeys
  readonly faults: SystemFaultDesk
  readonly now: () => number
  readonly address: () => string
}

/** An error answer of RFC 6749, section 5.2. */
export class OAuthRefused extends Error {
  readonly reply: Reply
  constructor(error: string, description: string, status = 400, headers: Record<string, string> = {}) {
    super(error)
    this.reply = { status, body: { error, error_description: description }, headers: { ...uncached, ...headers } }
  }
}

export const uncached = { 'Cache-Control': 'no-store', Pragma: 'no-cache' }

export type OAuthForm = Readonly<Record<string, string>>

/** How the app said who it is: by its secret, or by its id alone. */
export type ClientProof = 'secret' | 'public'

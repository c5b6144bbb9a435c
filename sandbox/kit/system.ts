// What one vendor's simulator says of itself. The kit does the rest: sockets, storage, sign-in, limits, faults, looking into it.
import type { Call, Reply } from '../http/exchange.ts'
import type { Documents } from './documents.ts'
import type { SystemFaults } from './faults.ts'

export interface SystemDeclaration {
  /** The connector's id, such as `stripe`. */
  readonly name: string
  /** Such as `Practice Stripe`. */
  readonly title: string
  /** The kinds of things it holds, for people who look into it. */
  readonly kinds: readonly KindDeclaration[]
  /** Values that a connection to it must know, such as a tenant. */
  readonly values?: Readonly<Record<string, string>>
  readonly signIn: SignInDeclaration
  readonly limits: readonly LimitDeclaration[]
  /** Headers of every answer that tell how much is left. */
  limitHeaders?(limits: readonly LimitState[], now: number): Record<string, string>
  readonly refusals: Refusals
  /** True for calls that may change something: the ones whose answers are worth losing. */
  isWrite(call: Call): boolean
  /** Milliseconds until search finds what was written; `faults.searchLagMs` counts more. */
  readonly searchLagMs?: number
  /** The vendor's API, for calls that are signed in and within the limits. Throw `Refused` to answer with its reply. */
  route(call: Call, desk: Desk): Reply | Promise<Reply>
  /** Headers that sign an event, where the system signs its webhooks. */
  signWebhook?(event: WebhookEvent): Record<string, string>
  /** Awkward data to begin with: blanks, odd dates, near-twins, emoji, very long texts. Called when it is empty and after a reset. */
  seed?(desk: Desk): void
}

/** One event on its way to somebody who asked for it. The same event keeps its id at every try. */
export interface WebhookEvent {
  readonly id: string
  readonly topic: string
  /** The body as it is sent. */
  readonly text: string
  /** Blank when whoever asked for events gave none. */
  readonly secret: string
  readonly now: number
}

export interface KindDeclaration {
  readonly name: string
  readonly title: string
  /** Path (dotted) in a document to what people recognise it by. */
  readonly label: string
}

export interface SignInDeclaration {
  /** What the call carries: a token or key, or for HTTP Basic `user:password`; undefined when there is none. */
  credential(call: Call): string | undefined
  /** All permissions that its sign-ins can have, in the vendor's names. */
  readonly permissions: readonly string[]
  /** The permission that a call needs; undefined: any sign-in may make it. */
  permissionFor?(call: Call): string | undefined
  /** The form of keys that it hands out to practise with; begins with `practice-` unless the vendor's own clients refuse that. */
  key?(random: string): string
  /** Paths that need no sign-in, beside those of OAuth. */
  open?(call: Call): boolean
  readonly oauth?: OAuthDeclaration
  /** A sign-in is good for so long, or so many calls, however it was made. */
  readonly session?: { readonly lastsMs?: number; readonly calls?: number }
}

export interface OAuthDeclaration {
  readonly authorizePath: string
  readonly tokenPath: string
  readonly revokePath?: string
  readonly grants: readonly ('authorization_code' | 'client_credentials' | 'refresh_token')[]
  readonly tokenLastsMs: number
  readonly refresh: 'rotates' | 'stays' | 'none'
  readonly refreshLastsMs?: number
  /** Without a code challenge the authorization is refused. */
  readonly pkceRequired?: boolean
  /** More members of the token answer, such as an instance address. `address` is where the system answers. */
  tokenAnswer?(address: string): Record<string, unknown>
}

export interface LimitDeclaration {
  readonly name: string
  readonly calls: number
  /** Milliseconds of the sliding window. */
  readonly per: number
  /** The calls that count; all of them when absent. */
  counts?(call: Call): boolean
  /** So many calls under way at once, instead of in a window; `per` is 0 then. */
  readonly atOnce?: true
}

export interface LimitState {
  readonly name: string
  readonly calls: number
  readonly per: number
  readonly left: number
  /** Milliseconds until at least one call is free again; 0 when one is. */
  readonly resetMs: number
}

/** Why a sign-in is refused. `revoked`: it was taken back; `permission`: it lacks the one named. */
export type SignInTrouble = 'missing' | 'unknown' | 'expired' | 'revoked' | 'permission' | 'session-over'

/** The vendor's own statuses, headers and bodies. */
export interface Refusals {
  unavailable(): Reply
  serverError(): Reply
  tooMany(limit: LimitDeclaration, waitMs: number): Reply
  signIn(trouble: SignInTrouble, permission: string | undefined): Reply
  /** Nothing is at that path. */
  noSuchPath(call: Call): Reply
  /** The body cannot be read. */
  unreadable(error: Error): Reply
}

export interface Caller {
  readonly credential: string
  readonly permissions: readonly string[]
  /** The person whose own login it is; absent for keys and service accounts. */
  readonly person?: string
}

export interface Desk {
  readonly docs: Documents
  /** Where it answers, without a slash at the end. */
  readonly address: string
  faults(): SystemFaults
  now(): number
  /** So many milliseconds until search finds what was written. */
  searchLagMs(): number
  /** Who is signed in for the call that is being answered. */
  readonly caller: Caller
  /** True when the next record of a bulk call is to be refused by itself; counts it. */
  takesPartial(): boolean
  /** Sends an event to everybody who asked for it, faults included, once the call had its effect. Never waits. */
  notify(topic: string, body: unknown): void
}

/** Thrown to answer with this reply. */
export class Refused extends Error {
  readonly reply: Reply
  constructor(reply: Reply) {
    super(`status ${reply.status}`)
    this.reply = reply
  }
}

/** Saved connections: a sign-in at a system that several flows may use, and how it stands. The secret itself is never in here. */

import type { Code } from '../model/codes.ts'
import type { Flow } from '../model/flow.ts'
import type { Connector } from './declare.ts'
import type { SignInWay } from './declare-sign-in.ts'

export type SlotName = 'practice' | 'live'

export interface SavedConnection {
  id: string
  /** Of the connector. */
  connector: string
  /** What people call it. */
  name: string
  /** A practice run can only ever choose one that was saved for practice. */
  slot: SlotName
  way: SignInWay['kind'] | 'none'
  address: string
  /** What the connector's `values` ask for. */
  values: Readonly<Record<string, string>>
  /** Permissions that were granted, where that is known. */
  scopes?: readonly string[]
  /** Milliseconds since 1970: when somebody signed in. */
  signedIn: number
  /** When the sign-in ends, where that is known: its token, unless that is renewed by itself. */
  expires?: number
  /** It is renewed by itself before it ends. */
  renews: boolean
  /** Only a person can sign in again: which code says why. */
  ended?: { code: Code; at: number; message?: string }
  /** An app or service account, or a person whose leaving ends it; unknown when absent. */
  belongsTo?: 'service' | 'person'
  /** Whose account it is over there, as the system said. */
  account?: string
  /** It was made for this flow alone, and goes with it. */
  madeFor?: string
  /** OAuth: the client id, and the port that was registered for the redirect. */
  client?: string
  redirectPort?: number
  checked?: SignInFinding
}

/** `unknown`: the system offers no way to tell. */
export type SignInState =
  | 'good'
  | 'ending-soon'
  | 'expired'
  | 'revoked'
  | 'under-privileged'
  | 'unreachable'
  | 'refused'
  | 'unknown'

/** One permission: what it is needed for, and whether it is there (undefined: the system does not tell). */
export interface NeededPermission {
  permission: string
  reasons: readonly string[]
  has?: boolean
}

/** What a check found. */
export interface SignInFinding {
  at: number
  state: SignInState
  reachable: boolean
  accepted?: boolean
  who?: string
  belongsTo?: 'service' | 'person'
  needs: readonly NeededPermission[]
  missing: readonly string[]
  expires?: number
  /** In the system's own words, where it refused. */
  message?: string
  /** Plain sentences, the most important first. */
  words: readonly string[]
}

/** What one saved connection is used for: the operations of the flows in which it stands. */
export interface NeededBy {
  flow: string
  step: string
  operation: string
}

const DAY = 86_400_000
/** A person is warned so long ahead: the first time, and again. */
export const WARN_AHEAD: readonly number[] = [7 * DAY, DAY]

/** When the sign-in ends unless a person does something. Undefined: not as far as is known. */
export function endsAt(saved: Pick<SavedConnection, 'expires' | 'renews' | 'ended'>): number | undefined {
  if (saved.ended) return saved.ended.at
  return saved.renews ? undefined : saved.expires
}

/** How urgent a warning of the end is: 0 none, 1 a week ahead, 2 a day ahead, 3 it has ended. */
export function warningOf(saved: Pick<SavedConnection, 'expires' | 'renews' | 'ended'>, now: number): 0 | 1 | 2 | 3 {
  const end = endsAt(saved)
  if (end === undefined) return 0
  if (end <= now) return 3
  const left = end - now
  return left <= DAY ? 2 : left <= 7 * DAY ? 1 : 0
}

/** The operations that a flow asks for through one of its connections. */
export function operationsUsed(flow: Pick<Flow, 'name' | 'steps'>, connection: string): NeededBy[] {
  return Object.values(flow.steps).flatMap(({ title, settings }) =>
    settings.connection === connection && typeof settings.operation === 'string'
      ? [{ flow: flow.name, step: title, operation: settings.operation }]
      : [],
  )
}

/** Permissions that operations need, each with the operations that need it. */
export function neededPermissions(
  connector: Pick<Connector, 'operations'>,
  used: readonly NeededBy[],
): NeededPermission[] {
  const reasons = new Map<string, Set<string>>()
  for (const { flow, step, operation } of used) {
    const declared = Object.hasOwn(connector.operations, operation) ? connector.operations[operation] : undefined
    for (const permission of declared?.needs ?? []) {
      const known = reasons.get(permission) ?? new Set()
      reasons.set(permission, known.add(`${declared?.title ?? operation}: step "${step}" of "${flow}"`))
    }
  }
  return [...reasons].map(([permission, why]) => ({ permission, reasons: [...why] }))
}

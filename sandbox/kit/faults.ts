/** What should go wrong in one practice system. Kept in memory: after a restart it is healthy. Counts strike that often. */
export interface SystemFaults {
  /** Milliseconds before anything happens, and between the effect and its answer. */
  readonly latency?: { readonly beforeMs?: number; readonly afterMs?: number; readonly writesOnly?: boolean }
  /** `refuse` answers as unavailable; `hang-up` cuts every connection. */
  readonly outage?: 'refuse' | 'hang-up'
  /** So many writes are answered as unavailable and not carried out. */
  readonly unavailable?: number
  /** So many writes have their connection cut before they are carried out. */
  readonly cutBefore?: number
  /** So many writes are carried out, and their connection is cut then. */
  readonly lostAnswers?: number
  /** So many calls are told that they are too many. */
  readonly storm?: { readonly answers: number; readonly waitMs?: number }
  readonly token?: 'expired' | 'revoked' | 'unknown'
  /** Permissions that every sign-in has lost. */
  readonly withoutPermissions?: readonly string[]
  /** Fields that have another name from now on, in answers and in what is taken. */
  readonly renamed?: readonly { readonly kind: string; readonly from: string; readonly to: string }[]
  /** Fields without which nothing is created any more. */
  readonly required?: readonly { readonly kind: string; readonly field: string }[]
  /** Dates in answers come in changing forms. */
  readonly mixedDates?: boolean
  /** So many records of bulk calls are refused by themselves, the rest is carried out. */
  readonly partial?: number
  readonly serverErrors?: { readonly probability: number; readonly seed?: number; readonly when?: 'before' | 'after' }
  readonly searchLagMs?: number
  readonly webhooks?: {
    readonly twice?: boolean
    readonly lateMs?: number
    readonly outOfOrder?: boolean
    readonly lost?: number
  }
}

import type { Code } from './codes.ts'
import type { Json } from './json.ts'

/** What to do about a failure: try again, fix the record, give up on it, or fix the connection. */
export type FailureCategory = 'transient' | 'validation' | 'permanent' | 'sign-in'

/**
 * An expected operation could not finish. `values` fill the sentence of its code; `details` is shown only on request.
 * Neither may hold a secret.
 */
export class Failure extends Error {
  readonly code: Code
  readonly category: FailureCategory
  readonly values: Record<string, Json>
  readonly details: Record<string, Json>

  constructor(
    code: Code,
    category: FailureCategory,
    values: Record<string, Json> = {},
    options: { details?: Record<string, Json>; cause?: unknown } = {},
  ) {
    super(code, options.cause === undefined ? undefined : { cause: options.cause })
    this.name = 'Failure'
    this.code = code
    this.category = category
    this.values = values
    this.details = options.details ?? {}
  }
}

/** The part of a failure that is journaled and shown: plain data. */
export interface Reason {
  code: Code
  category: FailureCategory
  values: Record<string, Json>
  details?: Record<string, Json>
}

export const reasonOf = (failure: Failure): Reason => ({
  code: failure.code,
  category: failure.category,
  values: failure.values,
  ...(Object.keys(failure.details).length > 0 ? { details: failure.details } : {}),
})

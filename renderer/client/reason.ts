/** Turns whatever a request threw into the engine's words. */
import { ORPCError } from '@orpc/client'
import type { Code, FailureCategory, Reason } from '#engine'
import { Failure, isCode, reasonOf } from '#engine'

/** The reason a request failed: the studio's or the engine's own, or that the studio is away, or an incident of ours. Never throws. */
export function asReason(error: unknown): Reason {
  if (error instanceof Failure) return reasonOf(error)
  if (!(error instanceof ORPCError)) return { code: 'host.disconnected', category: 'transient', values: {} }
  const data: unknown = error.data
  if (isReasonData(data)) {
    const { code, category, values, details } = data
    return { code, category, values, ...(details ? { details } : {}) }
  }
  const incident = isObject(data) && typeof data.incident === 'string' ? data.incident : error.code
  return { code: 'host.incident', category: 'permanent', values: { incident } }
}

/** True for a request that the screen itself gave up. */
export const isAborted = (error: unknown): boolean => error instanceof DOMException && error.name === 'AbortError'

const CATEGORIES: readonly string[] = ['transient', 'validation', 'permanent', 'sign-in']

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

function isReasonData(
  value: unknown,
): value is { code: Code; category: FailureCategory; values: Reason['values']; details?: Reason['values'] } {
  if (!isObject(value) || typeof value.code !== 'string' || !isCode(value.code)) return false
  return CATEGORIES.includes(String(value.category)) && isObject(value.values)
}

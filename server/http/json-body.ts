import type * as z from 'zod'
import { Failure } from '#engine'

/** Reads a small JSON body by a schema. Throws usage.invalid, with words for whoever writes the client. */
export function parseBody<T>(body: unknown, schema: z.ZodType<T>): T {
  const parsed = schema.safeParse(parseText(body))
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  const why = issue ? `${issue.path.join('.') || 'The body'}: ${issue.message}` : 'The body cannot be used'
  throw new Failure('usage.invalid', 'validation', { why })
}

function parseText(body: unknown): unknown {
  if (!Buffer.isBuffer(body)) return undefined
  try {
    return JSON.parse(body.toString('utf8'))
  } catch {
    throw new Failure('usage.invalid', 'validation', { why: 'The body is not JSON' })
  }
}

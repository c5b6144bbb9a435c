/** From the text of a flow file to a flow, or to problems a person can act on. Never throws for what a file may hold. */
import type * as z from 'zod'
import type { Code } from './codes.ts'
import { type Flow, FORMAT_VERSION, flowSchema } from './flow.ts'
import type { Json } from './json.ts'
import { faultIn } from './parse-flow-json.ts'
import { MIGRATIONS, type Migration, migrate } from './parse-flow-migrations.ts'
import { whereOf, whyOf } from './parse-flow-words.ts'
import type { Problem } from './problem.ts'

export type ParsedFlow = { flow: Flow } | { problems: Problem[] }

/** Most problems that are reported at once. */
const MOST = 20

/**
 * Reads a flow file of this format version or an earlier one. `file` is the name used in words.
 * Problems: `flow.not-json`, `flow.not-a-flow`, `flow.newer-format`, `flow.shape`.
 */
export function parseFlow(text: string, file: string): ParsedFlow {
  const plain = text.startsWith('\uFEFF') ? text.slice(1) : text
  if (plain.trim() === '') return { problems: [problem('flow.not-json', { file, why: 'it is empty' })] }
  const fault = faultIn(plain)
  if (fault) {
    const why = `line ${fault.line}, column ${fault.column}: ${fault.why}`
    return { problems: [problem('flow.not-json', { file, why })] }
  }
  const value: unknown = JSON.parse(plain)
  if (!looksLikeFlow(value)) return { problems: [problem('flow.not-a-flow', { file })] }
  return parseFlowValue(value)
}

/** Other JSON is not measured against the shape of a flow: what is wrong with it would be no help. */
const looksLikeFlow = (value: unknown): boolean =>
  value !== null &&
  typeof value === 'object' &&
  (Object.hasOwn(value, 'formatVersion') || Object.hasOwn(value, 'steps'))

/** The same for a value that was read already. `migrations` and `known` are the chain to bring old formats up to date. */
export function parseFlowValue(
  value: unknown,
  migrations: readonly Migration[] = MIGRATIONS,
  known: number = FORMAT_VERSION,
): ParsedFlow {
  const migrated = migrate(value, migrations, known)
  if ('code' in migrated) return { problems: [problem(migrated.code, migrated.values)] }
  const result = flowSchema.safeParse(migrated.value)
  if (result.success) return { flow: result.data }
  return { problems: result.error.issues.slice(0, MOST).map((issue) => shapeProblem(issue, migrated.value)) }
}

const problem = (code: Code, values: Record<string, Json>): Problem => ({ code, severity: 'blocks', at: {}, values })

function shapeProblem(issue: z.core.$ZodIssue, value: unknown): Problem {
  const [area, id] = issue.path
  const at = area === 'steps' && typeof id === 'string' ? { step: id } : {}
  return { ...problem('flow.shape', { where: whereOf(issue.path), why: whyOf(issue, value) }), at }
}

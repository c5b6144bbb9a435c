/** The near-match settings of Dedupe: how they are read, and what is wrong with them. */
import * as z from 'zod'
import { NEAR_CHOICES } from '../match/near/kinds.ts'
import type { NearLine } from '../match/near/rule.ts'
import type { Problem } from '../model/problem.ts'
import type { CheckContext } from './declare.ts'

export const SURE = 0.92
export const MAYBE = 0.8
const LEAST_WEIGHT = 1
const MOST_WEIGHT = 10
const USUAL_WEIGHT = 5

const line = z.object({
  field: z.string().min(1),
  as: z.enum(NEAR_CHOICES.map(({ value }) => value)),
  weight: z.number().min(LEAST_WEIGHT).max(MOST_WEIGHT).catch(USUAL_WEIGHT),
})

/** Lines that can be used, each field once. */
export const nearLines = z
  .array(z.unknown())
  .catch([])
  .transform((list) => {
    const lines = new Map<string, NearLine>()
    for (const one of list) {
      const { data } = line.safeParse(one)
      if (data && !lines.has(data.field)) lines.set(data.field, data)
    }
    return [...lines.values()]
  })

/** Problems beyond those of each setting alone. */
export function checkNear(
  { step, stepId }: CheckContext,
  { how, near, sure, maybe }: { how: string; near: readonly NearLine[]; sure: number; maybe: number },
): Problem[] {
  if (how !== 'near') return []
  const problems: Problem[] = []
  if (near.length === 1)
    problems.push({
      code: 'near.one-field',
      severity: 'warns',
      at: { step: stepId, field: 'near' },
      values: { step: step.title },
    })
  if (maybe > sure)
    problems.push({
      code: 'setting.invalid',
      severity: 'blocks',
      at: { step: stepId, field: 'maybe' },
      values: { step: step.title, setting: '"Ask a person from"', why: `it must be at most ${sure}` },
    })
  return problems
}

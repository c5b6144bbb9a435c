/** The near-match settings of Dedupe: how they are read, and what is wrong with them. */
import * as z from 'zod'
import { NEAR_CHOICES } from '../match/near/kinds.ts'
import type { NearLine } from '../match/near/rule.ts'
import type { Json } from '../model/json.ts'
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

/** Problems that the form's own rules do not find. */
export function checkNear(
  { step, stepId, arriving }: CheckContext,
  { how, near, sure, maybe }: { how: string; near: readonly NearLine[]; sure: number; maybe: number },
): Problem[] {
  if (how !== 'near') return []
  const setting = (field: string, label: string, why: string): Problem => ({
    code: 'setting.invalid',
    severity: 'blocks',
    at: { step: stepId, field },
    values: { step: step.title, setting: `"${label}"`, why },
  })
  const problems: Problem[] = []
  const given = Array.isArray(step.settings.near) ? step.settings.near : []
  if (near.length < given.length || !given.every(weighted))
    problems.push(
      setting(
        'near',
        'Compare',
        'each line names one field, how to compare it, and a weight from 1 to 10; no field twice',
      ),
    )
  if (near.length === 1)
    problems.push({
      code: 'near.one-field',
      severity: 'warns',
      at: { step: stepId, field: 'near' },
      values: { step: step.title },
    })
  if (maybe > sure) problems.push(setting('maybe', 'Ask a person from', `it must be at most ${sure}`))
  for (const { field } of arriving ? near : [])
    if (!arriving?.includes(field))
      problems.push({
        code: 'setting.unknown-field',
        severity: 'blocks',
        at: { step: stepId, field: 'near' },
        values: { step: step.title, field },
      })
  return problems
}

const weighted = (one: Json): boolean => {
  const weight = typeof one === 'object' && one !== null && !Array.isArray(one) ? one.weight : undefined
  return typeof weight === 'number' && weight >= LEAST_WEIGHT && weight <= MOST_WEIGHT
}

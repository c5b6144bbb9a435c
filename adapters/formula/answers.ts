/** What the worker said, as the port says it. */
import { Failure, type FormulaAnswer, type Json, reasonOf } from '#engine'
import type { WorkerAnswer } from './messages.ts'

export function answerOf(answer: WorkerAnswer): FormulaAnswer {
  if ('json' in answer) return { value: JSON.parse(answer.json) as Json }
  if (answer.wrong === 'too-big') return tooBig(answer.why)
  if (answer.wrong === 'not-data') return failed('formula.not-data', { found: answer.found })
  return failed('formula.failed', { message: answer.message, position: answer.position })
}

export const tooBig = (why: string): FormulaAnswer => failed('formula.too-big', { why })

/** `time` in milliseconds. */
export const tooSlow = (time: number): FormulaAnswer => failed('formula.too-slow', { seconds: time / 1000 })

const failed = (
  code: 'formula.too-slow' | 'formula.too-big' | 'formula.failed' | 'formula.not-data',
  values: Record<string, Json>,
): FormulaAnswer => ({ reason: reasonOf(new Failure(code, 'permanent', values)) })

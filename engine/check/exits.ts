/** The exits that records take when something is wrong with them, and where they lead. */
import type { PortName } from '../model/ports.ts'
import type { Problem } from '../model/problem.ts'
import { exitsOf } from '../steps/index.ts'
import { type Inspection, nameOf, problem } from './inspection.ts'

/** Exits whose records are held when no wire takes them, as they are said in `Records that … at "Check" fall to the hold list`. */
const HELD: Partial<Record<PortName, string>> = {
  error: 'cannot be delivered',
  rejected: 'fail the check',
  'low-confidence': 'need a person',
}

export interface FailureExit {
  step: string
  port: PortName
  words: string
  wired: boolean
}

/** Every exit of the flow whose records fall to the hold list unless a wire takes them. */
export function failureExits({ flow, kindOf, from }: Inspection): FailureExit[] {
  return Object.entries(flow.steps).flatMap(([step, { settings }]) => {
    const kind = kindOf(step)
    if (!kind) return []
    return exitsOf(kind, settings).flatMap((port) => {
      const words = HELD[port]
      if (words === undefined) return []
      return { step, port, words, wired: from.get(step)?.some((wire) => wire.from.port === port) ?? false }
    })
  })
}

export const checkExits = (inspection: Inspection): Problem[] =>
  failureExits(inspection)
    .filter((exit) => !exit.wired)
    .map(({ step, port, words }) =>
      problem('failure.unrouted', 'tip', { step }, { exit: words, step: nameOf(inspection, step), port }),
    )

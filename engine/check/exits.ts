/** The exits that records take when something is wrong with them, and where they lead. */
import type { PortName } from '../model/ports.ts'
import type { Problem } from '../model/problem.ts'
import type { StepGroup } from '../steps/declare.ts'
import { exitsOf } from '../steps/index.ts'
import { type Inspection, nameOf, problem } from './inspection.ts'

/** Exits whose records are held when no wire takes them, as said in `Records that … at "Check" fall to the hold list`. */
function heldWords(port: PortName, group: StepGroup): string | undefined {
  if (port === 'error') return group === 'write' ? 'cannot be delivered' : 'cannot be worked on'
  if (port === 'rejected') return group === 'write' ? 'are refused' : 'fail'
  return port === 'low-confidence' ? 'need a person' : undefined
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
      const words = heldWords(port, kind.group)
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

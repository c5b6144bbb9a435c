/** Where a wire may lead. An illegal target stays in sight, dimmed, and says why. */
import { type Flow, legalTargets, type Target, type TargetRefusal, type Wire } from '#engine'

export type Exit = Wire['from']

let last: { flow: Flow; step: string; port: string; targets: Record<string, Target> } | undefined

/** Every step with its verdict; worked out once per version of the flow and exit, because every card asks. */
export function targetsOf(flow: Flow, from: Exit): Readonly<Record<string, Target>> {
  if (last?.flow !== flow || last.step !== from.step || last.port !== from.port) {
    last = { flow, step: from.step, port: from.port, targets: legalTargets(flow, from) }
  }
  return last.targets
}

export const whyNotConnect = (flow: Flow, from: Exit, to: string): TargetRefusal | undefined =>
  targetsOf(flow, from)[to]?.why

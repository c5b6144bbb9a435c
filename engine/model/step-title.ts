import type { Flow, Step } from './flow.ts'
import { own } from './ids.ts'
import { referencesOf } from './references.ts'

/**
 * What people call a step of a run: `Check the team › Write it` for one inside another flow, whose id is `call/write`. The id itself
 * when the flow has no such step.
 */
export function stepTitle(flow: Pick<Flow, 'steps' | 'subflows'>, id: string): string {
  const titles: string[] = []
  let steps: Readonly<Record<string, Step>> | undefined = flow.steps
  for (const part of id.split('/')) {
    const step: Step | undefined = steps && own(steps, part)
    if (!step) return id
    titles.push(step.title || part)
    steps = own(flow.subflows ?? {}, referencesOf(step, 'subflow')[0] ?? '')?.steps
  }
  return titles.join(' › ')
}

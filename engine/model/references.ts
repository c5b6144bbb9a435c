/** Settings that name something of the flow besides its steps, as each step's kind declares them. */
import { stepKind } from '../steps/index.ts'
import { settingAt, withSetting } from '../steps/settings.ts'
import type { Step } from './flow.ts'

export type Reference = 'contract' | 'connection' | 'subflow'

const referenceKeys = (step: Step, kind: Reference): string[] =>
  (stepKind(step.kind)?.fields ?? []).filter((field) => field.kind === kind).map((field) => field.key)

/** The ids that the step names, those that are not filled in left out. */
export const referencesOf = (step: Step, kind: Reference): string[] =>
  referenceKeys(step, kind)
    .map((key) => settingAt(step.settings, key))
    .filter((id) => typeof id === 'string' && id !== '') as string[]

/** The step with other ids in their place; those that `names` does not have stay. */
export function renamed(step: Step, kind: Reference, names: ReadonlyMap<string, string>): Step {
  let { settings } = step
  for (const key of referenceKeys(step, kind)) {
    const name = names.get(String(settingAt(settings, key)))
    if (name !== undefined) settings = withSetting(settings, key, name)
  }
  return { ...step, settings }
}

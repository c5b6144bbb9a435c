/** The open flow, for commands: they do nothing while none is open. Texts here are the names that undo shows. */
import type { Edit, Flow } from '#engine'
import { titleOf } from '../../../canvas/index.ts'
import { useFlow } from '../../../state/flow-store.ts'

export const openFlow = (): Flow | undefined => useFlow.getState().flow

export const apply = (edit: Edit | readonly Edit[], name: string, group?: string): void =>
  useFlow
    .getState()
    .apply('kind' in edit ? edit : { kind: 'batch', edits: [...edit] }, name, group === undefined ? {} : { group })

/** `Check` for one, `3 steps` for more. */
export const namesOf = (flow: Flow, steps: readonly string[], many: (count: number) => string): string =>
  steps.length === 1 ? titleOf(flow, steps[0]!) : many(steps.length)

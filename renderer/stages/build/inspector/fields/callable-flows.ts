/** The saved flows that begin by being called by another one. */
import { stepKind } from '#engine'
import type { SavedFlow } from '#protocol'
import { studio } from '../../../../client/index.ts'

/** Without the flow that asks, by name. */
export async function callableFlows(self: string): Promise<SavedFlow[]> {
  const all = await studio().flows.list()
  const opened = await Promise.all(
    all.filter(({ id }) => id !== self).map(({ id }) => studio().flows.open({ flow: id })),
  )
  return opened
    .filter(({ flow }) => Object.values(flow.steps).some(({ kind }) => stepKind(kind)?.source === 'flow'))
    .sort((a, b) => a.flow.name.localeCompare(b.flow.name))
}

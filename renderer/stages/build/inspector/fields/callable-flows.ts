/** The saved flows that begin by being called by another one. */
import type { SavedFlow } from '#protocol'
import { studio } from '../../../../client/index.ts'

/** Without the flow that asks, by name. */
export async function callableFlows(self: string): Promise<SavedFlow[]> {
  const all = await studio().flows.list()
  const callable = all.filter(({ id, start }) => id !== self && start === 'flow')
  const opened = await Promise.all(callable.map(({ id }) => studio().flows.open({ flow: id })))
  return opened.sort((a, b) => a.flow.name.localeCompare(b.flow.name))
}

/** A flow was deleted: what the window still holds of it must not be saved or shown again. */
import { useApp } from './app-store.ts'
import { useFlow } from './flow-store.ts'
import { useRun } from './run-store.ts'

export function forgetFlow(id: string): void {
  if (useApp.getState().flowId === id) useApp.getState().closeFlow()
  if (useRun.getState().flowId === id) useRun.getState().detach()
  if (useFlow.getState().flow?.id === id) useFlow.setState({ flow: undefined, saveState: 'saved' })
}

/** What the desktop menu and the keys that work everywhere ask for. In Build, its own list of verbs answers. */
import type { MenuCommand } from '#protocol'
import { useHome } from './stages/home/home-store.ts'
import { useApp } from './state/app-store.ts'

/** The verb of Build that a menu item stands for. */
const VERBS: Partial<Record<MenuCommand, string>> = {
  'edit.undo': 'undo',
  'edit.redo': 'redo',
  'flow.run': 'run',
  'flow.stop': 'stop',
  'flow.step': 'step',
  'flow.tidy': 'tidy',
  'flow.next-problem': 'next-problem',
  'edit.palette': 'palette',
  'help.shortcuts': 'shortcuts',
}

const STAGE = /^view\.(home|build|rehearse|launch|operate)$/

export async function doCommand(command: MenuCommand): Promise<void> {
  const { stage, flowId, goTo, showPalette } = useApp.getState()
  const wanted = STAGE.exec(command)?.[1]
  if (wanted) return goTo(wanted as typeof stage)
  if (command === 'file.home') return goTo('home')
  if (command === 'file.import') return useHome.getState().openFile()
  if (command === 'file.save') return (await import('./state/flow-store.ts')).useFlow.getState().saveNow()
  if (command === 'file.export') return flowId ? useHome.getState().saveCopy(flowId) : undefined
  if (command === 'edit.palette' && stage !== 'build') return showPalette(true)
  if (!flowId) return
  if (stage !== 'build') goTo('build')
  const { allCommands } = await import('./stages/build/commands/index.ts')
  const verb = allCommands().find((one) => one.id === VERBS[command])
  if (verb && verb.why?.() === undefined) verb.run()
}

/** Keys that work in every stage. Build listens to the palette's key itself. */
const KEYS: Record<string, MenuCommand> = {
  o: 'file.import',
  s: 'file.save',
  'shift+e': 'file.export',
  k: 'edit.palette',
}

function onKey(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.altKey || !(event.ctrlKey || event.metaKey)) return
  const command = KEYS[`${event.shiftKey ? 'shift+' : ''}${event.key.toLowerCase()}`]
  if (!command || (command === 'edit.palette' && useApp.getState().stage === 'build')) return
  event.preventDefault()
  void doCommand(command)
}

/** Listens to the desktop menu and to the keyboard, once for the window. */
export function listenForCommands(): void {
  window.addEventListener('keydown', onKey)
  window.sluice?.onMenu((command) => void doCommand(command))
}

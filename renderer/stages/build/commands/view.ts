import { useCanvas, view } from '../../../canvas/index.ts'
import { useApp } from '../../../state/app-store.ts'
import { useDrawer } from '../../../state/drawer-store.ts'
import { useFlow } from '../../../state/flow-store.ts'
import { useStepping } from '../../../state/step-store.ts'
import { type TextKey, t } from '../../../text/index.ts'
import { closePicker, openPicker, setOpen, toggle, useBuild } from '../build-store.ts'
import { tidyUp } from '../editing/tidy-up.ts'
import { nextPanel } from '../panels.ts'
import type { Command, CommandGroup } from './command.ts'
import { goInOrder } from './edit.ts'

type Rest = Omit<Partial<Command>, 'id' | 'title' | 'group' | 'run'>

const command = (id: string, title: TextKey, group: CommandGroup, run: () => void, rest: Rest = {}): Command => ({
  id,
  title: t(title),
  group,
  run,
  ...rest,
})

/** The keyboard is in a panel next to the canvas. */
const isBesideCanvas = (): boolean => {
  const panel = document.activeElement?.closest<HTMLElement>('[data-panel]')
  return panel !== null && panel !== undefined && panel.dataset.panel !== 'canvas'
}

/** Back out one level: a list, a wire being drawn, the inspector, the selection. */
export function backOut(): void {
  const { picker } = useBuild.getState()
  const { selection, select } = useFlow.getState()
  if (picker) closePicker()
  else if (useCanvas.getState().connecting) useCanvas.setState({ connecting: undefined })
  else if (useStepping.getState().active) useStepping.getState().leave()
  else if (isBesideCanvas()) nextPanel('canvas')
  else if (selection.steps.length > 0 || selection.wire !== undefined) select({ steps: [] })
}

function openInspector(): void {
  const { selection } = useFlow.getState()
  if (selection.wire !== undefined) {
    openPicker({ kind: 'add', where: { wire: selection.wire } })
    return
  }
  setOpen('inspector', true)
  requestAnimationFrame(() => nextPanel('inspector'))
}

export const viewCommands = (): Command[] => [
  command('open', 'build.open-step', 'go', openInspector, { keys: ['enter'], canvas: true, icon: 'pencil' }),
  command('back', 'build.back-out', 'go', backOut, { keys: ['esc'], hidden: true }),
  command('next', 'build.next-step', 'go', () => goInOrder('next'), { keys: ['pagedown'], canvas: true, hidden: true }),
  command('previous', 'build.previous-step', 'go', () => goInOrder('previous'), {
    keys: ['pageup'],
    canvas: true,
    hidden: true,
  }),
  command('first', 'build.first-step', 'go', () => goInOrder('first'), { keys: ['home'], canvas: true, hidden: true }),
  command('last', 'build.last-step', 'go', () => goInOrder('last'), { keys: ['end'], canvas: true, hidden: true }),
  command('tidy', 'build.tidy', 'view', tidyUp, {
    keys: ['shift+t'],
    canvas: true,
    icon: 'build',
    synonyms: ['layout', 'arrange', 'clean up', 'order', 'align'],
  }),
  command('fit', 'build.fit', 'view', () => view.fit(), {
    keys: ['1'],
    canvas: true,
    icon: 'fit',
    synonyms: ['zoom', 'whole', 'overview'],
  }),
  command('fit-selection', 'build.fit-selection', 'view', () => view.fit(useFlow.getState().selection.steps), {
    keys: ['2'],
    canvas: true,
    why: () => (useFlow.getState().selection.steps.length === 0 ? t('why.choose-step') : undefined),
  }),
  command('actual', 'build.actual-size', 'view', () => view.zoomTo(1), {
    keys: ['0'],
    canvas: true,
    synonyms: ['100%'],
  }),
  command('library', 'build.library', 'view', () => toggle('library'), {
    synonyms: ['steps', 'left panel', 'outline'],
  }),
  command('inspector', 'build.inspector', 'view', () => toggle('inspector'), { synonyms: ['right panel', 'set up'] }),
  command('outline', 'build.outline', 'go', showOutline, { synonyms: ['tree', 'list', 'screen reader'] }),
  command('drawer', 'build.drawer', 'view', () => useDrawer.getState().fold(!useDrawer.getState().folded), {
    synonyms: ['samples', 'results', 'bottom'],
  }),
  command('panel', 'build.next-panel', 'go', () => nextPanel(), { keys: ['f6'] }),
  command('palette', 'palette.title', 'go', () => useBuild.setState({ palette: true }), {
    keys: ['mod+k'],
    hidden: true,
  }),
  command('find', 'build.find', 'go', () => useBuild.setState({ palette: true }), {
    keys: ['f', 'mod+f'],
    canvas: true,
    icon: 'search',
  }),
  command('shortcuts', 'shortcuts.title', 'settings', () => useBuild.setState({ shortcuts: true }), {
    keys: ['?'],
    canvas: true,
    icon: 'keyboard',
    synonyms: ['keys', 'help'],
  }),
  command(
    'letters',
    letters() ? 'settings.letters-off' : 'settings.letters-on',
    'settings',
    () => useApp.getState().setPanel('keys.letters', !letters()),
    { icon: 'keyboard', synonyms: ['single keys', 'shortcuts'] },
  ),
  command('light', 'settings.light', 'settings', () => useApp.getState().setTheme('light'), {
    icon: 'light',
    synonyms: ['bright', 'theme', 'appearance'],
  }),
  command('dark', 'settings.dark', 'settings', () => useApp.getState().setTheme('dark'), {
    icon: 'dark',
    synonyms: ['night', 'theme', 'appearance'],
  }),
  command('home', 'build.go-home', 'go', () => useApp.getState().goTo('home'), {
    icon: 'home',
    synonyms: ['close', 'flows', 'start'],
  }),
  command('launch', 'build.go-launch', 'go', () => useApp.getState().goTo('launch'), {
    icon: 'launch',
    synonyms: ['export', 'deploy', 'production', 'checklist'],
  }),
]

function showOutline(): void {
  setOpen('library', true)
  useBuild.setState({ leftTab: 'outline' })
  requestAnimationFrame(() => nextPanel('library'))
}

/** Single letters act on the canvas unless they were switched off. */
export const letters = (): boolean => useApp.getState().panels['keys.letters'] !== false

/** All verbs of Build, as they are at this moment. */
import { useFlow } from '../../../state/flow-store.ts'
import { practiceCommands } from '../practice/commands.ts'
import { versionCommands } from '../versions/commands.ts'
import { addCommands } from './add.ts'
import type { Command } from './command.ts'
import { editCommands, selectSpot } from './edit.ts'
import { isMac, isTyping, pressOf } from './keys.ts'
import { runCommands } from './run.ts'
import { letters, viewCommands } from './view.ts'

export const allCommands = (): Command[] => [
  ...runCommands(),
  ...addCommands(),
  ...editCommands(),
  ...viewCommands(),
  ...practiceCommands(),
  ...versionCommands(),
]

type PressEvent = Pick<
  KeyboardEvent,
  'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey' | 'target' | 'preventDefault' | 'stopPropagation'
>

/** Does what a key asks for. True when it was one of ours. */
export function press(event: PressEvent, on: 'canvas' | 'window'): boolean {
  const keys = pressOf(event, isMac())
  // What is edited in a popover is undone without closing it; all else waits.
  const inside = on === 'window' && event.target instanceof Element && event.target.closest('[role="dialog"]') !== null
  if (inside && !/^mod\+(shift\+)?z$|^mod\+y$/.test(keys)) return false
  if (isTyping(event.target) && !/^f\d+$|^shift\+f5$|^mod\+k$|^esc$/.test(keys)) return false
  const command = allCommands().find((one) => one.keys?.includes(keys) && (on === 'canvas') === (one.canvas ?? false))
  if (!command || (/^(shift\+)?[a-z0-9?]$/.test(keys) && on === 'canvas' && !letters())) return false
  event.preventDefault()
  event.stopPropagation()
  if (on === 'canvas' && (!keys.startsWith('mod+') || nothingSelected())) selectSpot()
  if (command.why?.() === undefined || command.id === 'run' || command.id === 'step') command.run()
  return true
}

function nothingSelected(): boolean {
  const { steps, wire } = useFlow.getState().selection
  return steps.length === 0 && wire === undefined
}

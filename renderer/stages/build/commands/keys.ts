/** Key presses as short texts, so that commands can name them: `mod` is Cmd on a Mac and Ctrl elsewhere. */

export interface KeyPress {
  key: string
  code: string
  ctrlKey: boolean
  metaKey: boolean
  altKey: boolean
  shiftKey: boolean
}

const NAMED: Record<string, string> = {
  arrowleft: 'left',
  arrowright: 'right',
  arrowup: 'up',
  arrowdown: 'down',
  escape: 'esc',
  ' ': 'space',
  pageup: 'pageup',
  pagedown: 'pagedown',
}

/** `mod+shift+z`, `alt+left`, `?`, `f5`. A sign that needs Shift on this keyboard is named by the sign alone. */
export function pressOf(event: KeyPress, mac: boolean): string {
  const raw = event.key.toLowerCase()
  const key = NAMED[raw] ?? raw
  const sign = key.length === 1 && !/[a-z0-9]/.test(key)
  const parts = [
    (mac ? event.metaKey : event.ctrlKey) ? 'mod' : '',
    (mac ? event.ctrlKey : event.metaKey) ? 'other' : '',
    event.altKey ? 'alt' : '',
    event.shiftKey && !sign ? 'shift' : '',
    key,
  ]
  return parts.filter((part) => part !== '').join('+')
}

const SHOWN: Record<string, string> = {
  left: '←',
  right: '→',
  up: '↑',
  down: '↓',
  esc: 'Esc',
  enter: 'Enter',
  delete: 'Del',
  backspace: 'Backspace',
  pageup: 'Page Up',
  pagedown: 'Page Down',
  home: 'Home',
  end: 'End',
  shift: 'Shift',
  alt: 'Alt',
}

/** As it is printed on keys: `Ctrl Z`, `⌘ Z`. */
export function showKeys(keys: string, mac: boolean): string {
  return keys
    .split('+')
    .map((part) => (part === 'mod' ? (mac ? '⌘' : 'Ctrl') : (SHOWN[part] ?? part.toUpperCase())))
    .join(' ')
}

export const isMac = (): boolean => /mac/i.test(navigator.platform)

/** True where letters are typed, so that single keys and text undo belong to the field. */
export const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName)) &&
  !(target instanceof HTMLInputElement && /^(checkbox|radio|button|range)$/.test(target.type))

import { expect, test } from 'vitest'
import { pressOf, showKeys } from './keys.ts'

const key = (name: string, more: Partial<Parameters<typeof pressOf>[0]> = {}) => ({
  key: name,
  code: '',
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...more,
})

test('presses are named alike on every system', () => {
  expect(pressOf(key('z', { ctrlKey: true }), false)).toBe('mod+z')
  expect(pressOf(key('Z', { metaKey: true, shiftKey: true }), true)).toBe('mod+shift+z')
  expect(pressOf(key('ArrowLeft', { altKey: true }), false)).toBe('alt+left')
  expect(pressOf(key('?', { shiftKey: true }), false)).toBe('?')
  expect(pressOf(key('T', { shiftKey: true }), false)).toBe('shift+t')
  expect(pressOf(key('F5', { shiftKey: true }), false)).toBe('shift+f5')
})

test('keys are shown as they are printed', () => {
  expect(showKeys('mod+shift+z', false)).toBe('Ctrl Shift Z')
  expect(showKeys('mod+k', true)).toBe('⌘ K')
  expect(showKeys('alt+left', false)).toBe('Alt ←')
})

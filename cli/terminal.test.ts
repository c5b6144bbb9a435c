import { expect, test } from 'vitest'
import { harmless } from './terminal.ts'

test('what would steer the terminal is shown as unreadable; line ends, tabs and letters stay', () => {
  expect(harmless('\u001b[2Ja\r\u0007\u009b1m\u007f')).toBe('\ufffd[2Ja\ufffd\ufffd\ufffd1m\ufffd')
  expect(harmless('a\u202eb\u2066c')).toBe('a\ufffdb\ufffdc')
  expect(harmless('Zoë\t→ │ 日本\r\n😀')).toBe('Zoë\t→ │ 日本\r\n😀')
})

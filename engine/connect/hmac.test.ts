import { createHmac } from 'node:crypto'
import { expect, test } from 'vitest'
import { hmacSha256 } from './hmac.ts'

test('signs as everybody does, whatever the length of secret and text', () => {
  const lengths = [0, 1, 54, 55, 56, 63, 64, 65, 119, 120, 1000, 70_000]
  for (const length of lengths) {
    const text = 'é🦉x'.repeat(length).slice(0, length)
    for (const secret of ['', 'k', 'ß'.repeat(40), 'x'.repeat(64), 'y'.repeat(200)])
      expect(hmacSha256(secret, text)).toBe(createHmac('sha256', secret).update(text).digest('hex'))
  }
})

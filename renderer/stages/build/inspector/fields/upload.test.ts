import { describe, expect, it } from 'vitest'
import { toBase64 } from './upload.ts'

describe('toBase64', () => {
  it('keeps every byte of a long piece', () => {
    const bytes = Uint8Array.from({ length: 100_000 }, (_, i) => (i * 7) % 256)
    expect(Buffer.from(toBase64(bytes), 'base64').equals(Buffer.from(bytes))).toBe(true)
  })
})

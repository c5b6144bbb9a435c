/** Which characters the bytes of a file mean. Nothing is asked of the person: the bytes tell. */

export type FileEncoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252'

const UTF8_MARK = [0xef, 0xbb, 0xbf]

/** The encoding that the mark at the beginning names, and the mark's length in bytes. */
export function markOf(head: Uint8Array): { encoding: FileEncoding; length: number } | undefined {
  if (UTF8_MARK.every((byte, index) => head[index] === byte)) return { encoding: 'utf-8', length: 3 }
  if (head[0] === 0xff && head[1] === 0xfe) return { encoding: 'utf-16le', length: 2 }
  if (head[0] === 0xfe && head[1] === 0xff) return { encoding: 'utf-16be', length: 2 }
  return undefined
}

/** UTF-16 without a mark shows by its zero bytes: in Western text nearly every second byte, always on the same side. */
export function utf16Of(head: Uint8Array): FileEncoding | undefined {
  const pairs = Math.floor(Math.min(head.length, 4096) / 2)
  if (pairs === 0) return undefined
  let even = 0
  let odd = 0
  for (let pair = 0; pair < pairs; pair++) {
    if (head[pair * 2] === 0) even++
    if (head[pair * 2 + 1] === 0) odd++
  }
  if (odd > pairs * 0.4 && even < pairs * 0.05) return 'utf-16le'
  if (even > pairs * 0.4 && odd < pairs * 0.05) return 'utf-16be'
  return undefined
}

export type Utf8Verdict = 'whole' | 'broken off' | 'no'

/** Judges over all chunks of a file whether they are UTF-8. */
export class Utf8Judge {
  readonly #decoder = new TextDecoder('utf-8', { fatal: true })
  #valid = true
  #beyondAscii = false

  take(chunk: Uint8Array): void {
    if (!this.#valid) return
    try {
      const text = this.#decoder.decode(chunk, { stream: true })
      if (text.length < chunk.length && !this.#beyondAscii) this.#beyondAscii = /[\u0080-\uffff]/.test(text)
    } catch {
      this.#valid = false
    }
  }

  /** One that only breaks off inside its last character is UTF-8 too, when it had others before. */
  verdict(): Utf8Verdict {
    if (!this.#valid) return 'no'
    try {
      this.#decoder.decode()
      return 'whole'
    } catch {
      return this.#beyondAscii ? 'broken off' : 'no'
    }
  }
}

/** The text of the bytes, without the mark at the beginning. Bytes that mean nothing become U+FFFD. */
export async function* decode(chunks: AsyncIterable<Uint8Array>, encoding: FileEncoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { fatal: false, ignoreBOM: false })
  for await (const chunk of chunks) yield decoder.decode(chunk, { stream: true })
  yield decoder.decode()
}

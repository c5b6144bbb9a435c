/** Sends a chosen file to the studio in pieces, so that a large one neither blocks the window nor fills its memory. */
import type { KeptFile } from '#protocol'
import { studio } from '../../../../client/index.ts'

/** Bytes of one piece before it is written as base64. */
const PIECE = 512 * 1024

/** `progress` is told the bytes that arrived. Fails with the studio's reason, or when `signal` aborts. */
export async function uploadFile(file: File, progress: (sent: number) => void, signal: AbortSignal): Promise<KeptFile> {
  const { upload } = await studio().files.begin({ name: file.name }, { signal })
  for (let at = 0; at < file.size; at += PIECE) {
    const bytes = new Uint8Array(await file.slice(at, at + PIECE).arrayBuffer())
    const sent = await studio().files.append({ upload, piece: toBase64(bytes) }, { signal })
    progress(sent.bytes)
  }
  return studio().files.finish({ upload }, { signal })
}

/** Piecewise, because a call takes only so many arguments. */
export function toBase64(bytes: Uint8Array): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += 0x8000) text += String.fromCharCode(...bytes.subarray(at, at + 0x8000))
  return btoa(text)
}

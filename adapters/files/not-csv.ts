/** Tells files that are no table of text by how they begin, so that nobody gets a thousand records of rubbish. */

const SIGNATURES: [bytes: number[], why: string][] = [
  [[0x50, 0x4b, 0x05, 0x06], 'it is a packed (ZIP) file'],
  [[0x25, 0x50, 0x44, 0x46, 0x2d], 'it is a PDF document'],
  [[0x89, 0x50, 0x4e, 0x47], 'it is a picture (PNG)'],
  [[0xff, 0xd8, 0xff], 'it is a picture (JPEG)'],
  [[0x47, 0x49, 0x46, 0x38], 'it is a picture (GIF)'],
  [[0x1f, 0x8b, 0x08], 'it is a packed (gzip) file'],
  [[0x53, 0x51, 0x4c, 0x69, 0x74, 0x65, 0x20, 0x66], 'it is a database (SQLite)'],
]

/** Why these first bytes belong to no text; undefined when they may. */
export function whyNotText(head: Uint8Array): string | undefined {
  for (const [bytes, why] of SIGNATURES) {
    if (bytes.every((byte, index) => head[index] === byte)) return why
  }
  return undefined
}

/** Why bytes in a one-byte encoding belong to no text: zero bytes, or many control characters. */
export function whyBinary(head: Uint8Array, isUtf8: boolean): string | undefined {
  const why = 'it holds bytes that are not text'
  if (head.includes(0)) return why
  if (isUtf8) return undefined
  let controls = 0
  for (const byte of head) if (byte < 32 && (byte < 9 || byte > 13)) controls++
  return controls > head.length * 0.02 ? why : undefined
}

/** Why this text is no table; undefined when it may be one. */
export function whyNotTable(text: string): string | undefined {
  const start = text.slice(0, 1000).trimStart()
  if (/^<(!doctype\s+html|html|head|body|table)\b/i.test(start)) return 'it is a web page (HTML)'
  if (/^<(\?xml\b|!--|[a-z][\w:.-]*[\s>/])/i.test(start)) return 'it is an XML document'
  if (/^\{\\rtf/.test(start)) return 'it is a word processor document (RTF)'
  return undefined
}

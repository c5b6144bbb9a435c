// Reads a message as it came in, as far as people who look into the practice mail server need it (RFC 5322, RFC 2047).

export interface ReadMessage {
  readonly messageId: string
  readonly from: string
  readonly to: string
  readonly cc: string
  readonly subject: string
  readonly headers: Readonly<Record<string, string>>
  /** Everything behind the headers, as it came. */
  readonly content: string
}

export function readMessage(raw: Buffer): ReadMessage {
  const text = raw.toString('utf8')
  const end = text.search(/\r?\n\r?\n/)
  const head = end < 0 ? text : text.slice(0, end)
  const headers: Record<string, string> = {}
  for (const line of head.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/)) {
    const colon = line.indexOf(':')
    if (colon > 0) headers[line.slice(0, colon).toLowerCase()] = decoded(line.slice(colon + 1).trim())
  }
  const { from = '', to = '', cc = '', subject = '' } = headers
  const content = end < 0 ? '' : text.slice(end).replace(/^(?:\r?\n){2}/, '')
  return { messageId: headers['message-id'] ?? '', from, to, cc, subject, headers, content }
}

/** `=?UTF-8?Q?Zo=C3=AB?=` as `Zoë`. */
function decoded(text: string): string {
  const joined = text.replace(/\?=\s+=\?/g, '?==?')
  return joined.replace(/=\?[^?]+\?([bq])\?([^?]*)\?=/gi, (_, form: string, coded: string) =>
    bytesOf(form, coded).toString('utf8'),
  )
}

function bytesOf(form: string, coded: string): Buffer {
  if (form.toLowerCase() === 'b') return Buffer.from(coded, 'base64')
  const plain = coded
    .replaceAll('_', ' ')
    .replace(/=([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
  return Buffer.from(plain, 'latin1')
}

/** Ways of writing a body or a secret beside JSON. */
import type { Json } from '../model/json.ts'

/** `application/x-www-form-urlencoded`, with `a[b]` and `a[0]` for what lies deeper. Blank values (null) are left out. */
export function formText(value: Json): string {
  const pairs: string[] = []
  const add = (name: string, inner: Json): void => {
    if (inner === null) return
    if (typeof inner !== 'object') {
      pairs.push(`${encodeURIComponent(name.toWellFormed())}=${encodeURIComponent(String(inner).toWellFormed())}`)
      return
    }
    for (const [key, deeper] of Object.entries(inner)) add(name === '' ? key : `${name}[${key}]`, deeper)
  }
  add('', value)
  return pairs.join('&')
}

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

/** Base64 (RFC 4648) of the text's UTF-8 bytes. */
export function base64(text: string): string {
  const bytes = new TextEncoder().encode(text)
  let written = ''
  for (let at = 0; at < bytes.length; at += 3) {
    const left = bytes.length - at
    const three = ((bytes[at] ?? 0) << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0)
    const digits = [18, 12, 6, 0].map((shift) => DIGITS[(three >> shift) & 63] ?? '')
    written +=
      left === 1 ? `${digits[0]}${digits[1]}==` : left === 2 ? `${digits.slice(0, 3).join('')}=` : digits.join('')
  }
  return written
}

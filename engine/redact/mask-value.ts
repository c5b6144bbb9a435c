/** Masks one value by the class of its field. The same value gives the same mask, in whatever case or spacing it is written. */
import type { FieldClass } from './field-class.ts'
import { type Draw, drawsOf, type Keyed, shaped } from './shape.ts'

/** Stands for every sign-in, password and key, whatever its length. */
export const SECRET_MASK = '••••••'

/** Providers of millions of mailboxes: their name says nothing about a person. */
const PUBLIC_MAIL = new Set(
  'gmail.com googlemail.com outlook.com hotmail.com live.com yahoo.com icloud.com me.com aol.com gmx.de gmx.net web.de proton.me protonmail.com'.split(
    ' ',
  ),
)

export function maskAs(found: FieldClass, text: string, keyed: Keyed): string {
  if (text.trim() === '') return text
  switch (found) {
    case 'secret':
      return SECRET_MASK
    case 'email':
      return text.includes('@') ? maskEmail(text, keyed) : byWord(text, keyed)
    case 'phone':
      return maskPhone(text, keyed)
    case 'birth':
      return maskDate(text, keyed)
    case 'zip':
      return coarse(text, 2, keyed)
    case 'city':
      return coarse(text, 1, keyed)
    case 'iban':
      return coarse(text, 2, keyed)
    default:
      return byWord(text, keyed)
  }
}

const draws = (text: string, keyed: Keyed): Draw => drawsOf(keyed(text.normalize('NFKC').toLowerCase()))

/** Word by word, so that `Ana Alder` and `Alder, Ana` are seen to be made of the same. */
const byWord = (text: string, keyed: Keyed): string =>
  text.replace(/[\p{L}\p{N}\p{M}]+/gu, (word) => shaped(word, draws(word, keyed)))

/** The first letters stay: the region, the initial, the country. */
function coarse(text: string, kept: number, keyed: Keyed): string {
  const head = new RegExp(`^\\s*(?:[\\p{L}\\p{N}]){0,${kept}}`, 'u').exec(text)?.[0] ?? ''
  const draw = draws(text.trim(), keyed)
  // A drawn digit after a kept one may be a zero; only the first of all may not become one.
  return (
    head +
    shaped(`${/\p{Nd}$/u.test(head) ? '1' : ''}${text.slice(head.length)}`, draw).slice(/\p{Nd}$/u.test(head) ? 1 : 0)
  )
}

function maskEmail(text: string, keyed: Keyed): string {
  const at = text.lastIndexOf('@')
  const [local, domain] = [text.slice(0, at), text.slice(at + 1)]
  const bare = domain.trim().toLowerCase()
  const masked = shaped(local, draws(local.trim(), keyed))
  if (PUBLIC_MAIL.has(bare)) return `${masked}@${domain}`
  const host = bare.replace(/\.example$/, '').split('.')[0] ?? ''
  return `${masked}@${shaped(host, draws(host, keyed))}.example`
}

/** First two digits of the country codes that have three. */
const LONG_CODES = new Set('21 22 23 24 25 26 29 35 37 38 42 50 59 67 68 69 80 85 87 88 96 97 99'.split(' '))

/** Digits are drawn from the last one on, so that a number with and without its country code ends alike. */
function maskPhone(text: string, keyed: Keyed): string {
  const digits = text.replace(/\D/g, '')
  if (digits === '') return byWord(text, keyed)
  const international = /^\s*(?:\+|00)/.test(text)
  const prefix = text.trim().startsWith('+') ? 0 : 2
  let kept = international ? prefix + codeLength(digits.slice(prefix)) : 0
  const draw = drawsOf(keyed(digits.slice(-9)))
  const others = Array.from(digits, () => String(draw(10))).reverse()
  let at = -1
  return text.replace(/\d|\p{L}/gu, (sign) => {
    if (/\p{L}/u.test(sign)) return sign
    at++
    if (kept > 0) {
      kept--
      return sign
    }
    return at === 0 && sign === '0' ? '0' : (others[at] ?? '0')
  })
}

const codeLength = (digits: string): number => (/^[17]/.test(digits) ? 1 : LONG_CODES.has(digits.slice(0, 2)) ? 3 : 2)

/** Another day of about the same year, in the same form. Parts that could be the day or the month stay at most 12. */
function maskDate(text: string, keyed: Keyed): string {
  const draw = draws(text.trim(), keyed)
  const part = (as: string) => String(1 + draw(as.length > 1 ? 12 : 9)).padStart(as.length, '0')
  const year = (as: string) => {
    const wanted = Math.min(10 ** as.length - 1, Math.max(1, Number(as) + draw(3) - 1))
    return String(wanted).padStart(as.length, '0')
  }
  const rest = (as: string) => as.replace(/\d/g, '0')
  const first = /^(\s*)(\d{4})([-/.])(\d{1,2})([-/.])(\d{1,2})(?!\d)([\s\S]*)$/.exec(text)
  if (first) {
    const [, blank = '', y = '', one = '', m = '', two = '', d = '', more = ''] = first
    return blank + year(y) + one + part(m) + two + part(d) + rest(more)
  }
  const last = /^(\s*)(\d{1,2})([-/.] ?)(\d{1,2})([-/.] ?)(\d{4}|\d{2})(?!\d)([\s\S]*)$/.exec(text)
  if (!last) return byWord(text, keyed)
  const [, blank = '', d = '', one = '', m = '', two = '', y = '', more = ''] = last
  return blank + part(d) + one + part(m) + two + year(y) + rest(more)
}

/** Sign, digits before and after the point, and so the magnitude stay. */
export function maskNumber(value: number, keyed: Keyed): number {
  const text = String(value)
  const [mantissa = '', exponent] = text.split('e')
  const masked = Number(shaped(mantissa, drawsOf(keyed(text))) + (exponent === undefined ? '' : `e${exponent}`))
  return Number.isFinite(masked) ? masked : 0
}

/** Finds what is personal or secret in running text, by how it looks. Each expression is bounded, so that time grows with the length only. */
import type { FieldClass } from './field-class.ts'
import { maskAs, SECRET_MASK } from './mask-value.ts'
import type { Keyed } from './shape.ts'

const SECRETS = [
  '-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----[\\s\\S]{0,8000}?(?:-----END [A-Z ]{0,30}-----|$)',
  'eyJ[\\w-]{5,2000}\\.[\\w-]{5,4000}(?:\\.[\\w-]{0,2000})?',
  '(?:sk|rk|pk)_(?:live|test)_\\w{8,200}',
  'sk-[\\w-]{16,200}',
  'xox[abeoprs]-[\\w-]{10,200}',
  '(?:gh[pousr]|github_pat)_\\w{20,200}',
  'pat-[a-z]{2}\\d-[\\w-]{20,100}',
  'shp(?:at|ss|ca|pa)_[0-9a-fA-F]{32}',
  'whsec_\\w{16,200}',
  'AKIA[0-9A-Z]{16}',
  'AIza[\\w-]{30,100}',
].join('|')

/** What stands before a secret stays: `Bearer`, `password=`, the name in an address. */
const TOLD =
  '(?:[Bb]earer |[Bb]asic |(?:[Pp]assword|[Ss]ecret|[Tt]oken|[Aa]pi[_-]?[Kk]ey) ?[=:] ?|://[^\\s:/@]{1,100}:)'

const FOUND = new RegExp(
  [
    `(?<secret>(?<![A-Za-z0-9_])(?:${SECRETS}))`,
    `(?<told>${TOLD})[^\\s"',;&<>@]{4,4000}`,
    "(?<email>[\\p{L}\\p{N}._%+'-]{1,64}@[\\p{L}\\p{N}-]{1,63}(?:\\.[\\p{L}\\p{N}-]{1,63}){1,8})",
    '(?<phone>(?<![\\w+])(?:\\+\\d[\\d ().-]{6,20}\\d|\\(\\d{3}\\) ?\\d{3}[-. ]\\d{4}(?!\\d)|\\d{3}[-. ]\\d{3}[-. ]\\d{4}(?![\\w-])))',
    '(?<social>(?<![\\w-])\\d{3}-\\d{2}-\\d{4}(?![\\w-]))',
    '(?<iban>(?<!\\w)[A-Z]{2}\\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?(?!\\w))',
    '(?<card>(?<![\\w-])\\d(?:[ -]?\\d){12,18}(?![\\w-]))',
  ].join('|'),
  'gu',
)

/** Only so much of a text is shown. */
export const SHOWN = 10_000

/** `secretsOnly`: everything else stays. */
export function maskText(text: string, keyed: Keyed, secretsOnly = false): string {
  if (text.length < 5) return text
  return shortened(text, (head) =>
    head.replace(FOUND, (...found) => {
      const groups = found.at(-1) as Record<string, string | undefined>
      const whole = String(found[0])
      if (groups.secret !== undefined) return SECRET_MASK
      if (groups.told !== undefined) return groups.told + SECRET_MASK
      return secretsOnly ? whole : maskFound(whole, groups, keyed)
    }),
  )
}

/** Masks the beginning of a long text and says how much is left out. */
export function shortened(text: string, mask: (head: string) => string): string {
  if (text.length <= SHOWN) return mask(text)
  return `${mask(text.slice(0, SHOWN))}… (${(text.length - SHOWN).toLocaleString('en-US')} more characters)`
}

/** Kinds of personal values that are told by how they look. */
const LOOKS = ['email', 'phone', 'social', 'iban', 'card'] as const

/** The text with secrets masked, and `instead` of every other personal value in it. However long it is. */
export function replaceFound(text: string, instead: (found: FieldClass, value: string) => string): string {
  if (text.length < 5) return text
  return text.replace(FOUND, (...found) => {
    const groups = found.at(-1) as Record<string, string | undefined>
    const whole = String(found[0])
    if (groups.secret !== undefined) return SECRET_MASK
    if (groups.told !== undefined) return groups.told + SECRET_MASK
    const looks = LOOKS.find((one) => groups[one] !== undefined)
    if (looks === 'iban' && !isIban(whole)) return whole
    if (looks === 'card' && !isCard(whole)) return whole
    return instead(looks === 'social' || looks === 'card' || !looks ? 'number' : looks, whole)
  })
}

function maskFound(whole: string, groups: Record<string, string | undefined>, keyed: Keyed): string {
  if (groups.email !== undefined) return maskAs('email', whole, keyed)
  if (groups.phone !== undefined) return maskAs('phone', whole, keyed)
  if (groups.social !== undefined) return maskAs('number', whole, keyed)
  if (groups.iban !== undefined) return isIban(whole) ? maskAs('iban', whole, keyed) : whole
  return isCard(whole) ? maskAs('number', whole, keyed) : whole
}

/** ISO 13616: with the first four characters at the end and letters as 10 to 35, the number leaves 1 when divided by 97. */
function isIban(text: string): boolean {
  const plain = text.replaceAll(' ', '')
  if (plain.length < 15 || plain.length > 34) return false
  let rest = 0
  for (const sign of plain.slice(4) + plain.slice(0, 4)) {
    const value = Number.parseInt(sign, 36)
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97
  }
  return rest === 1
}

/** The Luhn check of ISO/IEC 7812-1. */
function isCard(text: string): boolean {
  const digits = text.replace(/\D/g, '')
  let sum = 0
  for (let at = 0; at < digits.length; at++) {
    const digit = Number(digits[digits.length - 1 - at])
    const twice = at % 2 === 1 ? digit * 2 : digit
    sum += twice > 9 ? twice - 9 : twice
  }
  return sum % 10 === 0 && /[1-9]/.test(digits)
}

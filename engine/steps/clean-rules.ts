/** The cleaning rules. A rule that cannot read a value leaves it as it is, so that nothing is guessed and a check can decide. */
import type { PhonePort } from '../ports.ts'

export interface RuleContext {
  phone: PhonePort
  /** ISO 3166 code of the country that phone numbers without one belong to. */
  country: string
}

export interface CleaningRule {
  value: string
  label: string
  help: string
  apply(text: string, context: RuleContext): string
}

export const CLEANING_RULES: readonly CleaningRule[] = [
  {
    value: 'trim',
    label: 'Trim',
    help: 'Takes away blanks at the beginning and end.',
    apply: (text) => text.trim(),
  },
  {
    value: 'collapse-spaces',
    label: 'Single spaces',
    help: 'Makes several blanks or line breaks in a row one space.',
    apply: (text) => text.replace(/\s+/g, ' '),
  },
  { value: 'lower', label: 'lower case', help: 'Writes all letters small.', apply: (text) => text.toLowerCase() },
  { value: 'upper', label: 'UPPER CASE', help: 'Writes all letters as capitals.', apply: (text) => text.toUpperCase() },
  {
    value: 'phone',
    label: 'Phone number',
    help: 'Writes it the international way, such as +13125550100. A local number without area code becomes 555-0100.',
    apply: (text, { phone, country }) => localNumber(text, country) ?? phone.toE164(text, country) ?? text,
  },
  {
    value: 'zip',
    label: 'Zip code',
    help: 'Writes US zip codes as 60614 or 60614-1234. Anything else stays as it is: a missing digit is never guessed.',
    apply: zip,
  },
  {
    value: 'email',
    label: 'E-mail address',
    help: 'Takes away blanks around it and writes it small.',
    apply: (text) => text.trim().toLowerCase(),
  },
  {
    value: 'blank-to-empty',
    label: 'Blank to empty',
    help: 'Makes a value of only blanks, or a lone dash, "n/a" or "null", empty.',
    apply: (text) => (/^\s*(?:-+|–|—|n\/?a|null|none)?\s*$/i.test(text) ? '' : text),
  },
]

const LOCAL = /^\s*(\d{3})[\s.-]?(\d{4})\s*$/

/** A US number of seven digits, which lacks its area code, as `NNN-NNNN`; undefined for anything else. */
export function localNumber(text: string, country: string): string | undefined {
  const found = country === 'US' ? LOCAL.exec(text) : null
  return found ? `${found[1]}-${found[2]}` : undefined
}

function zip(text: string): string {
  const digits = text.replace(/\s+/g, '')
  if (/^\d{5}$/.test(digits)) return digits
  const long = /^(\d{5})[-–]?(\d{4})$/.exec(digits)
  return long ? `${long[1]}-${long[2]}` : text
}

/**
 * The cleaning rules. A rule that cannot read a value says so and leaves it as well as it can, so that nothing is guessed; the step's
 * settings decide what becomes of the value then. Blank values are left to the rules for blanks.
 */
import type { CleaningRule, RuleContext, Said, Value } from './cleaning-rule.ts'
import { dateRule, dateTimeRule } from './date-rules.ts'
import { readCountry } from './values/country.ts'
import { readEmail } from './values/email.ts'
import { withoutHtml } from './values/html.ts'
import { readMoney } from './values/money.ts'
import { readNumber } from './values/number.ts'
import { properCase } from './values/proper-case.ts'
import { readYesNo } from './values/yes-no.ts'

const always =
  (change: (text: string) => string): CleaningRule['apply'] =>
  (text) =>
    change(text)

/** What reads as nothing is unreadable, unless it is blank. `left`: how it is left then. */
const when =
  (
    read: (text: string, context: RuleContext) => Value | undefined,
    unreadable: string,
    left: (text: string) => string = (text) => text,
  ): CleaningRule['apply'] =>
  (text, context) =>
    text.trim() === '' ? left(text) : (read(text, context) ?? { value: left(text), unreadable })

const CHARACTERS: readonly CleaningRule[] = [
  {
    value: 'trim',
    label: 'Trim',
    help: 'Takes away blanks at the beginning and end.',
    apply: always((text) => text.trim()),
  },
  {
    value: 'collapse-spaces',
    label: 'Single spaces',
    help: 'Makes several blanks or line breaks in a row one space.',
    apply: always((text) => text.replace(/\s+/g, ' ')),
  },
  {
    value: 'lower',
    label: 'lower case',
    help: 'Writes all letters small.',
    apply: always((text) => text.toLowerCase()),
  },
  {
    value: 'upper',
    label: 'UPPER CASE',
    help: 'Writes all letters as capitals.',
    apply: always((text) => text.toUpperCase()),
  },
  {
    value: 'proper-case',
    label: 'Name Case',
    help: "Writes names as Ana O'Neill. Names that mix small and capital letters, such as McDonald, stay as they are.",
    apply: always(properCase),
  },
  {
    value: 'digits',
    label: 'Only digits',
    help: 'Takes away everything that is not a digit, such as the blanks and hyphens of an account number.',
    apply: when((text) => text.normalize('NFKC').replace(/\D/g, '') || undefined, 'there is no digit in it'),
  },
  {
    value: 'strip-html',
    label: 'Plain text from a web page',
    help: 'Takes away the markup of web pages and mails, such as <b>, and writes &amp; as &.',
    apply: always(withoutHtml),
  },
]

const LOCAL = /^\s*(\d{3})[\s.-]?(\d{4})\s*$/

/** A US number of seven digits, which lacks its area code, as `NNN-NNNN`; undefined for anything else. */
export function localNumber(text: string, country: string): string | undefined {
  const found = country === 'US' ? LOCAL.exec(text) : null
  return found ? `${found[1]}-${found[2]}` : undefined
}

function zip(text: string): string | undefined {
  const digits = text.replace(/\s+/g, '')
  if (/^\d{5}$/.test(digits)) return digits
  const long = /^(\d{5})[-–]?(\d{4})$/.exec(digits)
  return long ? `${long[1]}-${long[2]}` : undefined
}

const MEANINGS: readonly CleaningRule[] = [
  {
    value: 'phone',
    label: 'Phone number',
    help: 'Writes it the international way, such as +13125550100. A local number without area code becomes 555-0100.',
    apply: when(
      (text, { phone, country }) => localNumber(text, country) ?? phone.toE164(text, country),
      'it is not one whole phone number',
    ),
  },
  {
    value: 'zip',
    label: 'Zip code',
    help: 'Writes US zip codes as 60614 or 60614-1234. Anything else stays as it is: a missing digit is never guessed.',
    apply: when(zip, 'it does not have five or nine digits'),
  },
  {
    value: 'email',
    label: 'E-mail address',
    help: 'Writes it small and without blanks, and takes it out of Ana Silva <ana@alder.example>.',
    apply: when(readEmail, 'it is not one e-mail address', (text) => text.trim().toLowerCase()),
  },
  {
    value: 'date',
    label: 'Date',
    help: 'Writes dates of many forms as 2024-03-31. A time that stands with it is left out; the day stays as it is written.',
    apply: dateRule,
  },
  {
    value: 'date-time',
    label: 'Date and time',
    help: 'Writes them as 2024-03-31T10:00:00Z, in world time. A time without a zone is in the time zone of the flow.',
    apply: dateTimeRule,
  },
  {
    value: 'number',
    label: 'Number',
    help: 'Reads 1.234,56 and 1,234.56 and (12) as numbers.',
    apply: (text, context, value) => (typeof value === 'number' ? value : readsNumber(text, context, value)),
  },
  {
    value: 'money',
    label: 'Amount of money',
    help: 'Reads € 1.234,50 as the number 1234.5, without the currency.',
    apply: money,
  },
  {
    value: 'country',
    label: 'Country',
    help: 'Writes countries as their code of two letters: Germany, Deutschland and DEU become DE.',
    apply: when(readCountry, 'no country is called that'),
  },
  {
    value: 'yes-no',
    label: 'Yes or no',
    help: 'Reads y, true, on and 1 as yes, and n, false, off and 0 as no.',
    apply: when(readYesNo, 'it is neither yes nor no'),
  },
]

const readsNumber = when((text, { numbers }) => readNumber(text, numbers), 'it is not one number')

function money(text: string, { numbers, country }: RuleContext, value: string | number): Value | Said {
  if (typeof value === 'number' || text.trim() === '') return value
  const read = readMoney(text, numbers, country)
  if (!read) return { value: text, unreadable: 'it is not one amount of money' }
  return read.currency === undefined ? read.amount : { value: read.amount, currency: read.currency }
}

export const CLEANING_RULES: readonly CleaningRule[] = [
  ...CHARACTERS,
  ...MEANINGS,
  {
    value: 'blank-to-empty',
    label: 'Blank to empty',
    help: 'Makes a value of only blanks, or a lone dash, "n/a" or "null", empty.',
    apply: always((text) => (/^\s*(?:-+|–|—|n\/?a|null|none)?\s*$/i.test(text) ? '' : text)),
  },
]

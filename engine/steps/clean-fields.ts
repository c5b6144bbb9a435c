/** The form of "Clean". */
import { CLEANING_RULES } from './clean-rules.ts'
import type { SettingField } from './fields.ts'

const COUNTRIES = [
  { value: 'US', label: 'United States' },
  { value: 'CA', label: 'Canada' },
  { value: 'GB', label: 'United Kingdom' },
  { value: 'IE', label: 'Ireland' },
  { value: 'AU', label: 'Australia' },
  { value: 'NZ', label: 'New Zealand' },
  { value: 'DE', label: 'Germany' },
  { value: 'AT', label: 'Austria' },
  { value: 'CH', label: 'Switzerland' },
  { value: 'FR', label: 'France' },
  { value: 'NL', label: 'Netherlands' },
  { value: 'ES', label: 'Spain' },
  { value: 'IT', label: 'Italy' },
]

export const CLEAN_FIELDS: readonly SettingField[] = [
  {
    kind: 'cleaning',
    key: 'rules',
    label: 'What to clean',
    help: 'The rules of a field are applied in the order in which you choose them.',
    required: true,
    rules: CLEANING_RULES.map(({ value, label, help }) => ({ value, label, help })),
  },
  {
    kind: 'choice',
    key: 'unreadable',
    label: 'A value that cannot be read',
    help: 'Nothing is ever guessed.',
    choices: [
      { value: 'keep', label: 'stays as it is' },
      { value: 'empty', label: 'becomes empty' },
      { value: 'reject', label: 'fails, and the record with it' },
    ],
  },
  { kind: 'choice', key: 'country', label: 'Phone numbers without country are from', choices: COUNTRIES },
  {
    kind: 'choice',
    key: 'missingAreaCode',
    label: 'A US number without its area code',
    help: 'The area code is never guessed.',
    choices: [
      { value: 'keep', label: 'stays, as 555-0100' },
      { value: 'reject', label: 'fails, and the record with it' },
    ],
  },
  {
    kind: 'choice',
    key: 'dayMonth',
    label: 'A date such as 03/04/2024',
    help: 'Only matters for dates that can be read both ways.',
    choices: [
      { value: 'ask', label: 'fails, since it can be two days' },
      { value: 'day-first', label: 'is 3 April' },
      { value: 'month-first', label: 'is 4 March' },
    ],
  },
  {
    kind: 'number',
    key: 'pivot',
    label: 'Years of two digits are in the 2000s up to',
    help: 'Later ones are in the 1900s: with 49, the year 49 is 2049 and 50 is 1950.',
    min: 0,
    max: 99,
    whole: true,
  },
  {
    kind: 'yes-no',
    key: 'serialDates',
    label: 'Dates may be the bare numbers of a spreadsheet',
    help: 'Then 45000 is read as 15 March 2023.',
  },
  {
    kind: 'choice',
    key: 'numbers',
    label: 'A number such as 1,234',
    help: 'Only matters for numbers that can be read both ways.',
    choices: [
      { value: 'flow', label: 'is read as the language of the flow writes it' },
      { value: 'point', label: 'is over a thousand: the point stands before decimals' },
      { value: 'comma', label: 'is little more than one: the comma stands before decimals' },
    ],
  },
  {
    kind: 'yes-no',
    key: 'keepCurrency',
    label: 'Keep the currency of an amount',
    help: 'It is put into a field of its own: that of "Price" into "Price_currency".',
  },
]

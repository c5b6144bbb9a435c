/** What kind of personal value a field holds, by its name and the type that a contract gives it. */

export type FieldClass =
  | 'secret'
  | 'email'
  | 'phone'
  | 'name'
  | 'address'
  | 'city'
  | 'zip'
  | 'birth'
  | 'number'
  | 'iban'
  | 'amount'

/** One word of a name settles it, unless an earlier line did. */
const BY_WORD: readonly (readonly [FieldClass, string])[] = [
  [
    'secret',
    'password passwd passwort passphrase secret token apikey authorization credential credentials cvv cvc pin otp',
  ],
  ['email', 'email mail emailaddress'],
  ['phone', 'phone telephone telefon mobile cell fax handy msisdn whatsapp'],
  ['iban', 'iban'],
  ['number', 'ssn card creditcard passport tin vat vatid taxid nin nino bsn cpf licence license insurance'],
  ['birth', 'birth birthday birthdate dob born geburtsdatum'],
  ['zip', 'zip zipcode postcode postal plz postleitzahl'],
  ['city', 'city town ort stadt'],
  ['address', 'address street strasse adresse addr'],
  ['amount', 'salary income wage gehalt'],
  ['name', 'name firstname lastname surname fullname forename givenname familyname vorname nachname nickname username'],
]

const CLASS_OF: ReadonlyMap<string, FieldClass> = new Map(
  [...BY_WORD].reverse().flatMap(([found, words]) => words.split(' ').map((word) => [word, found] as const)),
)

/** Two words that only together say it. */
const BY_PAIR: ReadonlyMap<string, FieldClass> = new Map([
  ['api key', 'secret'],
  ['private key', 'secret'],
  ['access key', 'secret'],
  ['signing key', 'secret'],
  ['e mail', 'email'],
  ['tax id', 'number'],
  ['tax number', 'number'],
  ['social security', 'number'],
  ['national id', 'number'],
  ['account number', 'number'],
  ['bank account', 'number'],
  ['post code', 'zip'],
])

/** Names of things, not of people. */
const THINGS = new Set(
  'file program product plan list field object column table event host domain currency country state sheet step flow'.split(
    ' ',
  ),
)

/** Longer names are only looked at so far. */
const LONGEST = 200

/** Undefined: the name says nothing; what the value itself looks like still may. `type` is that of a contract's field. */
export function classOf(field: string, type?: string): FieldClass | undefined {
  if (type === 'email' || type === 'phone' || type === 'zip') return type
  const words = wordsIn(field)
  const found = words.map((word) => CLASS_OF.get(word)).filter((one) => one !== undefined)
  const pairs = words.slice(1).map((word, index) => BY_PAIR.get(`${words[index]} ${word}`))
  const all = [...pairs.filter((one) => one !== undefined), ...found]
  const first = BY_WORD.find(([one]) => all.includes(one))?.[0]
  if (first === 'name' && words.some((word) => THINGS.has(word))) return undefined
  return first
}

const wordsIn = (field: string): string[] =>
  field
    .slice(0, LONGEST)
    .replace(/(\p{Ll}|\p{N})(\p{Lu})/gu, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')

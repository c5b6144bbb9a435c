/** What values can be compared as. */
import { address } from './address.ts'
import { company, plainText } from './company.ts'
import { email, phone } from './contact.ts'
import type { Likeness } from './likeness.ts'
import { person } from './person.ts'
import { code, date, number } from './value.ts'

const LIKENESSES = { text: plainText, name: person, company, address, phone, email, number, date, code } as const
export type NearAs = keyof typeof LIKENESSES

export const likenessOf = (as: NearAs): Likeness => LIKENESSES[as]

/** For the form, in its order. */
export const NEAR_CHOICES: readonly { value: NearAs; label: string }[] = [
  { value: 'name', label: 'name of a person' },
  { value: 'company', label: 'name of a company or place' },
  { value: 'address', label: 'street address' },
  { value: 'phone', label: 'phone number' },
  { value: 'email', label: 'e-mail address' },
  { value: 'date', label: 'date' },
  { value: 'code', label: 'code, such as a zip or a licence number' },
  { value: 'number', label: 'number' },
  { value: 'text', label: 'any other text' },
]

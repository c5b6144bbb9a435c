import { isRecord } from '../http/exchange.ts'
import type { Body } from '../kit/documents.ts'
import type { Desk } from '../kit/system.ts'
import { type Kind, texts } from './kind.ts'

const LENGTHS: Readonly<Record<string, number>> = {
  Name: 255,
  ContactNumber: 50,
  AccountNumber: 50,
  FirstName: 255,
  LastName: 255,
  EmailAddress: 255,
  TaxNumber: 50,
}

const archived = (body: Body) => body.ContactStatus === 'ARCHIVED'

const others = (field: string, value: string, desk: Desk, id: string | undefined) =>
  desk.docs.findBy('Contacts', field, value).filter((one) => one.id !== id && !archived(one.body))

export const contact: Kind = {
  name: 'Contacts',
  id: 'ContactID',
  permission: 'accounting.contacts',
  // An existing contact with that number, else with that name, is meant (developer.xero.com, Contacts).
  meant: ({ ContactNumber, Name }, desk) => {
    const [byNumber] = texts(ContactNumber) === '' ? [] : others('ContactNumber', texts(ContactNumber), desk, undefined)
    const [byName] = texts(Name) === '' ? [] : others('Name', texts(Name), desk, undefined)
    return (byNumber ?? byName)?.id
  },
  problems: (whole, _before, desk, id) => {
    const name = texts(whole.Name)
    const long = Object.entries(LENGTHS).filter(([field, most]) => texts(whole[field]).length > most)
    const number = texts(whole.ContactNumber)
    const email = texts(whole.EmailAddress)
    return [
      ...(name.trim() === '' ? ['The Contact Name must be specified.'] : []),
      ...long.map(
        ([field, most]) => `The length of the ${field} field exceeds its maximum permitted length of ${most}.`,
      ),
      ...(email !== '' && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email) ? ['Email address must be valid.'] : []),
      ...(name !== '' && others('Name', name, desk, id).length > 0
        ? [
            `The contact name ${name} is already assigned to another contact. The contact name must be unique across all active contacts.`,
          ]
        : []),
      ...(number !== '' && others('ContactNumber', number, desk, id).length > 0
        ? [`The contact number ${number} is already assigned to another contact. The contact number must be unique.`]
        : []),
    ]
  },
  keep: ({ ContactID: _, UpdatedDateUTC: __, ...given }, before) => ({
    ContactStatus: 'ACTIVE',
    IsSupplier: false,
    IsCustomer: false,
    ...before,
    ...given,
    Name: texts(given.Name ?? before?.Name)
      .trim()
      .replace(/\s+/g, ' '),
    Addresses: byType(['STREET', 'POBOX'], 'AddressType', before?.Addresses, given.Addresses, ADDRESS),
    Phones: byType(['DDI', 'DEFAULT', 'FAX', 'MOBILE'], 'PhoneType', before?.Phones, given.Phones, PHONE),
  }),
  show: (body) => ({
    ContactGroups: [],
    ContactPersons: [],
    HasAttachments: false,
    HasValidationErrors: false,
    EmailAddress: '',
    BankAccountDetails: '',
    ...body,
  }),
  businessKey: (id, { ContactNumber, Name }) => texts(ContactNumber) || texts(Name) || id,
}

const ADDRESS = { City: '', Region: '', PostalCode: '', Country: '' }
const PHONE = { PhoneNumber: '', PhoneAreaCode: '', PhoneCountryCode: '' }

/** One of each type is always there; what is given counts more than what was. */
function byType(types: readonly string[], field: string, before: unknown, given: unknown, blank: object): unknown[] {
  const of = (list: unknown, type: string): object | undefined =>
    (Array.isArray(list) ? list : []).find((one) => isRecord(one) && one[field] === type) as object | undefined
  return types.map((type) => ({ [field]: type, ...blank, ...of(before, type), ...of(given, type) }))
}

import type { Desk } from '../kit/system.ts'
import { contact } from './contact.ts'
import { invoice } from './invoice.ts'

const CONTACTS: readonly Record<string, unknown>[] = [
  { Name: 'Alder Clinic', ContactNumber: 'C-1001', EmailAddress: 'billing@alder.example' },
  { Name: 'Alder Clinic Ltd', EmailAddress: 'billing@alder.example' },
  { Name: 'alder clinic', FirstName: 'Ana', LastName: 'Silva' },
  {
    Name: "O'Brien & Sons",
    ContactNumber: "C-O'B",
    Addresses: [{ AddressType: 'STREET', City: 'Cork', Country: 'IE' }],
  },
  {
    Name: '山田クリニック 🌸',
    ContactNumber: '0007',
    Phones: [{ PhoneType: 'DEFAULT', PhoneNumber: '0312345678', PhoneCountryCode: '81' }],
  },
  { Name: `Long ${'x'.repeat(240)}`, TaxNumber: '12-3456789' },
  { Name: 'No details at all' },
]

export function seed(desk: Desk): void {
  CONTACTS.forEach((one, at) => {
    const id = `00000000-0000-4000-8000-${String(at + 1).padStart(12, '0')}`
    desk.docs.insert('Contacts', contact.keep(one, undefined, desk), { id })
  })
  const lines = [
    { Description: 'Visit in February — half a day', Quantity: 0.5, UnitAmount: 99.99, AccountCode: '200' },
  ]
  const of = { ContactID: '00000000-0000-4000-8000-000000000001' }
  const draft = { Type: 'ACCREC', Contact: of, Date: '2024-02-29', InvoiceNumber: 'OLD-1', LineItems: lines }
  desk.docs.insert('Invoices', invoice.keep(draft, undefined, desk), { id: '00000000-0000-4000-8000-0000000000a1' })
}

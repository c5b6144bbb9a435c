import type { Desk } from '../kit/system.ts'
import { objectTypes } from './schema.ts'

/** What a CRM looks like after some years: near-twins, blanks, emoji, typed dates in texts, long notes. */
export function seed(desk: Desk): void {
  const put = (kind: string, body: Record<string, unknown>) => {
    const type = objectTypes.find(({ name }) => name === kind)
    const number = desk.docs.next('record').toString(36).toUpperCase().padStart(5, '0')
    return desk.docs.insert(kind, body, { id: `${type?.prefix ?? '000'}Qy00000${number}IAA` }).id
  }
  const account = put('Account', {
    Name: 'Alder Works',
    External_Key__c: 'A-1',
    Website: 'https://alder.example',
    NumberOfEmployees: 12,
  })
  put('Account', { Name: 'alder works ltd.', External_Key__c: null, Phone: '0049 30 / 1' })
  put('Account', { Name: '🌳', External_Key__c: 'A-3', Description: 'long '.repeat(6_000).trim() })
  put('Contact', {
    LastName: 'Ruiz',
    FirstName: 'Ana',
    Email: 'ana.ruiz@alder.example',
    AccountId: account,
    External_Key__c: 'C-1001',
    Birthdate: '1980-02-29',
  })
  put('Contact', { LastName: 'Ruíz', FirstName: 'Ana', Email: 'ana.ruiz@alder.example', External_Key__c: null })
  put('Contact', {
    LastName: "O'Brien",
    FirstName: null,
    Email: null,
    External_Key__c: "O'B \\ 1",
    Description: 'Moved on 31.02.2019',
  })
  put('Lead', { LastName: '山田', Company: 'Larch', Status: 'Open - Not Contacted', External_Key__c: 'L-1' })
  put('Opportunity', {
    Name: 'Renewal 2020',
    StageName: 'Closed Lost',
    CloseDate: '1999-12-31',
    Amount: 0.1,
    AccountId: account,
    External_Key__c: 'O-1',
  })
}

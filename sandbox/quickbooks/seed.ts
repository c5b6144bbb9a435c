import type { Desk } from '../kit/system.ts'
import { KINDS } from './kinds.ts'

const CUSTOMERS: readonly Record<string, unknown>[] = [
  { DisplayName: 'Alder Clinic', PrimaryEmailAddr: { Address: 'billing@alder.example' } },
  { DisplayName: 'Alder Clinic, Ltd.', CompanyName: 'Alder Clinic' },
  { DisplayName: "Pat O'Brien", GivenName: 'Pat', FamilyName: "O'Brien", BillAddr: { City: 'Cork', Country: 'IE' } },
  { DisplayName: '山田 雪 🌸', PrimaryPhone: { FreeFormNumber: '+81 3 1234 5678' } },
  { DisplayName: 'Long notes', Notes: 'A very long text. '.repeat(100) },
  { DisplayName: '0', Active: false },
]

const ITEMS: readonly Record<string, unknown>[] = [
  { Name: 'Visit', UnitPrice: 99.5, IncomeAccountRef: { value: '1', name: 'Services' } },
  { Name: 'Visit (half)', UnitPrice: 49.75, Sku: 'V-½', IncomeAccountRef: { value: '1', name: 'Services' } },
]

export function seed(desk: Desk): void {
  const put = (name: string, whole: Record<string, unknown>) => {
    const kind = KINDS.find((one) => one.name === name)
    if (kind) desk.docs.insert(name, { ...kind.keep(whole, desk), SyncToken: '0' })
  }
  for (const one of CUSTOMERS) put('Customer', one)
  for (const one of ITEMS) put('Item', one)
}

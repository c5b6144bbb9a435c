import type { Desk } from '../kit/system.ts'
import { customer } from './customer.ts'
import { invoice } from './invoice.ts'
import { product } from './product.ts'

/** People as they come: near-twins, blanks, other scripts, emoji, very long texts. */
const PEOPLE: readonly Record<string, unknown>[] = [
  { email: 'ana.silva@alder.example', name: 'Ana Silva', metadata: { external_id: 'C-1001' } },
  { email: 'Ana.Silva@alder.example', name: 'Ana  Silva', description: 'The same person? Written with capitals.' },
  { email: 'ana.silva+billing@alder.example', name: 'Silva, Ana' },
  { name: 'No e-mail at all', phone: '+1 312 555 0100' },
  { email: 'obrien@finch.example', name: "Pat O'Brien \\ Sons", address: { line1: '1 Quay', country: 'IE' } },
  {
    email: 'yuki@example.co.jp',
    name: '山田 雪 🌸',
    address: { city: '東京', postal_code: '100-0001', country: 'JP' },
  },
  { email: 'long@example.test', name: 'Long', description: 'A very long text. '.repeat(250) },
  { email: 'zero@example.test', name: '0', metadata: { external_id: '0', joined: '31/02/2025' } },
]

const PRODUCTS: readonly Record<string, unknown>[] = [
  { id: 'haircut', name: 'Haircut' },
  { id: 'HAIRCUT-2', name: 'Haircut ', description: 'Hair cut, with a blank behind its name', active: false },
  { id: 'prod_practice_tea', name: 'Tea ☕ 250 g', unit_label: 'bag', metadata: { sku: 'TEA-250' } },
]

export function seed(desk: Desk): void {
  const ids = PEOPLE.map((person, at) => {
    const id = `cus_Practice${String(at + 1).padStart(6, '0')}`
    desk.docs.insert('customers', customer.create(person, desk), { id })
    return id
  })
  for (const one of PRODUCTS) desk.docs.insert('products', product.create(one, desk), { id: String(one.id) })
  const draft = { customer: ids[0], metadata: { external_id: 'INV-1' }, description: 'Half of 2025 — paid late' }
  desk.docs.insert('invoices', invoice.create(draft, desk), { id: 'in_Practice000001' })
}

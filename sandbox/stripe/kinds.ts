// The kinds of objects that the practice Stripe holds: what may be given when one is created or changed, and how one looks.
// Names, types and which members are always there: the vendor's own client (stripe 23.1.0). The real system has more parameters.
import { customer } from './customer.ts'
import { invoice } from './invoice.ts'
import { invoiceItem } from './invoice-item.ts'
import type { Kind } from './kind.ts'
import { product } from './product.ts'

export const KINDS: readonly Kind[] = [customer, product, invoice, invoiceItem]

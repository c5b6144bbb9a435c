import { isRecord } from '../http/exchange.ts'
import type { Body } from '../kit/documents.ts'
import type { Desk } from '../kit/system.ts'
import { idOf } from './kinds.ts'

/** What is wrong with one field of an input. Unconfirmed: the texts. */
export interface Problem {
  readonly field: readonly string[]
  readonly message: string
  readonly code?: string
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')
const taken = (kind: string, path: string, value: string, id: string | undefined, { docs }: Desk) =>
  value !== '' && docs.findBy(kind, path, value).some((one) => one.id !== id)

export function customerProblems(whole: Body, id: string | undefined, desk: Desk): Problem[] {
  const email = textOf(whole.email)
  const phone = textOf(whole.phone)
  const problems: Problem[] = []
  const add = (name: string, message: string, code: string) =>
    void problems.push({ field: ['input', name], message, code })
  if (email !== '' && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email)) add('email', 'Email is invalid', 'INVALID')
  if (taken('customers', 'email', email, id, desk)) add('email', 'Email has already been taken', 'TAKEN')
  if (phone !== '' && !/^\+?[\d\s().-]{7,}$/.test(phone)) add('phone', 'Phone is invalid', 'INVALID')
  if (taken('customers', 'phone', phone, id, desk)) add('phone', 'Phone has already been taken', 'TAKEN')
  if (email === '' && phone === '' && textOf(whole.firstName) === '' && textOf(whole.lastName) === '') {
    add('firstName', 'A name, phone number, or email address must be present', 'BLANK')
  }
  if (textOf(whole.firstName).length > 255)
    add('firstName', 'First name is too long (maximum is 255 characters)', 'TOO_LONG')
  return problems
}

export function productProblems(whole: Body, id: string | undefined, desk: Desk): Problem[] {
  const problems: Problem[] = []
  const add = (name: string, message: string, code: string) =>
    void problems.push({ field: ['input', name], message, code })
  if (textOf(whole.title).trim() === '') add('title', "Title can't be blank", 'BLANK')
  if (textOf(whole.title).length > 255) add('title', 'Title is too long (maximum is 255 characters)', 'TOO_LONG')
  if (taken('products', 'handle', textOf(whole.handle), id, desk))
    add('handle', 'Handle has already been taken', 'TAKEN')
  return problems
}

export function orderProblems(given: Body): Problem[] {
  const lines = Array.isArray(given.lineItems) ? given.lineItems.filter(isRecord) : []
  const problems: Problem[] = []
  if (lines.length === 0)
    problems.push({ field: ['order', 'lineItems'], message: 'Line items must have at least one line item' })
  lines.forEach(({ quantity, title, variantId }, at) => {
    const field = ['order', 'lineItems', String(at)]
    if (!Number.isInteger(quantity) || Number(quantity) < 1) {
      problems.push({ field: [...field, 'quantity'], message: 'Quantity must be greater than 0' })
    }
    if (textOf(title) === '' && textOf(variantId) === '') {
      problems.push({ field: [...field, 'title'], message: "Title can't be blank" })
    }
  })
  return problems
}

/** Whoever names the quantity that was read changes nothing when it is another one by then. */
export function inventoryProblems(input: unknown, desk: Desk): Problem[] {
  const quantities = isRecord(input) && Array.isArray(input.quantities) ? input.quantities.filter(isRecord) : []
  return quantities.flatMap(({ inventoryItemId, locationId, quantity, changeFromQuantity }, at): Problem[] => {
    const field = (name: string) => ['input', 'quantities', String(at), name]
    const found = desk.docs.get('inventory', idOf('InventoryItem', inventoryItemId))
    if (!found) {
      return [
        {
          field: field('inventoryItemId'),
          message: 'The specified inventory item could not be found',
          code: 'INVALID_INVENTORY_ITEM',
        },
      ]
    }
    const now = (found.body.levels as Record<string, unknown>)[String(locationId)]
    if (now === undefined) {
      return [
        { field: field('locationId'), message: 'The specified location could not be found', code: 'INVALID_LOCATION' },
      ]
    }
    if (!Number.isInteger(quantity) || Number(quantity) > 1_000_000_000) {
      return [{ field: field('quantity'), message: 'The quantity is not valid', code: 'INVALID_QUANTITY_TOO_HIGH' }]
    }
    if (typeof changeFromQuantity === 'number' && changeFromQuantity !== now) {
      const message = 'The changeFromQuantity argument no longer matches the persisted quantity'
      return [{ field: field('changeFromQuantity'), message, code: 'CHANGE_FROM_QUANTITY_STALE' }]
    }
    return []
  })
}

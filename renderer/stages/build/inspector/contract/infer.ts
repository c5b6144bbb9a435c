/** A first draft of a contract from sample rows, with what each type was concluded from. The user decides. */
import type { ContractField, Data, Json } from '#engine'

export interface Inferred extends ContractField {
  /** How many sample rows have a value, and how many of those look like the type. */
  filled: number
  alike: number
}

type FieldType = ContractField['type']

/** Strictest first. Text fits always. */
const LOOKS: readonly { type: FieldType; test: RegExp }[] = [
  { type: 'email', test: /^[^\s@]+@[^\s@]+\.[^\s@]+$/ },
  { type: 'date', test: /^(\d{4}-\d{2}-\d{2}|\d{1,2}[./-]\d{1,2}[./-]\d{2,4})([T ].*)?$/ },
  { type: 'zip', test: /^\d{5}(-\d{4})?$/ },
  { type: 'yes-no', test: /^(yes|no|true|false|y|n)$/i },
  { type: 'phone', test: /^\+?[\d\s().-]{7,20}$/ },
  { type: 'number', test: /^-?\d{1,3}(,?\d{3})*(\.\d+)?$|^-?\d+(\.\d+)?$/ },
]

/** The share of filled values that must look like a type. */
const ENOUGH = 0.9

export function inferFields(columns: readonly string[], rows: readonly Data[]): Inferred[] {
  return columns.map((name) => inferField(name, rows))
}

function inferField(name: string, rows: readonly Data[]): Inferred {
  const values = rows.map((row) => textOf(Object.hasOwn(row, name) ? row[name] : undefined)).filter((v) => v !== '')
  const base = { name, mayBeBlank: values.length < rows.length, required: false, filled: values.length }
  for (const { type, test } of LOOKS) {
    if (!likely(type, name)) continue
    const alike = values.filter((value) => test.test(value)).length
    if (values.length > 0 && alike / values.length >= ENOUGH) return { ...base, type, alike }
  }
  return { ...base, type: 'text', alike: values.length }
}

/** Five digits are a ZIP code only where the column says so; ten digits are a phone number only then. */
function likely(type: FieldType, name: string): boolean {
  if (type === 'zip') return /zip|post/i.test(name)
  if (type === 'phone') return /phone|tel|mobile|fax/i.test(name)
  return true
}

const textOf = (value: Json | undefined): string =>
  value === null || value === undefined ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value).trim()

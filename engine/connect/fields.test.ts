import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Json } from '../model/json.ts'
import type { TargetObject } from './declare.ts'
import { base64, formText } from './encode.ts'
import { readValue, writeValue } from './field-codec.ts'
import { fieldFormOf, objectWith } from './fields.ts'
import { putInto, takeFrom } from './place.ts'

const ticket: TargetObject = {
  title: 'Ticket',
  plural: 'Tickets',
  unique: [],
  fields: [
    { name: 'subject', label: 'Subject', type: 'text' },
    { name: 'city', label: 'City', type: 'text', path: 'addresses.0.city' },
    { name: 'zip', label: 'Zip', type: 'text', path: 'addresses.0.zip' },
    { name: 'tier', label: 'Tier', type: 'text', path: 'custom_fields[id=7].value' },
    { name: 'due', label: 'Due', type: 'date', as: 'iso-date' },
    { name: 'total', label: 'Total', type: 'number', as: 'minor-units' },
  ],
}

test('flat fields become the body that the system wants, and are read from it again', () => {
  const form = fieldFormOf(ticket)
  const body = { subject: 'Hi', city: 'Rome', zip: '1', tier: 'gold', due: '2026-11-22T10:00:00Z', total: '12.5' }
  const written = form.write(body)
  expect(written).toEqual({
    subject: 'Hi',
    addresses: [{ city: 'Rome', zip: '1' }],
    custom_fields: [{ id: 7, value: 'gold' }],
    due: '2026-11-22',
    total: 1250,
  })
  const other = {
    custom_fields: [
      { id: 3, value: 'x' },
      { id: 7, value: 'gold' },
    ],
    addresses: written.addresses ?? null,
  }
  expect(form.read({ ...written, ...other })).toEqual({ ...body, due: '2026-11-22', total: '12.50' })
  expect(form.asked(['subject', 'city', 'zip', 'tier'])).toEqual(['subject', 'addresses', 'custom_fields'])
})

test('an object without special fields is written and read as it is', () => {
  const plain = fieldFormOf({ ...ticket, fields: [{ name: 'a.b', label: 'A', type: 'text' }] })
  expect(plain.write({ 'a.b': 1 })).toEqual({ 'a.b': 1 })
})

test('what the account says of its fields is added, and how a declared one is written stays', () => {
  const described = [
    { name: 'total', label: 'Sum', type: 'number' as const, required: true },
    { name: 'own', label: 'Own', type: 'text' as const, custom: true },
  ]
  const { fields } = objectWith(ticket, described)
  expect(fields.find(({ name }) => name === 'total')).toMatchObject({ label: 'Sum', required: true, as: 'minor-units' })
  expect(fields.at(-1)).toMatchObject({ name: 'own', custom: true })
})

test('a text of the account stays the e-mail address or phone number that it is', () => {
  const person = { ...ticket, fields: [{ name: 'email', label: 'E-mail', type: 'email' as const }] }
  const { fields } = objectWith(person, [{ name: 'email', label: 'Mail', type: 'text', required: true }])
  expect(fields).toEqual([{ name: 'email', label: 'Mail', type: 'email', required: true }])
})

test('amounts lose no cent, whatever their size; what is no amount is sent as it is', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 10n ** 14n }), (cents) => {
      const digits = String(cents).padStart(3, '0')
      const amount = `${digits.slice(0, -2)}.${digits.slice(-2)}`
      expect(writeValue('minor-units', amount)).toBe(Number(cents))
      expect(readValue('minor-units', Number(cents))).toBe(amount)
    }),
  )
  for (const odd of ['1.234', '12,50', 'EUR 5', '', '1e5']) expect(writeValue('minor-units', odd)).toBe(odd)
  expect(writeValue('minor-units', 0.07)).toBe(7)
})

test('an amount has as many places as its currency, and nobody pays a hundredfold', () => {
  const places = { JPY: 0, KWD: 3 }
  const amount = { name: 'amount', label: 'Amount', type: 'number', as: 'minor-units' } as const
  const form = fieldFormOf({ ...ticket, fields: [{ ...amount, currency: { field: 'currency', places } }] })
  const written = (body: Record<string, Json>) => form.write(body).amount
  expect(written({ amount: 500, currency: 'jpy' })).toBe(500)
  expect(written({ amount: '500.00', currency: 'JPY' })).toBe(500)
  expect(written({ amount: '500.50', currency: 'JPY' })).toBe('500.50')
  expect(written({ amount: '1.25', currency: 'KWD' })).toBe(1250)
  expect(written({ amount: '1.25', currency: 'eur' })).toBe(125)
  expect(written({ amount: '1.25' })).toBe(125)
  expect(form.read({ amount: 500, currency: 'jpy' }).amount).toBe('500')
  expect(form.read({ amount: 1250, currency: 'kwd' }).amount).toBe('1.250')
  expect(form.merge({ amount: 7 }, { amount: 5, currency: 'jpy' }).amount).toBe(7)
})

test('dates in the forms of old systems are read, and written as they want them', () => {
  expect(readValue('ms-date', '/Date(1763769600000+0000)/')).toBe('2025-11-22')
  expect(writeValue('ms-date', '2025-11-22')).toBe('2025-11-22')
  expect(readValue('ms-time', '/Date(1763769600123+0000)/')).toBe('2025-11-22T00:00:00.123Z')
  expect(readValue('epoch-seconds', 1763769600)).toBe('2025-11-22T00:00:00.000Z')
  expect(writeValue('epoch-seconds', '2025-11-22')).toBe(1763769600)
  expect(writeValue('iso-date', 'next week')).toBe('next week')
})

test('a day stays the day that was written, in whatever zone', () => {
  for (const codec of ['iso-date', 'ms-date'] as const) {
    expect(writeValue(codec, '2026-11-22T23:30:00-05:00')).toBe('2026-11-22')
    expect(writeValue(codec, '2026-11-22T00:30:00+09:00')).toBe('2026-11-22')
    expect(writeValue(codec, '2026-11-22T00:00:00')).toBe('2026-11-22')
  }
})

test('a moment beyond all calendars is left as it is', () => {
  expect(readValue('epoch-ms', 1e20)).toBe(1e20)
  expect(readValue('epoch-seconds', '99999999999999999999')).toBe('99999999999999999999')
  expect(readValue('ms-time', '/Date(99999999999999999999)/')).toBe('/Date(99999999999999999999)/')
  expect(readValue('ms-date', '/Date(-99999999999999999999)/')).toBe('/Date(-99999999999999999999)/')
})

test('a text becomes a document and comes back', () => {
  for (const text of ['one line', 'two\nlines', 'a gap\n\nbetween', '  kept “as is” 🙂'])
    expect(readValue('document', writeValue('document', text))).toBe(text.trim())
})

test('a value is found where it was put, whatever the place and whatever stands there already', () => {
  const name = fc.constantFrom('a', 'b', '__proto__', 'constructor', 'x1')
  const part = fc.oneof(
    name,
    fc.constantFrom('0', '1'),
    name.map((one) => `${one}[id=7]`),
  )
  const place = fc
    .tuple(name, fc.array(part, { maxLength: 3 }), name)
    .map(([first, rest, last]) => [first, ...rest, last].join('.'))
  fc.assert(
    fc.property(place, place, (one, other) => {
      const body: Record<string, Json> = {}
      putInto(body, one, 'first')
      expect(takeFrom(body, one)).toBe('first')
      putInto(body, other, 'second')
      expect(Object.getPrototypeOf(body)).toBe(Object.prototype)
      expect(({} as { second?: unknown }).second).toBeUndefined()
    }),
  )
})

test('forms are written with brackets, and without what is blank', () => {
  const text = formText({ amount: 5, 'meta data': { 'a&b': 'x y' }, items: [{ price: 'p' }, null], none: null })
  expect([...new URLSearchParams(text)]).toEqual([
    ['amount', '5'],
    ['meta data[a&b]', 'x y'],
    ['items[0][price]', 'p'],
  ])
})

test('base64 is that of the standard, beyond ASCII too', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      expect(base64(text)).toBe(Buffer.from(text, 'utf8').toString('base64'))
    }),
  )
})

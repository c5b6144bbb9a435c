import { expect, test } from 'vitest'
import { fieldsIn } from './fault-choices.ts'

test('fields are named by their way in, each once, without those in lists', () => {
  const things = [
    { id: '1', mail: { address: 'ana@alder.example' }, lines: [{ amount: 1 }] },
    { id: '2', mail: { address: 'ben@alder.example', checked: true }, phone: null },
  ]
  expect(fieldsIn(things)).toEqual(['id', 'mail.address', 'mail.checked', 'phone'])
})

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { awkwardRecord } from '../../test/arbitrary/awkward.ts'
import { putBack, standIns } from './stand-ins.ts'

const record = {
  name: 'Ana Alder',
  email: 'ana.alder@example.com',
  subject: 'Refund for Ana',
  message: 'I am Ana Alder, write to ANA.ALDER@example.com or +1 312 555 0100. My IBAN is DE89370400440532013000.',
  total: 12,
  api_key: 'sk-abcdefghijklmnopqrst',
}

test('personal values are kept back wherever they stand, and put back into an answer', () => {
  const { shown, kept } = standIns(record, ['subject', 'message', 'total'])
  const said = JSON.stringify(shown)
  for (const value of ['Ana', 'Alder', 'ana.alder', 'ANA.ALDER', '312', 'DE89']) expect(said).not.toContain(value)
  expect(shown.total).toBe(12)
  expect(Object.keys(shown)).toEqual(['subject', 'message', 'total'])
  const name = Object.keys(kept).find((standIn) => kept[standIn] === 'Ana Alder') ?? ''
  expect(putBack({ draft: `Dear ${name}, [name-99]` }, kept)).toEqual({ draft: 'Dear Ana Alder, [name-99]' })
})

test('a field that is named and personal is shown as a stand-in, unless it is allowed as it is', () => {
  expect(standIns(record, ['name']).shown).toEqual({ name: expect.stringMatching(/^\[name-\d\]$/) })
  expect(standIns(record, ['name', 'api_key'], { open: ['name', 'api_key'] }).shown).toEqual({
    name: 'Ana Alder',
    api_key: '••••••',
  })
})

test('what a record itself writes like a stand-in is not taken for one', () => {
  const { shown, kept } = standIns({ email: 'a@example.com', text: 'send [email-1] to b@example.com' }, ['text'])
  expect(shown.text).toContain('send [email-1] to [email-')
  expect(kept['[email-1]']).toBeUndefined()
})

test('any record can be shown, and nothing personal of it is', () => {
  fc.assert(
    fc.property(awkwardRecord(['email', 'notes', 'a']), (data) => {
      const { shown, kept } = standIns(data, Object.keys(data))
      expect(() => putBack(shown, kept)).not.toThrow()
      if (typeof data.email === 'string' && data.email.trim() !== '') expect(shown.email).toMatch(/^\[email-\d+\]$/)
    }),
    { numRuns: 200 },
  )
})

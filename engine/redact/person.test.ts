import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Json } from '../model/json.ts'
import { findPerson } from './index.ts'

function find(value: string, field?: string) {
  const finder = findPerson({ value, field })
  if (!finder) throw new Error('too short')
  const found = (data: Json) => finder.maybe(JSON.stringify(data)) && finder.in(data)
  return { ...finder, found }
}

describe('a person is found', () => {
  it('by an e-mail address, in any case and place, and nobody else whose address contains it', () => {
    const { found } = find('Ana@Alder.example')
    for (const data of [
      { contact: 'ana@alder.example' },
      { note: 'Ask Ana <ANA@alder.example>.' },
      [{ a: { b: ['ana@alder.example'] } }],
    ])
      expect(found(data as Json)).toBe(true)
    for (const other of ['diana@alder.example', 'ana@alder.example.com', 'ana@alder.examples', 'x.ana@alder.example'])
      expect([other, found({ email: other })]).toEqual([other, false])
  })

  it('by a phone number, however it is written', () => {
    const { found } = find('+1 312 555 0177')
    for (const text of ['(312) 555-0177', '+13125550177', 'call 312.555.0177 now', '001 312 555 0177'])
      expect([text, found({ any: text })]).toEqual([text, true])
    expect(found({ phone: 3125550177 })).toBe(true)
    expect(found({ phone: '(312) 555-0178', order: '20177' })).toBe(false)
  })

  it('by a name, only where names of people stand and only as a whole', () => {
    const { found } = find('Ana Alder')
    expect(found({ 'Full name': 'ana  ALDER' })).toBe(true)
    expect(found({ 'Full name': 'Ana Alderson' })).toBe(false)
    expect(found({ product: 'Ana Alder' })).toBe(false)
    expect(find('Ana Alder', 'product').found({ product: 'Ana Alder' })).toBe(true)
    expect(find('ana@alder.example', 'email').found({ note: 'ana@alder.example' })).toBe(false)
  })

  it('not by a value that says too little', () => expect(findPerson({ value: ' x ' })).toBeUndefined())

  it('and what is about the person is told from what only holds them', () => {
    const { is } = find('ana@alder.example')
    expect(is({ email: 'ana@alder.example' })).toBe(true)
    expect(is({ guests: [{ email: 'ana@alder.example' }] })).toBe(false)
  })
})

describe('anything', () => {
  it('can be looked through, and holds the person no more once that is replaced', () => {
    const email = 'ana@alder.example'
    const { found, without } = find(email)
    const json = fc.letrec<{ json: Json }>((tie) => ({
      json: fc.oneof(
        { maxDepth: 4 },
        fc.constantFrom<Json>(null, email, `to ${email},`, 1.5, true),
        fc.string({ unit: 'binary' }),
        fc.array(tie('json')),
        fc.dictionary(fc.constantFrom('a', '__proto__', 'constructor', email), tie('json')),
      ),
    })).json
    fc.assert(
      fc.property(json, (data) => {
        expect(found(without(data, '(erased)'))).toBe(false)
      }),
    )
  })
})

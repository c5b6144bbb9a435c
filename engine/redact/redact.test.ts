import { createHmac } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Data, Json } from '../model/json.ts'
import { classOf, createMasker } from './index.ts'

const keyed = (text: string) => createHmac('sha256', 'a secret of this folder').update(text).digest('hex')
const masker = createMasker(keyed)
const value = (field: string, given: Json) => masker.value(field, given)

describe('which fields are personal', () => {
  it.each([
    ['First name', 'name'],
    ['lastName', 'name'],
    ['e-mail', 'email'],
    ['WORK_EMAIL', 'email'],
    ['mobilePhone', 'phone'],
    ['Street address', 'address'],
    ['E-mail address', 'email'],
    ['date_of_birth', 'birth'],
    ['tax-id', 'number'],
    ['IBAN', 'iban'],
    ['zip', 'zip'],
    ['City', 'city'],
    ['api_key', 'secret'],
    ['accessToken', 'secret'],
    ['client secret', 'secret'],
  ])('%s: %s', (field, found) => expect(classOf(field)).toBe(found))

  it.each(['file name', 'amount', 'site_key', 'productName', 'status', 'constructor', '__proto__', ''])(
    'not by the name alone: "%s"',
    (field) => expect(classOf(field)).toBeUndefined(),
  )

  it('believes the type of the contract', () => expect(classOf('reach me', 'phone')).toBe('phone'))
})

describe('masks', () => {
  it('have the shape of what they stand for', () => {
    expect(value('email', 'Ana.Alder@alder.com')).toMatch(/^[A-Z][a-z]{2}\.[A-Z][a-z]{4}@[a-z]{5}\.example$/)
    expect(value('email', 'ana@gmail.com')).toMatch(/^[a-z]{3}@gmail\.com$/)
    expect(value('phone', '+49 30 901820')).toMatch(/^\+49 \d\d \d{6}$/)
    expect(value('phone', '+1 (312) 555-0100')).toMatch(/^\+1 \(\d{3}\) \d{3}-\d{4}$/)
    expect(value('name', "Ana-Luísa O'Neil")).toMatch(/^[AEIOU][a-z][aeiou]-[A-Z][a-z]+ [AEIOU]'[A-Z][a-z]{3}$/)
    expect(value('name', 'Анна')).toMatch(/^[А-Я][а-я]{3}$/)
    expect(value('birthday', '1984-02-29')).toMatch(/^198[345]-(0[1-9]|1[0-2])-(0[1-9]|1[0-2])$/)
    expect(value('birthday', '3/14/84')).toMatch(/^\d\/(0\d|1[0-2])\/8[345]$/)
    expect(value('salary', 61_250.5)).toSatisfy((n: number) => n >= 10_000 && n < 100_000)
    expect(value('zip', '60614')).toMatch(/^60\d{3}$/)
    expect(value('city', 'Chicago')).toMatch(/^C[a-z]{6}$/)
    expect(value('iban', 'DE89 3704 0044 0532 0130 00')).toMatch(/^DE\d\d( \d{4}){4} \d\d$/)
  })

  it('are other values, and the same for the same one in whatever case and form', () => {
    expect(value('email', 'ana@alder.com')).not.toContain('ana')
    expect(String(value('email', 'ANA@ALDER.com')).toLowerCase()).toBe(value('email', 'ana@alder.com'))
    expect(String(value('name', 'Alder, Ana'))).toBe(String(value('name', 'Ana Alder')).split(' ').reverse().join(', '))
    const digits = (given: Json) => String(value('phone', given)).replace(/\D/g, '').slice(-9)
    expect(digits('+1 312 555 0100')).toBe(digits('(312) 555-0100'))
  })

  it('differ from one data folder to the next', () => {
    const other = createMasker((text) => keyed(`${text} elsewhere`))
    expect(other.value('name', 'Bartholomew')).not.toBe(value('name', 'Bartholomew'))
  })

  it('reach into groups and lists, and into running text', () => {
    const given = {
      customer: { address: { line: 'Elm Street', no: 12 } },
      note: 'Call ana@alder.com or +1 312 555 0100',
    }
    const text = JSON.stringify(masker.data(given))
    for (const gone of ['Elm', '12}', 'ana@', '555 0100']) expect(text).not.toContain(gone)
    expect(text).toMatch(/Call [a-z]{3}@[a-z]{5}\.example or \+1 \d{3} \d{3} \d{4}/)
    const more = 'card 4111 1111 1111 1111, IBAN DE89370400440532013000, number 4111 1111 1111 1112'
    expect(masker.text(more)).toMatch(/^card [^4]?\d{3} .*IBAN DE\d+, number 4111 1111 1111 1112$/)
    expect(masker.text(more)).not.toMatch(/4111 1111 1111 1111|370400440532013000/)
  })

  it('never show a secret, not even when values are', () => {
    const open = createMasker(keyed, { reveal: true })
    const given = {
      name: 'Ana',
      api_key: 'abc',
      note: 'password=hunter22 and sk_live_abcdefgh12345678',
      pins: [{ token: 7 }],
    }
    expect(open.data(given)).toEqual({
      name: 'Ana',
      api_key: '••••••',
      note: 'password=•••••• and ••••••',
      pins: [{ token: '••••••' }],
    })
    expect(open.text('https://ana:geheim1@x.test eyJhbGciOi.eyJzdWIiOi.c2ln')).toBe('https://ana:••••••@x.test ••••••')
  })

  it('stand in the sentences about a record as well', () => {
    const about = { name: 'Ana Alder', email: 'ana@alder.com' }
    const masked = masker.data(about)
    const reason = { code: 'record.duplicate', category: 'permanent', values: { other: 'ANA ALDER', seq: 3 } } as const
    expect(masker.reason(reason, about).values).toEqual({ other: masked.name, seq: 3 })
  })
})

describe('any record', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 40 }),
    fc.emailAddress(),
    fc.string({ unit: fc.constantFrom('\ud800', '0', '٣', '𝟘', '漢', 'ß', '@', '+') }),
  )
  const json = fc.jsonValue({ stringUnit: 'binary' }) as fc.Arbitrary<Json>

  it('keeps the length of letters and digits, and their kinds', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 60 }), (given) => {
        const masked = String(value('name', given))
        expect(masked.length).toBe(given.length)
        expect(masked.replace(/[A-Z]/g, 'A').replace(/[a-z]/g, 'a').replace(/\d/g, '0')).toBe(
          given.replace(/[A-Z]/g, 'A').replace(/[a-z]/g, 'a').replace(/\d/g, '0'),
        )
      }),
    )
  })

  it('is masked without an error, twice as well, and the same each time', () => {
    const field = fc.constantFrom('name', 'email', 'phone', 'birth', 'zip', 'iban', 'note', '__proto__', 'constructor')
    fc.assert(
      fc.property(fc.dictionary(field, fc.oneof(text, json)), (given) => {
        const once = masker.data(given as Data)
        expect(createMasker(keyed).data(given as Data)).toEqual(once)
        const twice = masker.data(once)
        expect(Object.keys(twice).length).toBe(Object.keys(once).length)
        expect({}).not.toHaveProperty('polluted')
        masker.reason({ code: 'record.duplicate', category: 'permanent', values: given as Data }, given as Data)
      }),
    )
  })

  it('of 20 MB, a million parts or a thousand levels is cut short', () => {
    const long = masker.data({ name: 'x'.repeat(20_000_000), note: 'eyJ-'.repeat(5_000_000) })
    expect(JSON.stringify(long).length).toBeLessThan(30_000)
    expect(String(long.name)).not.toContain('xx')
    const many = masker.data({ list: Array.from({ length: 1_000_000 }, (_, n) => `n${n}@alder.com`) })
    expect((many.list as Json[]).length).toBeLessThan(30_000)
    let deep: Json = 'ana@alder.com'
    for (let n = 0; n < 1000; n++) deep = [deep]
    expect(JSON.stringify(masker.data({ deep }))).not.toContain('ana')
  })
})

/** Both implementations of the schema port give the same verdict, on the same fields, in the same words. */

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createAjvSchema } from '#adapters/schema'
import {
  type Contract,
  contractSchemaOf,
  createInterpretedSchema,
  type Data,
  fieldTypes,
  type Json,
  type SchemaPort,
} from '#engine'

const ports: [string, SchemaPort][] = [
  ['compiled', createAjvSchema()],
  ['interpreted', createInterpretedSchema()],
]

const record = (parts: Record<string, Json>): Data => Object.assign(Object.create(null), parts)
const field = (parts: Partial<Contract['fields'][number]>): Contract => ({
  name: 'Lead',
  fields: [{ name: 'x', type: 'text', required: false, mayBeBlank: true, ...parts }],
})

const names = ['Zip', 'Site name', 'a/b~c', '%41', 'constructor', '__proto__', 'toString', '0', ' ', 'é"\\', '\ud800']
const values: fc.Arbitrary<Json> = fc.oneof(
  fc.constantFrom<Json[]>(
    '',
    ' ',
    null,
    '60614',
    '60614-1234',
    ' 60614',
    '6061',
    '+13125550100',
    '555-0100',
    'a@b.example',
    'a@b',
    'a.b@c..d',
    'EUR',
    'DE',
    'ZZ',
    [],
    {},
    ['a', ['b']],
    '0000-02-29',
    '99999-01-01',
    '12.34567',
  ),
  fc.constantFrom<Json[]>(
    'yes',
    'NO',
    'True',
    '0',
    true,
    1,
    12.5,
    '12.5',
    '1e5',
    '-3',
    '2026-02-29',
    '2024-02-29',
    '2026-13-01',
    '2026-03-31T10:00:00Z',
  ),
  fc.string({ unit: 'grapheme', maxLength: 8 }),
  fc.jsonValue({ maxDepth: 1 }) as fc.Arbitrary<Json>,
)
const patterns = [
  { source: '^\\d{5}$', words: 'must have five digits' },
  { source: 'x', words: 'Needs an x somewhere.' },
  { source: '^\\p{L}+$', words: '' },
  { source: '^(\\w+\\s?)*$', words: 'must be words' },
]

const contracts: fc.Arbitrary<Contract> = fc.record({
  name: fc.constant('Site'),
  fields: fc.uniqueArray(
    fc
      .record({
        name: fc.constantFrom(...names),
        type: fc.constantFrom(...fieldTypes),
        required: fc.boolean(),
        mayBeBlank: fc.boolean(),
        pattern: fc.option(fc.constantFrom(...patterns), { nil: undefined }),
        maxLength: fc.option(fc.integer({ min: 1, max: 10 }), { nil: undefined }),
      })
      .map(({ pattern, maxLength, ...rest }) => ({
        ...rest,
        ...(pattern ? { pattern } : {}),
        ...(maxLength ? { maxLength } : {}),
      })),
    { selector: (one) => one.name, maxLength: 6 },
  ),
})
const records = fc
  .uniqueArray(fc.tuple(fc.constantFrom(...names, 'other'), values), { selector: ([name]) => name })
  .map((entries) => record(Object.fromEntries(entries)))

test('random contracts and records: the same problems from both', () => {
  fc.assert(
    fc.property(contracts, fc.array(records, { minLength: 1, maxLength: 5 }), (contract, many) => {
      const [one, other] = ports.map(([, port]) => port.compile(contractSchemaOf(contract)))
      for (const data of many) expect(one?.(data)).toEqual(other?.(data))
    }),
    { numRuns: 400 },
  )
})

test('random schemas of other makers: the same verdict and fields from both', () => {
  const rule = fc.constantFrom<Json[]>(
    true,
    false,
    { type: 'string', minLength: 2 },
    { type: ['integer', 'null'], minimum: 3 },
    { enum: ['a', 1, null] },
    { const: 'a' },
    { format: 'ipv4' },
    { anyOf: [{ type: 'string' }, { type: 'number', maximum: 5 }], description: 'must be text or at most 5' },
    { allOf: [{ type: 'string', description: 'must be text' }], maxLength: 2 },
    { type: 'array', items: { type: 'number' }, uniqueItems: true },
    { not: { type: 'null' } },
  )
  const schemas = fc.record(
    {
      properties: fc.dictionary(fc.constantFrom('a', 'b', 'constructor'), rule, { noNullPrototype: true }),
      required: fc.subarray(['a', 'b', 'toString']),
      patternProperties: fc.constant({ '^c': { type: 'number' } }),
      additionalProperties: fc.boolean(),
      minProperties: fc.nat(2),
    },
    { requiredKeys: [] },
  ) as fc.Arbitrary<Json>
  const data = fc
    .dictionary(fc.constantFrom('a', 'b', 'c', 'constructor', 'toString'), values)
    .map((parts) => record(parts as Data))
  fc.assert(
    fc.property(schemas, data, (schema, one) => {
      const [compiled = [], interpreted = []] = ports.map(([, port]) => port.compile(schema)(one))
      expect(compiled.length > 0).toBe(interpreted.length > 0)
      const named = (problems: typeof compiled) =>
        problems.map((problem) => problem.field).filter((name) => name !== '')
      if ((schema as { additionalProperties?: boolean }).additionalProperties !== false)
        expect(named(compiled)).toEqual(named(interpreted))
    }),
    { numRuns: 400 },
  )
})

describe.each(ports)('%s', (_name, port) => {
  const problems = (contract: Contract, parts: Record<string, Json>) =>
    port
      .compile(contractSchemaOf(contract))(record(parts))
      .map(({ words }) => words)

  test('every field type says what it wants', () => {
    const wanted = fieldTypes.map((type) => problems(field({ type }), { x: type === 'text' ? 5 : '?' }))
    expect(wanted).toEqual([
      ['x must be text'],
      ['x must be a number, such as 12.5'],
      ['x must be yes or no'],
      ['x must be a date, such as 2026-03-31'],
      ['x must be an e-mail address'],
      ['x must be a phone number, such as +13125550100 or 555-0100'],
      ['x must have five digits, or nine as in 60614-1234'],
      ['x must be a date and time, such as 2026-03-31T10:00:00Z'],
      ['x must be an amount, such as 12.50'],
      ['x must be a currency code, such as EUR'],
      ['x must be a country code of two letters, such as DE'],
      ['x must be a list'],
      ['x must be a group of fields'],
    ])
  })

  test('blank is judged by may-be-blank alone, missing by required alone', () => {
    expect(problems(field({ type: 'zip' }), { x: ' ' })).toEqual([])
    expect(problems(field({ type: 'zip', mayBeBlank: false }), { x: ' ' })).toEqual(['x must not be blank'])
    expect(problems(field({ type: 'zip', mayBeBlank: false }), { x: null })).toEqual(['x must not be blank'])
    expect(problems(field({ mayBeBlank: false }), {})).toEqual([])
    expect(problems(field({ required: true }), {})).toEqual(['x is missing'])
    expect(problems(field({ required: true }), { x: '' })).toEqual([])
  })

  test('days that do not exist are no dates, and leap years are known', () => {
    const bad = ['2026-02-29', '1900-02-29', '2026-04-31', '2026-00-10', '31.03.2026', '2026-03-31T25:00'].concat([
      '0000-02-29',
      '0000-01-01',
      '99999-01-01',
      '+002026-01-01',
    ])
    const good = ['2024-02-29', '2000-02-29', '2026-04-30', '2026-03-31T10:00', '2026-03-31 10:00:00.5+02:00']
    expect(bad.filter((x) => problems(field({ type: 'date' }), { x }).length === 0)).toEqual([])
    expect(good.filter((x) => problems(field({ type: 'date' }), { x }).length > 0)).toEqual([])
  })

  test.each<[Contract['fields'][number]['type'], Json[], Json[]]>([
    ['date-time', ['2026-03-31T10:00:00Z', '2026-03-31 10:00', ' '], ['2026-03-31', '0000-01-01T10:00', 5]],
    ['money', [12.5, '12.50', '-3', '0.0001'], ['12,50', '€ 12', '1.23456', true]],
    ['currency', ['EUR', ''], ['eur', 'EURO', 'ZZZ', 5]],
    ['country', ['DE', null], ['de', 'DEU', 'ZZ']],
    ['list', [[], [1, [2]], ''], ['a', {}, 1]],
    ['group', [{}, { a: [] }, null], ['a', [], true]],
  ])('%s takes %j and refuses %j', (type, good, bad) => {
    expect(good.flatMap((x) => problems(field({ type }), { x }))).toEqual([])
    expect(bad.filter((x) => problems(field({ type }), { x }).length === 0)).toEqual([])
  })

  test('deep nesting and huge records are judged like any other', () => {
    let deep: Json = 'end'
    for (let i = 0; i < 100_000; i++) deep = i % 2 === 0 ? [deep] : { a: deep }
    const huge: Record<string, Json> = { x: 'a'.repeat(1_000_000) }
    for (let i = 0; i < 50_000; i++) huge[`field ${i}`] = i
    expect(problems(field({ type: 'list' }), { x: [deep], y: deep })).toEqual([])
    expect(problems(field({ type: 'text' }), { x: deep, y: deep })).toEqual(['x must be text'])
    expect(problems(field({ maxLength: 10 }), huge)).toEqual(['x must have at most 10 characters'])
  })

  test('the words of a pattern and of a length are used, and only the first broken rule of a field', () => {
    const pattern = { source: '^\\d{5}$', words: 'must have five digits' }
    expect(problems(field({ pattern, maxLength: 3 }), { x: 'abcd' })).toEqual(['x must have at most 3 characters'])
    expect(problems(field({ pattern }), { x: 'abcd' })).toEqual(['x must have five digits'])
    expect(problems(field({ pattern: { ...pattern, words: 'Five digits, please.' } }), { x: 'a' })).toEqual([
      'Five digits, please',
    ])
    expect(problems(field({ pattern: { ...pattern, words: '' } }), { x: 'a' })).toEqual([
      'x does not have the expected form',
    ])
  })

  test('characters are counted as people count them, not as bytes', () => {
    expect(problems(field({ maxLength: 2 }), { x: '😀😀' })).toEqual([])
  })

  test('other fields pass, and a record does not have what only objects have', () => {
    expect(problems(field({}), { x: 'a', y: { z: 1 } })).toEqual([])
    expect(problems(field({ name: 'constructor', required: true }), {})).toEqual(['constructor is missing'])
    expect(problems(field({ name: '__proto__', required: true, type: 'zip' }), {})).toEqual(['__proto__ is missing'])
  })

  test('a pattern that is no regular expression is an exception of compile', () => {
    expect(() =>
      port.compile(contractSchemaOf(field({ pattern: { source: '(', words: '' } })))(record({ x: 'a' })),
    ).toThrow()
  })

  test('a pattern that tries every way comes to an end', () => {
    const slow = ['^(a+)+$', '^(\\w+\\s?)*$', '^(a|a)*$', '^(a?){40}a{40}$', '(x+x+)+y']
    for (const source of slow)
      expect(
        problems(field({ pattern: { source, words: 'has another form' } }), { x: `${'a'.repeat(20_000)}!` }),
      ).toEqual(['x has another form'])
  })

  test('a pattern that cannot be done in bounded time is an exception of compile', () => {
    for (const source of ['a(?=b)', '(?<!a)b', '(a)\\1'])
      expect(() =>
        port.compile(contractSchemaOf(field({ pattern: { source, words: '' } })))(record({ x: 'a' })),
      ).toThrow()
  })
})

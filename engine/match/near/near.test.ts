import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Data, Json } from '../../model/json.ts'
import { BLOCK_LIMIT, chosenOf, createNearRule, NEAR_CHOICES, type NearAs, NearIndex, nearest } from './index.ts'
import { likenessOf } from './kinds.ts'

const record = (parts: Record<string, Json>): Data => Object.assign(Object.create(null), parts)

function alike(as: NearAs, one: string, other: string): number {
  const { sketch, compare } = likenessOf(as)
  const [a, b] = [sketch(one), sketch(other)]
  if (a === undefined || b === undefined) throw new Error('nothing to compare')
  expect(compare(b, a)).toBeCloseTo(compare(a, b), 10)
  return compare(a, b)
}

test.each<[NearAs, string, string]>([
  ['name', 'Robert Smith', 'Smith, Bob'],
  ['name', 'Dr. Ana María López', 'ana maria lopez'],
  ['name', 'Katharine Berger', 'Katharine Bergre'],
  ['company', 'Alder & Sons, Inc.', 'ALDER AND SONS LLC'],
  ['company', 'Paulo Freire Center', 'PauloFreire Ctr'],
  ['company', 'Birch Comm. Acad.', 'Birch Community Academy'],
  ['address', '1 N. Ogden', '1 North Ogden Avenue'],
  ['address', '7954-58 S. Western', '7956 South Western Ave.'],
  ['address', '723 725 E 75TH STREET', '723-725 E 75TH St.'],
  ['address', '6100 W North Avenue', '6100 w. north ave'],
  ['address', '124 E 113 St', '124 E 113th Street'],
  ['address', '3600 West Fifth Ave', '3600 W 5th Avenue'],
  ['address', 'Hauptstraße 12', '12 Hauptstrasse'],
  ['phone', '(312) 555-0142', '312.555.0142 ext 7'],
  ['phone', '5550142', '+1 312 555 0142'],
  ['email', 'ana.lopez@gmail.com', 'AnaLopez+news@googlemail.com'],
  ['email', 'ana.lopez@alder.example', 'ana.lopez@alder.exmple'],
  ['date', '2001-02-03', '2/3/2001'],
  ['date', '3.2.2001', '20010203'],
  ['code', '60614-1234', '60614'],
  ['number', '1,200', '1200.0'],
])('%s: %j and %j are as good as the same', (as, one, other) => {
  expect(alike(as, one, other)).toBeGreaterThanOrEqual(0.85)
})

test.each<[NearAs, string, string]>([
  ['name', 'Anna Berger', 'Emma Berger'],
  ['name', 'Robert Smith Jr.', 'Robert Smith Senior'],
  ['company', 'Teddy Bear 2', 'Teddy Bear 5'],
  ['company', 'Alder School', 'Birch School'],
  ['address', '55 E Cermak Rd', '55 W Cermak Rd'],
  ['address', '120 Oak St', '220 Oak St'],
  ['address', '120 E 45th St', '120 E 46th St'],
  ['address', '120 W 71st St', '120 W 71st Pl'],
  ['phone', '3125550142', '3125559876'],
  ['email', 'ana@alder.example', 'bob@alder.example'],
  ['date', '2001-02-03', '1999-02-03'],
  ['code', '60614', '60625'],
  ['number', '100', '200'],
])('%s: %j and %j are two', (as, one, other) => {
  expect(alike(as, one, other)).toBeLessThanOrEqual(0.7)
})

const anyText = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.constantFrom(...'0123456789 -.,/@#aeinst') }),
  fc.constantFrom(
    '12-14 St St',
    'Apt',
    '1',
    'N',
    '\ud800',
    '__proto__',
    'x@',
    '@x',
    '00/00/0000',
    '9'.repeat(400),
    'St '.repeat(500),
  ),
)

test('any two texts are compared, alike either way round, and a text with itself is the same', () => {
  fc.assert(
    fc.property(fc.constantFrom(...NEAR_CHOICES), anyText, anyText, ({ value }, one, other) => {
      const { sketch, compare, blocks } = likenessOf(value)
      const [a, b] = [sketch(one), sketch(other)]
      if (a === undefined || b === undefined) return
      expect(JSON.parse(JSON.stringify(a))).toEqual(a)
      blocks(a)
      const found = compare(a, b)
      expect(found).toBeGreaterThanOrEqual(0)
      expect(found).toBeLessThanOrEqual(1)
      expect(compare(b, a)).toBeCloseTo(found, 10)
      expect(compare(a, a)).toBeGreaterThanOrEqual(0.85)
    }),
    { numRuns: 3000 },
  )
})

const lines = [
  { field: 'First', as: 'name', weight: 5 },
  { field: 'Last', as: 'name', weight: 5 },
  { field: 'Address', as: 'address', weight: 5 },
  { field: 'Phone', as: 'phone', weight: 5 },
  { field: 'Born', as: 'date', weight: 5 },
] as const
const rule = createNearRule(lines, 0.92, 0.8)
const ana = { First: 'Ana', Last: 'Lopez', Address: '12 Oak St', Phone: '312 555 0142', Born: '1980-05-06' }
const score = (change: Record<string, Json>) =>
  rule.score(rule.sketch(record(ana)), rule.sketch(record({ ...ana, ...change })))

test('one score of all fields, with the words for it', () => {
  expect(score({})).toEqual({ score: expect.closeTo(1, 3), words: 'same First, Last, Address, Phone, Born' })
  expect(score({ First: 'Lopez', Last: 'Ana', Phone: '' }).score).toBeGreaterThan(0.92)
  expect(score({ Address: '99 Elm Ave', Phone: null }).words).toBe('same First, Last, Born; other Address')
  const twin = score({ First: 'Bruno' }).score
  expect(twin).toBeLessThan(0.92)
  expect(twin).toBeGreaterThan(0.5)
  expect(score({ First: 'Bruno', Born: '1950-01-02' }).score).toBeLessThan(0.8)
  expect(score({ Born: '1950-01-02' }).score).toBeLessThan(0.92)
  expect(score({ First: '', Last: '', Address: '', Phone: '', Born: '' })).toEqual({
    score: expect.closeTo(0.07, 1),
    words: '',
  })
})

test('weights count by their proportion, and what a record has of its prototype counts not at all', () => {
  const heavy = createNearRule(
    lines.map((line) => ({ ...line, weight: 10 })),
    0.92,
    0.8,
  )
  const other = record({ ...ana, Phone: '773 555 9999' })
  expect(heavy.score(heavy.sketch(record(ana)), heavy.sketch(other))).toEqual(
    rule.score(rule.sketch(record(ana)), rule.sketch(other)),
  )
  const odd = createNearRule([{ field: 'constructor', as: 'text', weight: 5 }], 0.92, 0.8)
  expect(odd.sketch({})).toEqual([null])
})

test('likely twins share a block, whichever field went wrong', () => {
  const blocks = new Set(rule.blocks(record(ana)))
  for (const change of [
    { First: 'Anna' },
    { Last: 'Lopes' },
    { Address: '21 Oak Street' },
    { Phone: '' },
    { Born: '1980-06-05', Phone: '' },
    { Address: '', Phone: '' },
    { First: 'Lopez', Last: 'Ana', Address: '' },
  ])
    expect(rule.blocks(record({ ...ana, ...change })).some((block) => blocks.has(block))).toBe(true)
})

test('a record without anything to compare is in no block, and any data whatever is taken', () => {
  expect(rule.blocks(record({}))).toEqual([])
  fc.assert(
    fc.property(
      fc.dictionary(fc.constantFrom('First', 'Last', 'Address', 'Phone', 'Born'), fc.jsonValue()),
      (parts) => {
        const data = record(parts as Record<string, Json>)
        const blocks = rule.blocks(data)
        expect(blocks.length).toBeLessThanOrEqual(16)
        expect(blocks.every((block) => block.isWellFormed())).toBe(true)
        expect(rule.score(rule.sketch(data), rule.sketch(data)).score).toBeGreaterThan(0)
      },
    ),
  )
})

test('the nearest is the first of those that are most alike', () => {
  const sketches = [{ ...ana, Phone: '' }, ana, ana].map((data) => ({ sketch: rule.sketch(record(data)) }))
  expect(nearest(rule, rule.sketch(record(ana)), sketches)?.index).toBe(1)
  expect(nearest(rule, rule.sketch(record(ana)), [])).toBeUndefined()
})

test('a crowded block gives its newest few, a rare one all, and never more than the limit', () => {
  const index = new NearIndex()
  for (let seq = 0; seq < 5000; seq++) index.add({ seq, sketch: null }, ['everyone', `few ${seq % 500}`])
  expect(index.candidates(['everyone']).map(({ seq }) => seq)).toEqual([4992, 4993, 4994, 4995, 4996, 4997, 4998, 4999])
  expect(index.candidates(['few 7']).map(({ seq }) => seq)).toEqual(Array.from({ length: 10 }, (_, n) => n * 500 + 7))
  expect(index.candidates(Array.from({ length: 20 }, (_, n) => `few ${n}`))).toHaveLength(80)
  expect(index.candidates(['nobody'])).toEqual([])
  const block = Array.from({ length: BLOCK_LIMIT + 1 }, (_, n) => ({ seq: 1000 - n }))
  expect(chosenOf([block])).toHaveLength(8)
  expect(chosenOf([block.slice(0, BLOCK_LIMIT)])).toHaveLength(BLOCK_LIMIT)
})

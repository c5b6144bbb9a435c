import fc from 'fast-check'
import jsonata from 'jsonata'
import { describe, expect, test } from 'vitest'
import type { Data, Json } from '../model/json.ts'
import { checkFormula, fieldsOf } from './check-formula.ts'
import { nativeOf } from './native.ts'

const names = ['a', 'b', '`a b`', '`__proto__`', 'constructor', '`_jsonata_lambda`']
const bare = names.map((name) => name.replaceAll('`', ''))

const leaf: fc.Arbitrary<Json> = fc.oneof(
  fc.constantFrom<Json[]>(
    null,
    true,
    false,
    0,
    1,
    -2.5,
    0.1,
    1e21,
    1e-9,
    '',
    ' x  y ',
    '12',
    '-1.5e3',
    '0x1F',
    '\ud800',
    'ß',
  ),
  fc.string({ maxLength: 4 }),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => (Object.is(number, -0) ? 0 : number)),
)
const { value: anyValue } = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    leaf,
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom(...bare), tie('value'), { maxKeys: 3 }),
  ),
}))
const records = fc.dictionary(fc.constantFrom(...bare), anyValue, { maxKeys: 5 })

const { formula: formulas } = fc.letrec<{ formula: string }>((tie) => {
  const two = fc.tuple(tie('formula'), tie('formula'))
  return {
    formula: fc.oneof(
      { maxDepth: 4, depthSize: 'small' },
      fc.array(fc.constantFrom(...names), { minLength: 1, maxLength: 3 }).map((path) => path.join('.')),
      fc.constantFrom('"x"', '12', '-0.5', 'true', 'null', '""', '0', '{}', '[]'),
      fc
        .tuple(two, fc.constantFrom('&', '=', '!=', '<', '<=', '>', '>=', '+', '-', '*', '/', 'and', 'or'))
        .map(([[left, right], operator]) => `(${left}) ${operator} (${right})`),
      fc.tuple(two, tie('formula')).map(([[one, other], last]) => `(${one}) ? ${other} : (${last})`),
      fc.array(tie('formula'), { maxLength: 3 }).map((parts) => `[${parts.join(', ')}]`),
      fc
        .array(tie('formula'), { maxLength: 3 })
        .map((parts) => `{${parts.map((part, at) => `"${['k', '__proto__', 'a b'][at]}": ${part}`).join(', ')}}`),
      fc
        .tuple(fc.constantFrom('uppercase', 'lowercase', 'trim', 'string', 'number', 'not', 'exists'), tie('formula'))
        .map(([name, inner]) => `$${name}(${inner})`),
    ),
  }
})

const jsonOf = (value: unknown) => JSON.stringify(value ?? null)

test('native answers are those of JSONata, or none', async () => {
  let answered = 0
  await fc.assert(
    fc.asyncProperty(formulas, fc.array(records, { minLength: 1, maxLength: 4 }), async (formula, many) => {
      const native = nativeOf(formula)
      if (!native) return
      const real = jsonata(formula)
      for (const data of many) {
        const answer = native(data as Data)
        if (answer === 'ask') continue
        answered++
        expect(jsonOf(answer.value)).toBe(jsonOf(await real.evaluate(data)))
      }
    }),
    { numRuns: 1500 },
  )
  expect(answered).toBeGreaterThan(500)
})

describe('what is native', () => {
  const data: Data = { a: { b: 'x' }, n: 2, list: [{ b: 1 }], 'a b': ' y ' }
  test.each<[string, Json]>([
    ['a.b', 'x'],
    ['`a b`', ' y '],
    ['missing.b', null],
    ['{"x": a.b, "none": missing, "n": n * 2}', { x: 'x', n: 4 }],
    ['$trim(`a b`) & "-" & n', 'y-2'],
    ['n > 1 ? "many" : "one"', 'many'],
    ['[a.b, missing, n]', ['x', 2]],
  ])('%s', (formula, value) => {
    const answer = nativeOf(formula)?.(data)
    expect(JSON.parse(JSON.stringify(answer))).toEqual({ value })
  })

  test.each(['list.b', 'list', 'a & ""', 'n + a.b', 'n / 0', '$number("x")'])('%s asks JSONata', (formula) => {
    expect(nativeOf(formula)?.(data)).toBe('ask')
  })

  test.each(['a[0]', '$sum(list.b)', 'a[]', '$', '*', 'list.{"x": b}', '(', '$f(a)', '$string(a, true)', '$now()'])(
    '%s is left to JSONata',
    (formula) => expect(nativeOf(formula)).toBeUndefined(),
  )
})

describe('reading a formula', () => {
  test('mistakes have words and a place', () => {
    expect(checkFormula('a.b')).toEqual({ ok: true })
    expect(checkFormula('a + ')).toMatchObject({ ok: false, message: 'Unexpected end of expression' })
    expect(checkFormula('a ) b')).toMatchObject({ ok: false, position: 3 })
    expect(checkFormula('  ')).toEqual({ ok: false, message: 'The formula is empty', position: 1 })
    expect(checkFormula('1 + $eval("2")')).toMatchObject({ ok: false, message: '$eval cannot be used' })
    expect(checkFormula('('.repeat(19_000))).toMatchObject({ ok: false })
    expect(checkFormula('x'.repeat(30_000))).toMatchObject({ ok: false })
  })

  test('the fields that it uses', () => {
    expect(fieldsOf('a.b & $uppercase(`c d`) & $.e & $$.f')).toEqual(['a', 'c d', 'e', 'f'])
    expect(fieldsOf('lines[price > 1].name')).toEqual(['lines'])
    expect(fieldsOf('$map(lines, function($l){ $l.price * other })')).toEqual(['lines'])
    expect(fieldsOf('{"x": a, "y": [b, c ? d : e]}')).toEqual(['a', 'b', 'c', 'd', 'e'])
    expect(fieldsOf('$x.a')).toEqual([])
    expect(fieldsOf('a (')).toEqual([])
  })
})

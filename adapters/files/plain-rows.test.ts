import fc from 'fast-check'
import { expect, test } from 'vitest'
import { forgivingRows } from './parse-rows.ts'
import { plainRows } from './plain-rows.ts'

const piece = fc.constantFrom('"', '""', ',', ';', '\n', '\r\n', '\r', ' ', 'a', 'é', '\u{1f600}', '\ud800')
const messy = fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join(''))
const value = fc.oneof(
  fc.constantFrom('', 'a', ' b '),
  messy.map((text) => `"${text.replaceAll('"', '""')}"`),
)
const wellWritten = fc
  .array(fc.tuple(fc.array(value, { maxLength: 5 }), fc.constantFrom('\n', '\r\n', '\r')), { maxLength: 6 })
  .map((rows) => rows.map(([values, end]) => values.join(',') + end).join(''))

test('whatever is written, the rows are those of the forgiving parser', () => {
  fc.assert(
    fc.property(fc.oneof(messy, wellWritten), fc.constantFrom(',', ';'), (text, separator) => {
      const rows = plainRows(text, separator)
      if (rows) expect(rows).toEqual(forgivingRows(text, separator))
    }),
    { numRuns: 2000 },
  )
})

test('what is written as it should be is read at once', () => {
  expect(plainRows('a,"b ""c""\n, d",\r\n\n"",x', ',')).toEqual([
    ['a', 'b "c"\n, d', ''],
    ['', 'x'],
  ])
  expect(plainRows('a,b"c\n', ',')).toEqual([['a', 'b"c']])
  for (const odd of ['"a"b,c\n', 'a,"b', 'a\ud800b']) expect(plainRows(odd, ',')).toBeUndefined()
})

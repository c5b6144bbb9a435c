/** Records and settings as nobody wants them: deep, long, half characters, names that every object has. */

import fc from 'fast-check'
import type { Data, Json } from '#engine'

const HALVES = ['\ud800', 'a\udfffb', '\u0000', '\ufeff', 'İ ŉ ß ǆ', '‮gnp']
const ODD = ['', ' ', 'NaN', '1e999', '-0', '0000-01-01', '99999-12-31', '{"a":', 'x'.repeat(10_000), '9'.repeat(400)]

function nested(depth: number): Json {
  let value: Json = 'end'
  for (let i = 0; i < depth; i++) value = i % 2 === 0 ? [value] : { a: value }
  return value
}

const proto = (): Json =>
  JSON.parse('{"__proto__": {"a": 1}, "constructor": null, "toString": 1, "valueOf": [1]}') as Json

/** Values that JSON can hold. */
export const awkwardValue: fc.Arbitrary<Json> = fc.oneof(
  fc.constantFrom<Json>(...HALVES, ...ODD, null, true, -0, 5e-324, 1.7976931348623157e308, 2 ** 53),
  fc.constantFrom<Json>([], {}, proto(), [proto()], nested(1000)),
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.jsonValue({ maxDepth: 3 }) as fc.Arbitrary<Json>,
)

/** Records without a prototype, as sources make them, with some of these names and others. */
export const awkwardRecord = (names: readonly string[]): fc.Arbitrary<Data> =>
  fc
    .array(fc.tuple(fc.constantFrom('__proto__', 'constructor', 'toString', '', '\ud800', ...names), awkwardValue), {
      maxLength: 8,
    })
    .map((entries) => {
      const data: Data = Object.create(null)
      for (const [name, value] of entries) data[name] = value
      return data
    })

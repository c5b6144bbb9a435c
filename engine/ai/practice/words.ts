/** Words of texts, brought to their stems so that `charged`, `charges` and `charging` are one. */
import type { Json } from '../../model/json.ts'

const SMALL = new Set(
  'a about after all also am an and any are as at be been but by can could did do does for from had has have he her him his how i if in into is it its just me more my no not of on or other our please she so some than thank thanks that the their them then there they this to too up us very was we were what when which who will with would you your hello hi dear regards'.split(
    ' ',
  ),
)

const ENDINGS = [
  'ations',
  'ation',
  'ments',
  'ment',
  'ings',
  'ing',
  'ies',
  'ers',
  'er',
  'ied',
  'ed',
  'es',
  'ly',
  's',
  'e',
  'y',
]
const SHORTEST_STEM = 3

export function stemOf(word: string): string {
  const ending = ENDINGS.find((one) => word.endsWith(one) && word.length - one.length >= SHORTEST_STEM)
  const stem = ending ? word.slice(0, -ending.length) : word
  // `shipped` and `ship` are one.
  return /([bdfgmnprt])\1$/.test(stem) ? stem.slice(0, -1) : stem
}

/** In order, without words that say nothing. */
export const stemsIn = (text: string): string[] =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word.length > 1 && !SMALL.has(word))
    .map(stemOf)

/** All texts of a value, in order; numbers and yes or no as texts too. */
export function textsIn(value: Json): string[] {
  if (typeof value === 'string') return [value]
  if (value === null) return []
  if (typeof value === 'object') return Object.values(value).flatMap(textsIn)
  return [String(value)]
}

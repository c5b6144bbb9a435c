/**
 * Bounds every single text and list that a formula can make. Memory of a worker is limited by the machine too, but one allocation
 * larger than what is left would end the whole process instead of the worker: so none may be large. The worker is nobody else's,
 * so the few built-in functions that JSONata grows texts with are replaced in it.
 */
import jsonata from 'jsonata'
import { isRoomFor } from './result-json.ts'

/** Most entries of a list that a formula makes. */
export const MOST_ENTRIES = 200_000
/** Most characters of a text that a formula makes or works on. */
const MOST_TEXT = 6_000_000

const refuse = (): never => {
  throw new RangeError('a text or a list in it grows too long')
}
const checked = <T>(value: T): T => {
  if (typeof value === 'string' ? value.length > MOST_TEXT : Array.isArray(value) && value.length > MOST_TEXT) refuse()
  return value
}

/** Replaces what grows texts; to be called once, before the first formula. */
export async function boundRoom(): Promise<void> {
  const { concat, split } = String.prototype
  const { join } = Array.prototype
  const { stringify } = JSON
  replace(String.prototype, 'concat', function (this: string, ...parts: string[]) {
    return parts.reduce((sum, part) => sum + part.length, this.length) > MOST_TEXT
      ? refuse()
      : concat.apply(this, parts)
  })
  replace(String.prototype, 'split', function (this: string, separator: string | RegExp, limit?: number) {
    const most = Math.min(limit ?? MOST_ENTRIES + 1, MOST_ENTRIES + 1)
    const parts: string[] = Reflect.apply(split, this, [separator, most])
    return parts.length > MOST_ENTRIES ? refuse() : parts
  })
  replace(Array.prototype, 'join', function (this: unknown[], separator = ',') {
    let length = this.length * separator.length
    if (length <= MOST_TEXT) for (const part of this) length += typeof part === 'string' ? part.length : 1
    return length > MOST_TEXT ? refuse() : join.call(this, separator)
  })
  replace(JSON, 'stringify', (value: unknown, ...how: [never]) =>
    isRoomFor(value, MOST_TEXT) ? stringify(value, ...how) : refuse(),
  )
  await boundFunctions()
}

/** Puts our function in the place of a built-in one. */
function replace(owner: object, name: string, ours: (...given: never[]) => unknown): void {
  Object.defineProperty(owner, name, { value: ours, writable: true, configurable: true, enumerable: false })
}

interface Builtin {
  implementation: (...given: unknown[]) => unknown
}

const TEXT_FUNCTIONS =
  'string substring substringBefore substringAfter lowercase uppercase length trim pad match contains replace split join ' +
  'formatNumber formatBase formatInteger base64encode base64decode encodeUrlComponent encodeUrl decodeUrlComponent decodeUrl'

/** JSONata shares its functions among all formulas, so each is changed once. `$eval` is off. */
async function boundFunctions(): Promise<void> {
  for (const name of TEXT_FUNCTIONS.split(' ')) {
    const builtin = (await jsonata(`$${name}`).evaluate(null)) as Builtin
    const { implementation } = builtin
    const bounded = function (this: unknown, ...given: unknown[]) {
      for (const one of given) checked(one)
      const result = implementation.apply(this, given)
      return result instanceof Promise ? result.then(checked) : checked(result)
    }
    // JSONata reads how many parameters a function takes.
    Object.defineProperty(bounded, 'length', { value: implementation.length })
    builtin.implementation = bounded
  }
  const evaluator = (await jsonata('$eval').evaluate(null)) as Builtin
  evaluator.implementation = () => {
    throw Object.assign(new Error('$eval is not available'), { code: 'eval' })
  }
}

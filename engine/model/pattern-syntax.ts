/** Regular expressions as a tree, in the grammar of JavaScript with the flag `u`. Characters become ranges of code points. */

/** First and last code point, both included. Sorted, without overlap. */
export type Ranges = readonly (readonly [number, number])[]

export type PatternTree =
  | { is: 'one-of'; ranges: Ranges }
  | { is: 'start' | 'end' | 'word-edge' | 'no-word-edge' }
  | { is: 'sequence'; parts: PatternTree[] }
  | { is: 'either'; ways: PatternTree[] }
  | { is: 'repeat'; part: PatternTree; min: number; max: number }

/** Says why a pattern cannot be used; the message is a plain phrase that follows "the pattern". */
export class PatternRefused extends Error {}

const LAST = 0x10ffff
const DIGIT: Ranges = [[48, 57]]
const WORD: Ranges = [
  [48, 57],
  [65, 90],
  [95, 95],
  [97, 122],
]
const SPACE = charsOf('\t\n\v\f\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff')
const LINE_END = charsOf('\n\r\u2028\u2029')
const ANY: Ranges = [[0, LAST]]
const CONTROLS: Record<string, number> = { t: 9, n: 10, v: 11, f: 12, r: 13, 0: 0 }

function charsOf(text: string): Ranges {
  return unite(
    [...text.replace('\u2000-\u200a', '\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a')].map(
      (char) => {
        const code = char.codePointAt(0) ?? 0
        return [code, code] as const
      },
    ),
  )
}

export function unite(ranges: Ranges): Ranges {
  const united: [number, number][] = []
  for (const [first, last] of [...ranges].sort(([one], [other]) => one - other)) {
    const before = united.at(-1)
    if (before && first <= before[1] + 1) before[1] = Math.max(before[1], last)
    else united.push([first, last])
  }
  return united
}

export function invert(ranges: Ranges): Ranges {
  const rest: [number, number][] = []
  let next = 0
  for (const [first, last] of ranges) {
    if (first > next) rest.push([next, first - 1])
    next = last + 1
  }
  if (next <= LAST) rest.push([next, LAST])
  return rest
}

const properties = new Map<string, Ranges>()

/** The characters of `\p{...}`, as this machine knows them: asked once for every character. */
function propertyRanges(name: string): Ranges {
  const known = properties.get(name)
  if (known) return known
  const pattern = new RegExp(`^\\p{${name}}`, 'u')
  const found: [number, number][] = []
  for (let code = 0; code <= LAST; code++) {
    if (!pattern.test(String.fromCodePoint(code))) continue
    const before = found.at(-1)
    if (before && before[1] === code - 1) before[1] = code
    else found.push([code, code])
  }
  properties.set(name, found)
  return found
}

/** Throws SyntaxError for what is no regular expression, PatternRefused for what cannot be matched in time. */
export function parsePattern(source: string): PatternTree {
  new RegExp(source, 'u')
  return new Reader(source).read()
}

/** Reads a source that is known to be well formed. */
class Reader {
  private readonly chars: string[]
  private at = 0

  constructor(source: string) {
    this.chars = [...source]
  }

  read(): PatternTree {
    return this.either()
  }

  private take(text: string): boolean {
    const found = this.chars.slice(this.at, this.at + text.length).join('') === text
    if (found) this.at += text.length
    return found
  }

  private next(): string {
    return this.chars[this.at++] ?? ''
  }

  private until(end: string): string {
    const from = this.at
    while (this.at < this.chars.length && this.chars[this.at] !== end) this.at++
    return this.chars.slice(from, this.at++).join('')
  }

  private either(): PatternTree {
    const ways = [this.sequence()]
    while (this.take('|')) ways.push(this.sequence())
    return ways.length === 1 && ways[0] ? ways[0] : { is: 'either', ways }
  }

  private sequence(): PatternTree {
    const parts: PatternTree[] = []
    while (this.at < this.chars.length && !['|', ')'].includes(this.chars[this.at] ?? '')) parts.push(this.repeated())
    return { is: 'sequence', parts }
  }

  private repeated(): PatternTree {
    const part = this.atom()
    const [min, max] = this.count()
    if (min === 1 && max === 1) return part
    // Lazy or not makes no difference to whether a text matches.
    this.take('?')
    return { is: 'repeat', part, min, max }
  }

  private count(): [number, number] {
    if (this.take('*')) return [0, Number.POSITIVE_INFINITY]
    if (this.take('+')) return [1, Number.POSITIVE_INFINITY]
    if (this.take('?')) return [0, 1]
    if (!this.take('{')) return [1, 1]
    const [min = '', max] = this.until('}').split(',')
    const most = max === undefined ? Number(min) : max === '' ? Number.POSITIVE_INFINITY : Number(max)
    return [Number(min), most]
  }

  private atom(): PatternTree {
    const char = this.next()
    if (char === '^') return { is: 'start' }
    if (char === '$') return { is: 'end' }
    if (char === '(') return this.group()
    if (char === '.') return { is: 'one-of', ranges: invert(LINE_END) }
    if (char === '[') return { is: 'one-of', ranges: this.set() }
    if (char !== '\\') return { is: 'one-of', ranges: only(char.codePointAt(0)) }
    if (this.take('b')) return { is: 'word-edge' }
    if (this.take('B')) return { is: 'no-word-edge' }
    return { is: 'one-of', ranges: this.escaped(false) }
  }

  private group(): PatternTree {
    if (['?=', '?!', '?<=', '?<!'].some((sign) => this.take(sign)))
      throw new PatternRefused('looks ahead or behind with (?= or similar, which cannot be done in bounded time')
    if (this.take('?<')) this.until('>')
    else if (this.take('?') && !this.take(':'))
      throw new PatternRefused('switches its way of comparing within a part, which is not known here')
    const inside = this.either()
    this.take(')')
    return inside
  }

  private set(): Ranges {
    const inverted = this.take('^')
    const ranges: (readonly [number, number])[] = []
    while (!this.take(']')) {
      const from = this.member()
      const low = from[0]?.[0] ?? 0
      if (this.chars[this.at] === '-' && this.chars[this.at + 1] !== ']') {
        this.at++
        ranges.push([low, this.member()[0]?.[0] ?? low])
      } else ranges.push(...from)
    }
    return inverted ? invert(unite(ranges)) : unite(ranges)
  }

  private member(): Ranges {
    return this.take('\\') ? this.escaped(true) : only(this.next().codePointAt(0))
  }

  /** What stands after a backslash. */
  private escaped(inSet: boolean): Ranges {
    const char = this.next()
    const lower = char.toLowerCase()
    const kind = { d: DIGIT, w: WORD, s: SPACE }[lower]
    if (kind) return char === lower ? kind : invert(kind)
    if (lower === 'p') {
      this.take('{')
      const ranges = propertyRanges(this.until('}'))
      return char === 'p' ? ranges : invert(ranges)
    }
    if (char === 'k' || /[1-9]/.test(char))
      throw new PatternRefused('refers back to what it matched before, which cannot be done in bounded time')
    if (char === 'b' && inSet) return only(8)
    if (char === 'c') return only((this.next().codePointAt(0) ?? 0) % 32)
    if (char === 'x') return only(this.hex(2))
    if (char === 'u') return only(this.unicode())
    return only(Object.hasOwn(CONTROLS, char) ? CONTROLS[char] : char.codePointAt(0))
  }

  private hex(digits: number): number {
    this.at += digits
    return Number.parseInt(this.chars.slice(this.at - digits, this.at).join(''), 16)
  }

  private unicode(): number {
    if (this.take('{')) return Number.parseInt(this.until('}'), 16)
    const high = this.hex(4)
    const next = this.chars.slice(this.at, this.at + 6).join('')
    if (high < 0xd800 || high > 0xdbff || !/^\\u[dD][c-fC-F]/.test(next)) return high
    this.at += 2
    return 0x10000 + ((high - 0xd800) << 10) + (this.hex(4) - 0xdc00)
  }
}

const only = (code: number | undefined): Ranges => (code === undefined ? ANY : [[code, code]])

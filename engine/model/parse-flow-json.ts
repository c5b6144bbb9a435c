/** Finds the place where a text stops being JSON, so that a person can be told the line. Pure; the host's own message differs by version. */

export interface JsonFault {
  /** From 1. */
  line: number
  column: number
  /** A plain phrase, such as `a comma or } is missing`. */
  why: string
}

/** Deepest nesting that is read; deeper files are refused rather than allowed to exhaust the stack. */
const DEEPEST = 200

const TOKEN = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null|[[\]{},:]/y
// One character or escape at a time: a pattern over a whole text could exhaust the stack on a long one.
const PLAIN = /[ !#-[\]-\uFFFF]+/y
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y
const BLANK = /[ \t\r\n]*/y

type Expect = 'value' | 'first-value' | 'key' | 'first-key' | 'colon' | 'comma' | 'end'

const WHY: Record<Expect, string> = {
  value: 'a value is missing',
  'first-value': 'a value or ] is missing',
  key: 'a name in double quotes is missing',
  'first-key': 'a name in double quotes or } is missing',
  colon: 'a colon is missing',
  comma: 'a comma or a closing bracket is missing',
  end: 'something follows after the end',
}

/** The first fault, or undefined when the text is JSON and not nested too deeply. */
export function faultIn(text: string): JsonFault | undefined {
  const open: ('{' | '[')[] = []
  let expect: Expect = 'value'
  let at = 0
  for (;;) {
    at = skip(BLANK, text, at)
    if (at === text.length) return expect === 'end' ? undefined : fault(text, at, 'it ends too early')
    const end = text[at] === '"' ? textEnd(text, at) : skip(TOKEN, text, at)
    const token = text.slice(at, end)
    if (token === '')
      return fault(text, at, text[at] === '"' ? 'a text is not closed or not written well' : WHY[expect])
    const next = step(token, expect, open)
    if (next === undefined) return fault(text, at, WHY[expect])
    if (open.length > DEEPEST) return fault(text, at, `it is nested more than ${DEEPEST} levels deep`)
    expect = next
    at = end
  }
}

/** What may follow after the token; undefined when the token may not stand here. Keeps `open`, the brackets around it. */
function step(token: string, expect: Expect, open: ('{' | '[')[]): Expect | undefined {
  const after = (): Expect => (open.length === 0 ? 'end' : 'comma')
  if (token === '}' || token === ']') {
    const empty = token === '}' ? expect === 'first-key' : expect === 'first-value'
    if (open.at(-1) !== (token === '}' ? '{' : '[') || !(empty || expect === 'comma')) return undefined
    open.pop()
    return after()
  }
  if (token === ',') {
    if (expect !== 'comma') return undefined
    return open.at(-1) === '{' ? 'key' : 'value'
  }
  if (token === ':') return expect === 'colon' ? 'value' : undefined
  if (expect === 'key' || expect === 'first-key') return token.startsWith('"') ? 'colon' : undefined
  if (expect !== 'value' && expect !== 'first-value') return undefined
  if (token === '{' || token === '[') {
    open.push(token)
    return token === '{' ? 'first-key' : 'first-value'
  }
  return after()
}

/** The place after the closing quotation mark, or `at` when the text is not closed or not written well. */
function textEnd(text: string, at: number): number {
  let place = at + 1
  for (;;) {
    const next = skip(ESCAPE, text, skip(PLAIN, text, place))
    if (text[next] === '"') return next + 1
    if (next === place) return at
    place = next
  }
}

function skip(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at
  return pattern.test(text) ? pattern.lastIndex : at
}

function fault(text: string, at: number, why: string): JsonFault {
  const before = text.slice(0, at)
  const start = before.lastIndexOf('\n') + 1
  return { line: before.split('\n').length, column: at - start + 1, why }
}

/** Reads values out of texts by what they look like, and by the label that stands before them. */
import type { Json } from '../../model/json.ts'

export interface Wanted {
  name: string
  /** JSON Schema type: `string`, `number` or `boolean`. */
  type: string
  /** How it is called for people: `date`, `e-mail address`, `amount of money`… */
  label: string
}

export interface Read {
  value: Json
  confidence: number
}

const MONTHS = 'january february march april may june july august september october november december'.split(' ')
const MONTH = `(${MONTHS.map((month) => `${month.slice(0, 3)}(?:${month.slice(3)})?`).join('|')})`

const SHAPES: Record<string, { look: RegExp; read(found: RegExpExecArray): Json | undefined }> = {
  date: {
    look: new RegExp(
      `\\b(?<iso>\\d{4}-\\d{2}-\\d{2})\\b|\\b(?<day>\\d{1,2})(?:st|nd|rd|th)?\\.? ${MONTH}\\.?,? (?<year>\\d{4})\\b|\\b${MONTH}\\.? (?<day2>\\d{1,2})(?:st|nd|rd|th)?,? (?<year2>\\d{4})\\b`,
      'giu',
    ),
    read: readDate,
  },
  'amount of money': {
    look: /(?:[$€£¥]|\b(?:USD|EUR|GBP|CHF)) ?(\d{1,12}(?:[,.' ]\d{3}){0,4}(?:[.,]\d{1,2})?)(?!\d)|(?<![\d.,])(\d{1,12}(?:[,.']\d{3}){0,4}(?:[.,]\d{1,2})?) ?(?:[$€£¥]|(?:USD|EUR|GBP|CHF|dollars?|euros?)\b)/giu,
    read: (found) => amountOf(found[1] ?? found[2] ?? ''),
  },
  'e-mail address': {
    look: /\[email-\d+\]|[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}/giu,
    read: ([whole]) => whole,
  },
  'phone number': { look: /\[phone-\d+\]|\+?\d[\d ().-]{6,18}\d/gu, read: ([whole]) => whole },
}

/** The value, and how likely it is the right one. What is not there is null. */
export function readValue(record: Json, texts: readonly string[], { name, type, label }: Wanted): Read {
  const shape = SHAPES[label]
  const same = sameField(record, name, type)
  const direct = shape && typeof same === 'string' ? firstIn(same, shape) : same
  if (direct !== undefined) return { value: direct, confidence: 0.95 }
  const after = texts.flatMap((text) => behindLabel(text, name))
  if (shape) {
    const near = after.map((rest) => firstIn(rest.slice(0, 60), shape)).find((value) => value !== undefined)
    if (near !== undefined) return { value: near, confidence: 0.92 }
    const all = [...new Set(texts.flatMap((text) => allIn(text, shape)))]
    const [only] = all
    return only === undefined ? NOTHING : { value: only, confidence: all.length === 1 ? 0.82 : 0.5 }
  }
  const [rest] = after
  if (rest === undefined) return NOTHING
  const value = plainValue(rest, type)
  return value === undefined ? NOTHING : { value, confidence: 0.85 }
}

const NOTHING: Read = { value: null, confidence: 0.7 }

type Shape = (typeof SHAPES)[string]

const allIn = (text: string, { look, read }: Shape): Json[] =>
  [...text.slice(0, 20_000).matchAll(look)].map(read).filter((value) => value !== undefined)

const firstIn = (text: string, shape: Shape): Json | undefined => allIn(text, shape)[0]

/** A field of the record that is called the same, when its value is of that type. */
function sameField(record: Json, name: string, type: string): Json | undefined {
  if (record === null || typeof record !== 'object' || Array.isArray(record)) return undefined
  const value = Object.hasOwn(record, name) ? record[name] : undefined
  if (typeof value === 'string' && value.trim() === '') return undefined
  return value !== null && typeof value === type ? value : undefined
}

/** What stands behind the words of the name: `Order number: 4711`, `order #4711`, `the order number is 4711`. */
function behindLabel(text: string, name: string): string[] {
  const words = name.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '')
  if (words.length === 0) return []
  const escaped = words.map((word) => word.replace(/[^\p{L}\p{N}]/gu, ''))
  const label = new RegExp(
    `(?<![\\p{L}\\p{N}])${escaped.join('[\\s_-]{0,3}')}(?:\\s{0,3}(?:number|no\\.?|id|is|was|of|:|#|=|-)){0,3}\\s{0,3}`,
    'giu',
  )
  const whole = text.slice(0, 20_000)
  const found = [...whole.matchAll(label)].map((one) => whole.slice(one.index + one[0].length))
  if (found.length > 0 || words.length === 1) return found
  // `Order 4711` for `order number`.
  return /^(?:number|no|id|code)$/i.test(words.at(-1) ?? '') ? behindLabel(text, words.slice(0, -1).join(' ')) : []
}

function plainValue(rest: string, type: string): Json | undefined {
  if (type === 'number') {
    const found = /^-?\d[\d,.']*/.exec(rest)
    return found ? amountOf(found[0]) : undefined
  }
  if (type === 'boolean') {
    if (/^(?:yes|true|y)\b/i.test(rest)) return true
    return /^(?:no|false|n)\b/i.test(rest) ? false : undefined
  }
  // A number or code ends at the blank, other values at the end of the sentence.
  const code = /^(?=[\p{L}-]*\d)[\p{L}\p{N}/_-]{1,60}/u.exec(rest)?.[0]
  const words = /^[^\n.;,!?]{1,100}/.exec(rest)?.[0].trim()
  return code ?? (words === '' ? undefined : words)
}

/** `1,234.50`, `1.234,50` and `1'234` alike: the last separator is that of decimals where one or two digits follow it. */
function amountOf(text: string): number | undefined {
  const plain = text.trim().replace(/[.,']+$/, '')
  const decimals = /[.,](\d{1,2})$/.exec(plain)?.[1]
  const whole = (decimals === undefined ? plain : plain.slice(0, -decimals.length - 1)).replace(/\D/g, '')
  if (whole === '') return undefined
  return Number(`${plain.startsWith('-') ? '-' : ''}${whole}${decimals === undefined ? '' : `.${decimals}`}`)
}

function readDate(found: RegExpExecArray): Json | undefined {
  const { iso, day, day2, year, year2 } = found.groups ?? {}
  if (iso) return iso
  const named = (found[3] ?? found[5] ?? '').slice(0, 3).toLowerCase()
  const month = MONTHS.findIndex((one) => one.startsWith(named)) + 1
  const number = Number(day ?? day2)
  if (month === 0 || number < 1 || number > 31) return undefined
  return `${year ?? year2}-${String(month).padStart(2, '0')}-${String(number).padStart(2, '0')}`
}

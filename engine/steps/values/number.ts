/** Reads numbers as people write them: `1.234,56`, `1,234.56`, `1 234,56`, `(12)`, `12-`. */

/** Which sign stands before the decimals. */
export type NumberStyle = 'point' | 'comma'

/** Groups of three, or of two before the last three, as in India. */
const grouped = (sign: string): RegExp => new RegExp(`^\\d{1,3}(?:${sign}\\d{2,3})*${sign}\\d{3}$`)
const GROUPED = { ',': grouped(','), '.': grouped('\\.') } as const
/** Groups with blanks or apostrophes between them; what follows can only be decimals. */
const SPACED = /^(\d{1,3}(?:[ \u00A0\u2007\u2009\u202F'’]\d{3})+)(?:[.,](\d+))?$/
const LONGEST = 60
/** Most numbers: whole, and small enough for any computer's number. */
const SHORT = /^-?\d{1,15}$/

/** The sign before the decimals that a language writes; a point for a language nobody knows. */
export function styleOf(locale: string): NumberStyle {
  try {
    const parts = new Intl.NumberFormat(locale).formatToParts(1.5)
    return parts.some(({ type, value }) => type === 'decimal' && value === ',') ? 'comma' : 'point'
  } catch {
    return 'point'
  }
}

/**
 * The number that a text means, or undefined. A sign that can only be one thing is read as that (`1.234,56`, `1,5`); one that could be
 * both (`1,234`) is read by `style`. A number with more digits than a computer's number keeps comes back as plain text.
 */
export function readNumber(text: string, style: NumberStyle): number | string | undefined {
  if (SHORT.test(text)) return Number(text) + 0
  if (text.length > LONGEST) return undefined
  const found = /^([-+−]|\()?\s*([\d.,' \u00A0\u2007\u2009\u202F’]*?)\s*([-−+]|\))?$/.exec(text.trim())
  const [, before, body = '', after] = found ?? []
  if (!found || (before === '(') !== (after === ')') || (before !== undefined && after !== undefined && after !== ')'))
    return undefined
  const plain = plainDigits(body, style)
  if (plain === undefined) return undefined
  const negative = [before, after].some((sign) => sign === '-' || sign === '−' || sign === '(')
  return asNumber(plain, negative)
}

/** Digits with a point before the decimals, without groups. */
function plainDigits(body: string, style: NumberStyle): string | undefined {
  if (/^\d+$/.test(body)) return body
  const spaced = SPACED.exec(body)
  if (spaced) return `${(spaced[1] ?? '').replace(/\D/g, '')}.${spaced[2] ?? '0'}`
  const signs = body.replace(/\d/g, '')
  if (!/^[.,]+$/.test(signs)) return undefined
  const last = signs.at(-1) === ',' ? ',' : '.'
  const both = signs.includes(',') && signs.includes('.')
  const decimal = both ? last : signs.length > 1 ? undefined : decimalOf(body, last, style)
  const group = last === ',' ? '.' : ','
  if (decimal === undefined) return GROUPED[last].test(body) ? body.replaceAll(last, '') : undefined
  const [whole = '', decimals = '', ...rest] = body.split(last)
  if (rest.length > 0 || !/^\d+$/.test(decimals)) return undefined
  if (both && !GROUPED[group].test(whole)) return undefined
  const digits = whole.replaceAll(group, '')
  return /^\d*$/.test(digits) ? `${digits || '0'}.${decimals}` : undefined
}

/** A single sign is the one before the decimals, unless it can stand between groups and the style says that it does. */
const decimalOf = (body: string, sign: ',' | '.', style: NumberStyle): string | undefined =>
  GROUPED[sign].test(body) && !/^0/.test(body) && (sign === ',') !== (style === 'comma') ? undefined : sign

function asNumber(plain: string, negative: boolean): number | string {
  const trimmed = plain.replace(/^0+(?=\d)/, '').replace(/\.?0+$/, (zeros) => (plain.includes('.') ? '' : zeros))
  const text = negative && /[1-9]/.test(trimmed) ? `-${trimmed}` : trimmed
  return text.replace(/\D/g, '').replace(/^0+/, '').length <= 15 ? Number(text) : text
}

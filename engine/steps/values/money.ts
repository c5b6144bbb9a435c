/** Reads amounts of money: `€ 1.234,50`, `USD 12`, `(12.00)`, `12,50 kr`. */
import { CURRENCY_CODES } from '../../model/country-codes.ts'
import { type NumberStyle, readNumber } from './number.ts'

/** Signs that mean one currency; those that several countries use depend on the country that is set. */
const SIGNS: Readonly<Record<string, string>> = {
  '€': 'EUR',
  '£': 'GBP',
  '¥': 'JPY',
  '₹': 'INR',
  '₽': 'RUB',
  '₩': 'KRW',
  '₺': 'TRY',
  '₴': 'UAH',
  '₪': 'ILS',
  '₫': 'VND',
  '₱': 'PHP',
  '฿': 'THB',
  zł: 'PLN',
  kč: 'CZK',
  ft: 'HUF',
  us$: 'USD',
  a$: 'AUD',
  au$: 'AUD',
  c$: 'CAD',
  ca$: 'CAD',
  nz$: 'NZD',
  r$: 'BRL',
  hk$: 'HKD',
  s$: 'SGD',
  mx$: 'MXN',
  fr: 'CHF',
  sfr: 'CHF',
  euro: 'EUR',
  euros: 'EUR',
  dollars: '$',
  dollar: '$',
  $: '$',
  kr: '',
}

const DOLLARS: Readonly<Record<string, string>> = { US: 'USD', CA: 'CAD', AU: 'AUD', NZ: 'NZD' }

export interface Money {
  amount: number | string
  /** ISO 4217; absent when the text names none, or a sign of several currencies. */
  currency?: string
}

const LONGEST = 60
const SHAPE =
  /^([-+−(]?)\s*([^\d\s.,()+−-][^\d.,()+−-]*?\.?)?\s*([-+−(]?[\d.,' \u00A0\u2007\u2009\u202F’]*\d[)−-]?)\s*([^\d\s.,()+−-][^\d,()+−-]*?)?\s*(\)?)$/u

/** `country` says whose dollars a bare `$` means. Undefined for anything that is no amount. */
export function readMoney(text: string, style: NumberStyle, country: string): Money | undefined {
  if (text.length > LONGEST) return undefined
  const found = SHAPE.exec(text.trim())
  if (!found) return undefined
  const [, open = '', before = '', digits = '', after = '', close = ''] = found
  if (before !== '' && after !== '') return undefined
  const currency = currencyOf(before || after, country)
  const amount = readNumber(`${open}${digits}${close}`.trim(), style)
  if (amount === undefined || currency === undefined) return undefined
  return currency === '' ? { amount } : { amount, currency }
}

/** Empty when none is named or it can be several; undefined for a word that is no currency. */
function currencyOf(word: string, country: string): string | undefined {
  const sign = word.trim().replace(/\.$/, '')
  if (sign === '') return ''
  const code = sign.toUpperCase()
  if (CURRENCY_CODES.includes(code)) return code
  const known = Object.hasOwn(SIGNS, sign.toLowerCase()) ? SIGNS[sign.toLowerCase()] : undefined
  return known === '$' ? (DOLLARS[country] ?? '') : known
}

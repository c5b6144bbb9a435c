/** Every word on the screen. One catalogue per area, ICU message syntax, keys checked by the compiler. */
import { IntlMessageFormat } from 'intl-messageformat'
import type { ReactNode } from 'react'
import { createElement } from 'react'
import { app } from './app.ts'
import { build } from './build.ts'
import { connect } from './connect.ts'
import { drift } from './drift.ts'
import { home } from './home.ts'
import { imports } from './imports.ts'
import { inspector } from './inspector.ts'
import { launch } from './launch.ts'
import { operate } from './operate.ts'
import { practice } from './practice.ts'
import { rehearse } from './rehearse.ts'
import { results } from './results.ts'
import { stepping } from './stepping.ts'
import { versions } from './versions.ts'

/** Exported for the test that no key stands in two of them. */
export const CATALOGUES = [
  app,
  build,
  connect,
  drift,
  home,
  imports,
  inspector,
  launch,
  operate,
  practice,
  rehearse,
  results,
  stepping,
  versions,
] as const

const messages = {
  ...app,
  ...build,
  ...connect,
  ...drift,
  ...home,
  ...imports,
  ...inspector,
  ...launch,
  ...operate,
  ...practice,
  ...rehearse,
  ...results,
  ...stepping,
  ...versions,
} as const

export type TextKey = keyof typeof messages
export type TextValues = Record<string, string | number | Date>

export const LOCALE = 'en-US'

const compiled = new Map<TextKey, IntlMessageFormat>()

/** The text of a key with its values filled in. Marks such as `<b>` are left out. */
export const t = (key: TextKey, values?: TextValues): string => String(formatOf(key).format({ ...values, ...PLAIN }))

/** Like `t`, with `<b>` shown strong and `<rec>` in the face of record values. */
export function rich(key: TextKey, values?: TextValues): ReactNode {
  let marks = 0
  const mark = (tag: string, className?: string) => (chunks: ReactNode[]) =>
    createElement(tag, { className, key: marks++ }, ...chunks)
  const parts = formatOf(key).format<ReactNode>({ ...values, b: mark('b'), rec: mark('span', 'font-record') })
  return Array.isArray(parts) ? createElement('span', null, ...parts) : parts
}

const unmarked = (chunks: string[]) => chunks.join('')
const PLAIN = { b: unmarked, rec: unmarked }

function formatOf(key: TextKey): IntlMessageFormat {
  let format = compiled.get(key)
  if (!format) {
    format = new IntlMessageFormat(messages[key], LOCALE)
    compiled.set(key, format)
  }
  return format
}

const numbers = new Intl.NumberFormat(LOCALE)
const days = new Intl.DateTimeFormat(LOCALE, { day: 'numeric', month: 'short' })
const clock = new Intl.DateTimeFormat(LOCALE, { hour: '2-digit', minute: '2-digit', hour12: false })

/** 12,400 */
export const showNumber = (value: number): string => numbers.format(value)
/** 10:42 */
export const showTime = (ms: number): string => clock.format(ms)
/** 11 Jun; today as its time. */
export const showMoment = (ms: number, now: number = Date.now()): string =>
  new Date(ms).toDateString() === new Date(now).toDateString() ? showTime(ms) : days.format(ms)

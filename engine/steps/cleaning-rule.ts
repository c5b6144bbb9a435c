/** What a cleaning rule is given, and what it may say of a value. */
import type { PhonePort } from '../ports.ts'
import type { DateStyle } from './values/date.ts'
import type { NumberStyle } from './values/number.ts'

export interface RuleContext {
  phone: PhonePort
  /** ISO 3166 code of the country that phone numbers and dollars without one belong to. */
  country: string
  numbers: NumberStyle
  dates: DateStyle
  /** The zone of times that name none. */
  timeZone: string
}

export type Value = string | number | boolean

/** A value of which a rule has more to say. */
export interface Said {
  value: Value
  /** Why the value cannot be read, continuing "cannot be cleaned: "; `value` is then the text as well as it can be left. */
  unreadable?: string
  /** Two days that a date can be. */
  either?: readonly [string, string]
  /** The currency that stood with an amount. */
  currency?: string
}

export interface CleaningRule {
  value: string
  label: string
  help: string
  /** Takes the text of a value, or a number; never throws. */
  apply(text: string, context: RuleContext, value: string | number): Value | Said
}

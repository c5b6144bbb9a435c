/** Any value as text, for comparing and for showing. Never throws. */
import type { Json } from '../../model/json.ts'

/** Nothing for blank, JSON for lists and groups; `…` for those too deep to be written down. */
export function plainText(value: Json | undefined): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'string') return value
  if (typeof value !== 'object') return String(value)
  try {
    return JSON.stringify(value)
  } catch {
    return '…'
  }
}

export const isBlank = (value: Json | undefined): boolean =>
  value === null || value === undefined || (typeof value === 'string' && value.trim() === '')

/** The text, cut where it would fill the screen. */
export const shortened = (text: string, most: number): string =>
  text.length > most ? `${text.slice(0, most - 1).toWellFormed()}…` : text

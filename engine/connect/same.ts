import type { Json } from '../model/json.ts'

const ZEROS = /^(-?\d+)(?:\.0+|(\.\d*[1-9])0+)$/

/**
 * True when what a system has is what was to be written. Values are compared as systems store them, as text; a number is the same
 * with the zeros that a column of so many decimals adds: 39 is 39.00.
 */
export function isSameValue(wanted: Json | undefined, there: Json | undefined): boolean {
  const has = String(there ?? '')
  return String(wanted ?? '') === (typeof wanted === 'number' ? has.trim().replace(ZEROS, '$1$2') : has)
}

import type { Json } from '../model/json.ts'

const ZEROS = /^(-?\d+)(?:\.0+|(\.\d*[1-9])0+)$/
const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)$/

/**
 * True when what a system has is what was to be written. Values are compared as systems store them, as text; a number is the same
 * with the zeros that a column of so many decimals adds (39 is 39.00), and a moment however it is written (09:00Z is 10:00+01:00).
 */
export function isSameValue(wanted: Json | undefined, there: Json | undefined): boolean {
  const asked = String(wanted ?? '')
  const has = String(there ?? '')
  if (typeof wanted === 'number') return asked === has.trim().replace(ZEROS, '$1$2')
  return asked === has || (MOMENT.test(asked) && MOMENT.test(has) && Date.parse(asked) === Date.parse(has))
}

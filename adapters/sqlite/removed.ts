/** What stands in the place of values that were removed. */
import type { Reason } from '#engine'

/** The one field of a record whose values are gone; its value says why. */
const FIELD = 'Removed'
const WORDS = { erased: 'Erased on request', expired: 'Removed after ' } as const

export const erasedPayload = JSON.stringify({ [FIELD]: WORDS.erased })
export const expiredPayload = (days: number): string => JSON.stringify({ [FIELD]: `${WORDS.expired}${days} days` })

/** Why the values of a record are gone; undefined when they are there. */
export function removedReason(payload: string): Reason | undefined {
  if (payload === erasedPayload) return { code: 'record.erased', category: 'permanent', values: {} }
  const days = /^\{"Removed":"Removed after (\d+) days"\}$/.exec(payload)?.[1]
  return days === undefined
    ? undefined
    : { code: 'record.expired', category: 'permanent', values: { days: Number(days) } }
}

/** A journaled reason without the texts in it, which may be values of the record: its code and its numbers stay. */
export function bareReason(text: string | null): string | null {
  if (text === null) return null
  const { code, category, values } = JSON.parse(text) as Reason
  const numbers = Object.entries(values ?? {}).filter(([, value]) => typeof value === 'number')
  return JSON.stringify({ code, category, values: Object.fromEntries(numbers) })
}

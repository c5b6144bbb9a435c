/** How a record that comes later stands to one that came before: what counts of both, and which is newer. */
import type { Data } from '../model/json.ts'
import type { Version } from '../steps/declare.ts'

/** What came later counts; its blanks are filled from what was seen before. */
export function merged(before: Data, now: Data): Data {
  const all: Data = Object.assign(Object.create(null), before)
  for (const [field, value] of Object.entries(now)) {
    const blank = value === null || (typeof value === 'string' && value.trim() === '')
    if (!blank || !Object.hasOwn(all, field)) all[field] = value
  }
  return all
}

export function isOlder(one: Version, other: Version): boolean {
  if (typeof one === 'number' && typeof other === 'number') return one < other
  return String(one) < String(other)
}

/** Reads what a sending system posts: one event, or a list of them, as pasted text. */
import type { Data, Json } from '#engine'

export type ParsedEvents = { events: Data[] } | { wrong: 'not-readable' | 'no-fields' }

/** Only groups of named values are events; anything else in a list is left out. */
export function parseEvents(text: string): ParsedEvents {
  let value: Json
  try {
    value = JSON.parse(text) as Json
  } catch {
    return { wrong: 'not-readable' }
  }
  const events = (Array.isArray(value) ? value : [value]).filter(isEvent)
  return events.length === 0 ? { wrong: 'no-fields' } : { events }
}

const isEvent = (value: Json): value is Data =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length > 0

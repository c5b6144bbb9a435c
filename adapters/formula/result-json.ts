/** A formula's result as JSON text, or why it is none. Looks before it writes, so that a huge result is never written out. */
import type { WorkerAnswer } from './messages.ts'

const TOO_LONG = 'its result is larger than the limit'
const TOO_DEEP = 'its result is nested too deeply'

export function resultJson(value: unknown, size: number): WorkerAnswer {
  try {
    const wrong = look(value, { left: size })
    if (wrong) return wrong
    const json = JSON.stringify(value ?? null)
    return json.length > size ? { wrong: 'too-big', why: TOO_LONG } : { json }
  } catch (error) {
    if (error instanceof RangeError) return { wrong: 'too-big', why: TOO_DEEP }
    throw error
  }
}

/** Whether the value as JSON may be within `size`: false when it surely takes more. Throws RangeError for endless depth. */
export const isRoomFor = (value: unknown, size: number): boolean => {
  const room = { left: size }
  look(value, room)
  return room.left >= 0
}

/** `room.left` counts down by the least that each value takes in JSON; shared parts count each time, as they are written each time. */
function look(value: unknown, room: { left: number }): WorkerAnswer | undefined {
  room.left -= typeof value === 'string' ? value.length + 2 : 1
  if (room.left < 0) return { wrong: 'too-big', why: TOO_LONG }
  switch (typeof value) {
    case 'number':
      return Number.isFinite(value) ? undefined : { wrong: 'not-data', found: 'a number without an end' }
    case 'function':
      return { wrong: 'not-data', found: 'a function' }
    case 'object':
      return value === null ? undefined : lookInside(value, room)
    case 'symbol':
    case 'bigint':
      return { wrong: 'not-data', found: 'something that is no data' }
    default:
      return undefined
  }
}

function lookInside(value: object, room: { left: number }): WorkerAnswer | undefined {
  if (isCallable(value)) return { wrong: 'not-data', found: 'a function' }
  if (Array.isArray(value)) {
    for (const part of value) {
      const wrong = look(part, room)
      if (wrong) return wrong
    }
    return undefined
  }
  for (const [key, part] of Object.entries(value)) {
    room.left -= key.length + 3
    const wrong = look(part, room)
    if (wrong) return wrong
  }
  return undefined
}

/** Functions of JSONata are objects that hold a real function; a record's field of the same name holds none. */
const isCallable = (value: object): boolean =>
  ('_jsonata_function' in value && 'implementation' in value && typeof value.implementation === 'function') ||
  ('_jsonata_lambda' in value && 'apply' in value && typeof value.apply === 'function')

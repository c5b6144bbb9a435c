import type { TargetField, TargetObject } from '../connect/declare.ts'
import { type Data, emptyData, type Json } from '../model/json.ts'
import type { WriteSettings } from './write-settings.ts'

/**
 * Makes the target's fields from a record. A blank value is not sent, so that it never wipes what is there; the match field is
 * left to the match key. Text that reads as the number or yes/no that the target wants is sent as such, else as it is, for
 * the target to refuse by name.
 */
export function bodyMaker(
  settings: WriteSettings,
  object: TargetObject | undefined,
): (data: Data) => Record<string, Json> {
  const jobs = settings.fields
    .filter(({ to, from }) => to !== '' && from !== '' && to !== settings.matchField)
    .map(({ to, from }) => ({ to, from, type: object?.fields.find((field) => field.name === to)?.type ?? 'text' }))
  return (data) => {
    const body = emptyData()
    for (const { to, from, type } of jobs) {
      const value = Object.hasOwn(data, from) ? data[from] : undefined
      if (value === undefined || value === null || (typeof value === 'string' && value.trim() === '')) continue
      body[to] = asType(value, type)
    }
    return body
  }
}

function asType(value: Json, type: TargetField['type']): Json {
  if (typeof value === 'object') return JSON.stringify(value)
  if (typeof value !== 'string') return type === 'number' || type === 'yes-no' ? value : String(value)
  const plain = value.trim()
  if (type === 'number' && /^-?\d+(?:\.\d+)?$/.test(plain) && Number.isSafeInteger(Math.trunc(Number(plain))))
    return Number(plain)
  if (type === 'yes-no' && /^(?:yes|true|1)$/i.test(plain)) return true
  if (type === 'yes-no' && /^(?:no|false|0)$/i.test(plain)) return false
  return value
}

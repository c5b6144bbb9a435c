import { isRecord } from '../http/exchange.ts'

/** The faults asked for cannot be understood. */
export class FaultsRefused extends Error {}

/** Reads one fault, or a part of one. @throws FaultsRefused */
export type Reader = (value: unknown, name: string) => unknown

/** Reads faults from JSON; null counts as absent. @throws FaultsRefused */
export function readFaults(input: unknown, readers: Readonly<Record<string, Reader>>): Record<string, unknown> {
  if (!isRecord(input)) throw new FaultsRefused('Faults are an object')
  const parsed: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(input)) {
    const reader = Object.hasOwn(readers, name) ? readers[name] : undefined
    if (reader === undefined) throw new FaultsRefused(`There is no fault named "${name}"`)
    if (value !== null && value !== undefined) parsed[name] = reader(value, name)
  }
  return parsed
}

export const amount: Reader = (value, name) => {
  if (typeof value === 'number' && Number.isFinite(value) && value >= 0) return value
  throw new FaultsRefused(`"${name}" is a number from 0 upwards`)
}

export const share: Reader = (value, name) => {
  if (typeof value === 'number' && value >= 0 && value <= 1) return value
  throw new FaultsRefused(`"${name}" is a number between 0 and 1`)
}

export const flag: Reader = (value, name) => {
  if (typeof value === 'boolean') return value
  throw new FaultsRefused(`"${name}" is true or false`)
}

export const text: Reader = (value, name) => {
  if (typeof value === 'string' && value !== '') return value
  throw new FaultsRefused(`"${name}" is a text`)
}

export function oneOf(...choices: string[]): Reader {
  return (value, name) => {
    if (typeof value === 'string' && choices.includes(value)) return value
    throw new FaultsRefused(`"${name}" is one of ${choices.join(', ')}`)
  }
}

export function listOf(reader: Reader): Reader {
  return (value, name) => {
    if (!Array.isArray(value)) throw new FaultsRefused(`"${name}" is a list`)
    return value.map((element: unknown, index) => reader(element, `${name}.${index}`))
  }
}

export function group(required: readonly string[], parts: Record<string, Reader>): Reader {
  return (value, name) => {
    if (!isRecord(value)) throw new FaultsRefused(`"${name}" is an object`)
    for (const part of required) if (value[part] === undefined) throw new FaultsRefused(`"${name}" needs "${part}"`)
    const parsed: Record<string, unknown> = {}
    for (const [part, content] of Object.entries(value)) {
      const reader = Object.hasOwn(parts, part) ? parts[part] : undefined
      if (reader === undefined) throw new FaultsRefused(`"${name}" has no part "${part}"`)
      parsed[part] = reader(content, `${name}.${part}`)
    }
    return parsed
  }
}

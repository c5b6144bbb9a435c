// Reads the parameters of a call as Stripe does: unknown ones, wrong types and empty texts are refused by name.
import { isRecord } from '../http/exchange.ts'
import { invalid } from './answers.ts'

/** `clearable` texts may be emptied; `choice` texts are one of a few. */
export type Parameter =
  | { readonly is: 'text'; readonly most?: number; readonly clearable?: true }
  | { readonly is: 'email' | 'integer' | 'boolean' | 'time' | 'currency' | 'metadata' | 'texts' }
  | { readonly is: 'choice'; readonly of: readonly string[] }
  | { readonly is: 'group'; readonly members: Shape; readonly clearable?: true }

export type Shape = Readonly<Record<string, Parameter>>

/** The values with their types; what was emptied is null. @throws Refused with the vendor's words. */
export function readParameters(given: unknown, shape: Shape, within = ''): Record<string, unknown> {
  const read: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(isRecord(given) ? given : {})) {
    const param = within === '' ? name : `${within}[${name}]`
    if (name === 'expand') continue
    const parameter = Object.hasOwn(shape, name) ? shape[name] : undefined
    if (!parameter) throw invalid(`Received unknown parameter: ${param}`, { code: 'parameter_unknown', param })
    read[name] = readOne(value, parameter, param)
  }
  return read
}

/** @throws Refused when a parameter is not there. */
export function demand(read: Record<string, unknown>, ...names: readonly string[]): void {
  const param = names.find((name) => read[name] === undefined || read[name] === null)
  if (param !== undefined) throw invalid(`Missing required param: ${param}.`, { code: 'parameter_missing', param })
}

function readOne(value: unknown, parameter: Parameter, param: string): unknown {
  if (parameter.is === 'metadata') return readMetadata(value, param)
  if (parameter.is === 'texts') return readTexts(value, param)
  if (parameter.is === 'group') {
    if (value === '' && parameter.clearable) return null
    if (!isRecord(value)) throw invalid(`Invalid object`, { param })
    return readParameters(value, parameter.members, param)
  }
  if (typeof value !== 'string') throw invalid(`Invalid string: ${JSON.stringify(value)}`, { param })
  if (value === '') {
    if (parameter.is === 'email' || (parameter.is === 'text' && parameter.clearable)) return null
    throw emptied(param)
  }
  return readText(value, parameter, param)
}

function readText(value: string, parameter: Parameter, param: string): unknown {
  switch (parameter.is) {
    case 'integer':
    case 'time':
      if (!/^-?\d{1,15}$/.test(value)) {
        throw invalid(`Invalid integer: ${value}`, { code: 'parameter_invalid_integer', param })
      }
      return Number(value)
    case 'boolean':
      if (value !== 'true' && value !== 'false') throw invalid(`Invalid boolean: ${value}`, { param })
      return value === 'true'
    case 'email':
      if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value) || value.length > 512) {
        throw invalid(`Invalid email address: ${value}`, { code: 'email_invalid', param })
      }
      return value
    case 'currency':
      if (!/^[a-z]{3}$/i.test(value)) throw invalid(`Invalid currency: ${value}.`, { param })
      return value.toLowerCase()
    case 'choice':
      if (!parameter.of.includes(value)) {
        throw invalid(`Invalid ${param}: must be one of ${parameter.of.join(' or ')}`, { param })
      }
      return value
    default:
      return shortEnough(value, parameter.is === 'text' ? parameter.most : undefined, param)
  }
}

function shortEnough(value: string, most = 5000, param: string): string {
  if (value.length <= most) return value
  const start = `${value.slice(0, 12)}...${value.slice(-12)}`
  throw invalid(`Invalid string: ${start}; must be at most ${most} characters`, { param })
}

/** 50 keys of 40 characters, values of 500 (docs.stripe.com/api/metadata); an emptied value takes its key away. */
function readMetadata(value: unknown, param: string): Record<string, string> | null {
  if (value === '') return null
  if (!isRecord(value)) throw invalid('Invalid object', { param })
  const entries = Object.entries(value)
  if (entries.length > 50) throw invalid('Metadata can have at most 50 keys', { param })
  for (const [key, text] of entries) {
    if (key.length > 40) {
      throw invalid(`Metadata keys must be at most 40 characters`, { param: `${param}[${key}]` })
    }
    if (typeof text !== 'string') throw invalid('Metadata values must be strings', { param: `${param}[${key}]` })
    shortEnough(text, 500, `${param}[${key}]`)
  }
  return value as Record<string, string>
}

function readTexts(value: unknown, param: string): string[] | null {
  if (value === '') return null
  const list = Array.isArray(value) ? value : isRecord(value) ? Object.values(value) : undefined
  if (!list?.every((one) => typeof one === 'string')) throw invalid('Invalid array', { param })
  return list as string[]
}

const emptied = (param: string) =>
  invalid(
    `You passed an empty string for '${param}'. We assume empty values are an attempt to unset a parameter; however ` +
      `'${param}' cannot be unset. You should remove '${param}' from your request or supply a non-empty value.`,
    { code: 'parameter_invalid_empty', param },
  )

/** Metadata as it is after a call: keys are added and changed, emptied ones go, `null` takes all away. */
export function mergedMetadata(before: unknown, given: unknown): Record<string, string> {
  if (given === null) return {}
  const merged = {
    ...(isRecord(before) ? (before as Record<string, string>) : {}),
    ...(given as Record<string, string>),
  }
  return Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== ''))
}

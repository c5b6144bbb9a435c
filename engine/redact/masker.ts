/** Masks whole records, and the texts that speak of them. Never throws, and takes bounded time whatever it is given. */
import type { Reason } from '../model/failure.ts'
import type { Data, Json } from '../model/json.ts'
import { classOf, type FieldClass } from './field-class.ts'
import { maskText, SHOWN, shortened } from './in-text.ts'
import { maskAs, maskNumber, SECRET_MASK } from './mask-value.ts'
import type { Keyed } from './shape.ts'

export interface MaskerOptions {
  /** Types of fields by name, as the contracts of the flow give them. */
  types?: ReadonlyMap<string, string>
  /** Personal values stay; secrets are masked all the same. */
  reveal?: boolean
}

export interface Masker {
  data(data: Data): Data
  value(field: string, value: Json): Json
  /** Running text; `about` is the record that it speaks of: its values are masked in it as they are in the record. */
  text(text: string, about?: Data): string
  reason(reason: Reason, about?: Data): Reason
}

/** More parts of one record, and parts that lie deeper, are not shown. */
const MOST_PARTS = 20_000
const DEEPEST = 40
const CACHED = 5000
/** Values that are looked for in texts: so many, and none that is too short to say anything. */
const MOST_KNOWN = 200
const SHORTEST_KNOWN = 3
const LONGEST_KNOWN = 300

export function createMasker(keyed: Keyed, { types, reveal = false }: MaskerOptions = {}): Masker {
  const cached = new Map<string, string>()

  const maskString = (text: string, found: FieldClass | undefined): string => {
    const name = `${found ?? ''} ${text}`
    const before = text.length > LONGEST_KNOWN ? undefined : cached.get(name)
    if (before !== undefined) return before
    const masked = maskNew(text, found)
    if (cached.size >= CACHED) cached.clear()
    if (text.length <= LONGEST_KNOWN) cached.set(name, masked)
    return masked
  }

  const maskNew = (text: string, found: FieldClass | undefined): string => {
    if (found === 'secret' && text.trim() !== '') return SECRET_MASK
    if (reveal || found === undefined) return maskText(text, keyed, reveal)
    return shortened(text, (head) => maskAs(found, head.toWellFormed(), keyed))
  }

  const walk = (value: Json, found: FieldClass | undefined, depth: number, budget: { left: number }): Json => {
    if (budget.left-- <= 0 || depth > DEEPEST) return '…'
    if (typeof value === 'string') return maskString(value, found)
    if (typeof value === 'number') {
      if (found === 'secret') return SECRET_MASK
      return reveal || found === undefined ? value : maskNumber(value, keyed)
    }
    if (value === null || typeof value !== 'object') return value
    if (Array.isArray(value)) {
      const shown = value.slice(0, Math.max(0, budget.left))
      return shown.map((one) => walk(one, found, depth + 1, budget))
    }
    return walkFields(value, found, depth, budget)
  }

  const walkFields = (value: Data, found: FieldClass | undefined, depth: number, budget: { left: number }): Data => {
    const masked: Data = Object.create(null)
    for (const field of Object.keys(value)) {
      if (budget.left <= 0) break
      const own = classOf(field, types?.get(field)) ?? found
      masked[maskString(field, undefined)] = walk(value[field] ?? null, own, depth + 1, budget)
    }
    return masked
  }

  const data = (given: Data): Data => walkFields(given, undefined, 0, { left: MOST_PARTS })

  const known = new WeakMap<Data, [RegExp, string][]>()
  const knownOf = (about: Data): [RegExp, string][] => {
    const pairs = known.get(about) ?? knownIn(about, data(about))
    known.set(about, pairs)
    return pairs
  }

  const text = (given: string, about?: Data): string => {
    let masked = given.length > SHOWN ? given.slice(0, SHOWN) : given
    if (about && !reveal) for (const [from, to] of knownOf(about)) masked = masked.replace(from, () => to)
    return maskString(masked, undefined)
  }

  const inReason = (value: Json, about: Data | undefined, depth: number): Json => {
    if (typeof value === 'string') return text(value, about)
    if (value === null || typeof value !== 'object' || depth > DEEPEST) return value
    if (Array.isArray(value)) return value.slice(0, MOST_PARTS).map((one) => inReason(one, about, depth + 1))
    return fieldsOf(value, about, depth)
  }

  const fieldsOf = (value: Data, about: Data | undefined, depth: number): Data => {
    const masked: Data = Object.create(null)
    for (const field of Object.keys(value).slice(0, MOST_PARTS)) {
      const secret = classOf(field) === 'secret' && value[field] !== ''
      masked[field] = secret ? SECRET_MASK : inReason(value[field] ?? null, about, depth + 1)
    }
    return masked
  }

  return {
    data,
    value: (field, value) => walk(value, classOf(field, types?.get(field)), 0, { left: MOST_PARTS }),
    text,
    reason: ({ values, details, ...reason }, about) => ({
      ...reason,
      values: { ...fieldsOf(values, about, 0) },
      ...(details ? { details: { ...fieldsOf(details, about, 0) } } : {}),
    }),
  }
}

/** What was masked in a record, longest first, as expressions that find it in any case. */
function knownIn(given: Json, masked: Json, pairs = new Map<string, string>(), depth = 0): [RegExp, string][] {
  collect(given, masked, pairs, depth)
  return [...pairs]
    .sort(([a], [b]) => b.length - a.length)
    .slice(0, MOST_KNOWN)
    .map(([from, to]) => [new RegExp(from.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'), 'giu'), to])
}

function collect(given: Json, masked: Json, pairs: Map<string, string>, depth: number): void {
  if (depth > DEEPEST || pairs.size > MOST_KNOWN * 10) return
  if (typeof given === 'string' && typeof masked === 'string') {
    const [from, to] = [given.trim(), masked.trim()]
    if (from !== to && from.length >= SHORTEST_KNOWN && from.length <= LONGEST_KNOWN) pairs.set(from.toWellFormed(), to)
  } else if (given !== null && masked !== null && typeof given === 'object' && typeof masked === 'object') {
    // Both were walked in the same order.
    const others = Object.values(masked)
    for (const [index, value] of Object.values(given).entries()) {
      if (others[index] !== undefined) collect(value, others[index], pairs, depth + 1)
    }
  }
}

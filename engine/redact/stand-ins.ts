/**
 * Stand-ins for personal values, such as `[name-1]`: what somebody outside is shown instead, and what is put back where it stands in
 * their answer. The same value has the same stand-in throughout a record. Secrets are masked, and nothing stands in for them.
 */
import type { Data, Json } from '../model/json.ts'
import { emptyData } from '../model/json.ts'
import { classOf, type FieldClass } from './field-class.ts'
import { replaceFound } from './in-text.ts'
import { SECRET_MASK } from './mask-value.ts'

export interface StandInOptions {
  /** Types of fields by name, as contracts give them. */
  types?: ReadonlyMap<string, string>
  /** Fields whose values are shown as they are. */
  open?: readonly string[]
}

export interface StandIns {
  shown: Data
  /** The values by their stand-ins. */
  kept: Record<string, string>
}

const DEEPEST = 20
const MOST_PARTS = 5000
/** Values of the record that are looked for in its texts: so many, none too short to say anything. */
const MOST_KNOWN = 500
const SHORTEST_KNOWN = 3
const LONGEST_KNOWN = 300

const STAND_IN = /(\[[a-z]+-\d+\])/

/** `names`: the fields that are shown at all. What the others hold is kept back wherever it stands in a text. */
export function standIns(data: Data, names: readonly string[], options: StandInOptions = {}): StandIns {
  return new Standing(data, options).show(names)
}

/** The value with what stands for others put back into its texts. */
export function putBack(value: Json, kept: Readonly<Record<string, string>>): Json {
  if (typeof value === 'string')
    return value
      .split(STAND_IN)
      .map((part) => (Object.hasOwn(kept, part) ? (kept[part] ?? part) : part))
      .join('')
  if (Array.isArray(value)) return value.map((one) => putBack(one, kept))
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, putBack(one, kept)]))
}

class Standing {
  private readonly data: Data
  private readonly types: ReadonlyMap<string, string> | undefined
  private readonly open: ReadonlySet<string>
  private readonly kept: Record<string, string> = Object.create(null)
  /** Stand-ins by the value as it is compared. */
  private readonly known = new Map<string, string>()
  private readonly numbers = new Map<FieldClass, number>()
  private readonly whole: string
  private readonly inTexts: RegExp | undefined
  private left = MOST_PARTS

  constructor(data: Data, { types, open = [] }: StandInOptions) {
    this.data = data
    this.types = types
    this.open = new Set(open)
    this.whole = JSON.stringify(data)
    const values = this.personalValues()
    for (const [text, found] of values) this.standFor(text, found)
    const found = [...values.keys()].sort((a, b) => b.length - a.length).map(escaped)
    if (found.length > 0)
      this.inTexts = new RegExp(`(?<![\\p{L}\\p{N}])(?:${found.join('|')})(?![\\p{L}\\p{N}])`, 'giu')
  }

  show(names: readonly string[]): StandIns {
    const shown = emptyData()
    for (const name of names) {
      if (!Object.hasOwn(this.data, name)) continue
      const value = this.data[name] ?? null
      const found = this.classOf(name)
      shown[name] = this.open.has(name) && found !== 'secret' ? withoutSecrets(value) : this.walk(value, found, 0)
    }
    return { shown, kept: this.kept }
  }

  private classOf(name: string): FieldClass | undefined {
    return classOf(name, this.types?.get(name))
  }

  private walk(value: Json, found: FieldClass | undefined, depth: number): Json {
    if (this.left-- <= 0 || depth > DEEPEST) return '…'
    if (typeof value === 'string') return this.text(value, found)
    if (typeof value === 'number') return found === undefined ? value : this.text(String(value), found)
    if (value === null || typeof value !== 'object') return value
    if (Array.isArray(value)) return value.map((one) => this.walk(one, found, depth + 1))
    const shown = emptyData()
    for (const [name, one] of Object.entries(value))
      shown[name] = this.walk(one, this.classOf(name) ?? found, depth + 1)
    return shown
  }

  private text(text: string, found: FieldClass | undefined): string {
    if (text.trim() === '') return text
    if (found === 'secret') return SECRET_MASK
    if (found !== undefined) return this.standFor(text.trim(), found)
    const looked = replaceFound(text, (looks, value) => this.standFor(value, looks))
    const { inTexts } = this
    if (!inTexts) return looked
    // What stands in already stays as it is.
    const parts = looked.split(STAND_IN)
    return parts
      .map((part, at) => (at % 2 === 1 ? part : part.replace(inTexts, (value) => this.standFor(value, 'name'))))
      .join('')
  }

  /** The stand-in of a value: that of before, or the next that nothing in the record looks like. */
  private standFor(text: string, found: FieldClass): string {
    const compared = text.normalize('NFKC').toLowerCase()
    const before = this.known.get(compared)
    if (before !== undefined) return before
    let number = this.numbers.get(found) ?? 0
    let standIn = ''
    do {
      number++
      standIn = `[${found}-${number}]`
    } while (this.whole.includes(standIn))
    this.numbers.set(found, number)
    this.known.set(compared, standIn)
    this.kept[standIn] = text
    return standIn
  }

  /** What personal fields of the record hold, shown or not; of names also each word. */
  private personalValues(): Map<string, FieldClass> {
    const values = new Map<string, FieldClass>()
    const add = (text: string, found: FieldClass) => {
      const value = text.trim()
      const fits = value.length >= SHORTEST_KNOWN && value.length <= LONGEST_KNOWN
      if (fits && values.size < MOST_KNOWN && !values.has(value)) values.set(value, found)
    }
    const collect = (value: Json, found: FieldClass | undefined, depth: number): void => {
      if (depth > DEEPEST || values.size >= MOST_KNOWN) return
      if (value !== null && typeof value === 'object') {
        for (const [name, one] of Object.entries(value))
          collect(one, (Array.isArray(value) ? undefined : this.classOf(name)) ?? found, depth + 1)
        return
      }
      if (found === undefined || found === 'secret' || value === null || typeof value === 'boolean') return
      const text = String(value)
      add(text, found)
      if (found === 'name') for (const word of text.split(/[^\p{L}\p{M}'’-]+/u)) add(word, found)
    }
    for (const [name, value] of Object.entries(this.data))
      if (!this.open.has(name)) collect(value, this.classOf(name), 0)
    return values
  }
}

function withoutSecrets(value: Json, depth = 0): Json {
  if (depth > DEEPEST) return '…'
  if (typeof value === 'string') return maskSecrets(value)
  if (value === null || typeof value !== 'object') return value
  if (Array.isArray(value)) return value.map((one) => withoutSecrets(one, depth + 1))
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [
      name,
      classOf(name) === 'secret' ? SECRET_MASK : withoutSecrets(one, depth + 1),
    ]),
  )
}

const maskSecrets = (text: string): string => replaceFound(text, (_found, value) => value)

const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')

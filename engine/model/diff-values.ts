/** The value of a setting as people would say it, by what the step kind declares of it. Never JSON. */
import type { Connector } from '../connect/declare.ts'
import { objectIn } from '../connect/fields.ts'
import type { SettingField } from '../steps/declare.ts'
import { settingAt } from '../steps/settings.ts'
import type { Entry } from './diff-lists.ts'
import type { Flow, Step } from './flow.ts'
import { own } from './ids.ts'
import type { Json } from './json.ts'

/** Where a value stands: what it names is looked up there. */
export interface ValuePlace {
  flow: Pick<Flow, 'contracts' | 'connections' | 'subflows'>
  settings: Step['settings']
  connectors: Readonly<Record<string, Connector>>
}

type Group = { [key: string]: Json }

export const NOTHING = 'nothing'
const LONGEST = 80
const NUMBERS = new Intl.NumberFormat('en-US', { maximumFractionDigits: 20 })

export const isGroup = (value: Json | undefined): value is Group =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const isEmpty = (value: Json | undefined): boolean =>
  value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)

const textIn = (group: Group, key: string): string => plain(own(group, key))

/** A text, number or yes/no as it is; a list of them joined; anything else by its size. */
export function plain(value: Json | undefined): string {
  if (isEmpty(value)) return NOTHING
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (typeof value === 'string') return shortened(value)
  if (typeof value === 'number') return NUMBERS.format(value)
  if (Array.isArray(value))
    return value.every((one) => !isObject(one)) ? joined(value.map(plain)) : `${value.length} entries`
  return 'other settings'
}

const isObject = (value: Json): boolean => typeof value === 'object' && value !== null

export const quoted = (text: string): string => `"${shortened(text)}"`

function shortened(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim() || '(blanks)'
  return line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line
}

/** `name, address and zip`: all of them. */
export const joined = (names: readonly string[]): string =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`

export function valueWords(field: SettingField, value: Json | undefined, place: ValuePlace): string {
  if (isEmpty(value) || value === undefined) return NOTHING
  switch (field.kind) {
    case 'text':
    case 'formula':
    case 'folder':
      return typeof value === 'string' ? quoted(value) : plain(value)
    case 'number':
      return field.unit ? `${plain(value)} ${field.unit}` : plain(value)
    case 'choice':
      return labelOf(field.choices, value)
    case 'choices':
      return joined((Array.isArray(value) ? value : [value]).map((one) => labelOf(field.choices, one)))
    case 'duration':
      return isGroup(value) ? `${textIn(value, 'amount')} ${textIn(value, 'unit')}` : plain(value)
    case 'file':
      return isGroup(value) ? quoted(textIn(value, 'name')) : plain(value)
    case 'samples':
      return Array.isArray(value) ? `${value.length} examples` : plain(value)
    default:
      return referenceWords(field, value, place)
  }
}

function referenceWords(field: SettingField, value: Json, place: ValuePlace): string {
  const { flow, settings, connectors } = place
  const id = typeof value === 'string' ? value : ''
  const connectionAt = 'connectionKey' in field ? plain(settingAt(settings, field.connectionKey)) : ''
  const connection = own(flow.connections, connectionAt)
  const connector = own(connectors, connection?.connector ?? '')
  switch (field.kind) {
    case 'contract':
      return quoted(own(flow.contracts, id)?.name ?? id)
    case 'connection':
      return quoted(own(flow.connections, id)?.name ?? id)
    case 'subflow':
      return quoted(own(flow.subflows ?? {}, id)?.name ?? id)
    case 'operation':
      return quoted(own(connector?.operations ?? {}, id)?.title ?? id)
    case 'target-key': {
      const operation = own(connector?.operations ?? {}, plain(settingAt(settings, field.operationKey)))
      const object = objectIn(connector, operation?.object ?? '', connection?.described)
      return object?.unique.find(({ name }) => name === id)?.label ?? plain(value)
    }
    default:
      return plain(value)
  }
}

const labelOf = (choices: readonly { value: string; label: string }[], value: Json): string =>
  choices.find((one) => one.value === value)?.label ?? plain(value)

const COMPARED: Record<string, string> = {
  is: 'is',
  'is-not': 'is not',
  contains: 'contains',
  'starts-with': 'starts with',
  'ends-with': 'ends with',
  'one-of': 'is one of',
  'more-than': 'is more than',
  'at-least': 'is at least',
  'less-than': 'is less than',
  'at-most': 'is at most',
  before: 'is before',
  after: 'is after',
  blank: 'is blank',
  filled: 'is filled',
}

function conditionWords(condition: Json): string {
  if (!isGroup(condition)) return plain(condition)
  const is = textIn(condition, 'is')
  const compared = `${textIn(condition, 'field')} ${own(COMPARED, is) ?? is}`
  return is === 'blank' || is === 'filled' ? compared : `${compared} ${quoted(textIn(condition, 'value'))}`
}

function conditionsWords(value: Json | undefined): string {
  const list = isGroup(value) && Array.isArray(value.list) ? value.list : []
  if (!isGroup(value) || list.length === 0) return NOTHING
  return list.map(conditionWords).join(value.all === false ? ' or ' : ' and ')
}

/** Lines longer than this are told one by one. */
const FEW = 5

/** The lines of a setting that is a list of them; undefined for every other setting, and for a draft that is no such list. */
export function entriesOf(field: SettingField, value: Json | undefined): Entry[] | undefined {
  if (isEmpty(value)) return hasLines(field) ? [] : undefined
  switch (field.kind) {
    case 'cleaning':
      return lines(value, 'field', (line) => plain(line.rules))
    case 'mapping':
      return lines(value, 'to', (line) => `from ${textIn(line, 'from')}`)
    case 'likeness':
      return lines(value, 'field', (line) => `${labelOf(field.as, line.as ?? null)}, weight ${textIn(line, 'weight')}`)
    case 'shaping':
      return lines(value, 'to', (line) => shapingWords(field.hows, line))
    case 'cases':
      return lines(value, 'name', (line) => conditionsWords(line.when))
    case 'ways':
      return lines(value, 'name', () => '')
    case 'conditions': {
      if (!isGroup(value) || !Array.isArray(value.list)) return undefined
      return value.list.map(conditionWords).map((words) => ({ key: words, name: words, words: '' }))
    }
    case 'record-fields':
    case 'target-fields':
    case 'texts':
      if (!Array.isArray(value) || value.length <= FEW) return undefined
      return value.map(plain).map((name) => ({ key: name, name, words: '' }))
    default:
      return undefined
  }
}

const WITH_LINES = ['cleaning', 'mapping', 'likeness', 'shaping', 'cases', 'ways', 'conditions']
const hasLines = ({ kind }: SettingField): boolean => WITH_LINES.includes(kind)

function lines(value: Json | undefined, key: string, words: (line: Group) => string): Entry[] | undefined {
  if (!Array.isArray(value) || !value.every(isGroup)) return undefined
  return value.map((line) => ({ key: textIn(line, key), name: textIn(line, key), words: words(line) }))
}

function shapingWords(hows: readonly { value: string; label: string }[], line: Group): string {
  const how = labelOf(hows, line.how ?? null)
  const from = isEmpty(line.from) ? '' : ` ${plain(line.from)}`
  return `${how}${from}${isEmpty(line.value) ? '' : ` (${quoted(textIn(line, 'value'))})`}`
}

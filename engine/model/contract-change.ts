/** What changed between two versions of a contract, and whether those who rely on it notice. */
import { sameData } from './diff-same.ts'
import type { Contract, ContractField } from './flow.ts'

export type ChangeKind = 'compatible' | 'breaking'

export interface ContractFieldChange {
  /** Empty for the contract itself. */
  field: string
  /** A sentence without full stop, such as `phone is now required`. */
  words: string
  kind: ChangeKind
  /** For a removed field: the added one that looks like it under another name. */
  perhapsRenamed?: string
}

export interface ContractChange {
  kind: ChangeKind
  changes: ContractFieldChange[]
}

const TYPE_WORDS: Record<ContractField['type'], string> = {
  text: 'text',
  number: 'a number',
  'yes-no': 'yes or no',
  date: 'a date',
  email: 'an e-mail address',
  phone: 'a phone number',
  zip: 'a zip code',
  'date-time': 'a date and time',
  money: 'an amount of money',
  currency: 'a currency',
  country: 'a country',
  list: 'a list',
  group: 'a group of fields',
}

/** Types whose every value is text as well. */
const TEXTUAL: readonly ContractField['type'][] = ['date', 'email', 'phone', 'zip', 'date-time', 'currency', 'country']

/**
 * Breaking: a record that kept `before` can break `after`, or a field that others rely on is gone. A change of the owner
 * (`truth`) counts as breaking, since it can block flows. Pure; stable order: fields of `after`, then removed ones.
 */
export function classifyChange(before: Contract, after: Contract): ContractChange {
  if (sameData(before, after)) return { kind: 'compatible', changes: [] }
  const old = byName(before)
  const now = byName(after)
  const changes: ContractFieldChange[] = []
  if (before.name !== after.name)
    changes.push({ field: '', words: `It is now called "${after.name}" (was "${before.name}")`, kind: 'compatible' })
  for (const [name, field] of now) {
    const was = old.get(name)
    changes.push(...(was ? changesOf(was, field) : [added(field)]))
  }
  const fresh = [...now.values()].filter(({ name }) => !old.has(name))
  for (const [name, field] of old) if (!now.has(name)) changes.push(removed(field, fresh))
  changes.push(...changesOfWhole(before, after, changes.length > 0))
  return { kind: changes.some(({ kind }) => kind === 'breaking') ? 'breaking' : 'compatible', changes }
}

/** The first of each name: a draft may hold one twice. */
function byName({ fields }: Contract): Map<string, ContractField> {
  const found = new Map<string, ContractField>()
  for (const field of fields) if (!found.has(field.name)) found.set(field.name, field)
  return found
}

function added(field: ContractField): ContractFieldChange {
  const rules = [field.required ? 'required' : 'optional', TYPE_WORDS[field.type]].join(', ')
  const kind = field.required ? 'breaking' : 'compatible'
  return { field: field.name, words: `${field.name} was added (${rules})`, kind }
}

function removed(field: ContractField, fresh: readonly ContractField[]): ContractFieldChange {
  const { name } = field
  const alike = fresh.filter((other) => sameData({ ...other, name }, field))
  const renamed = alike.length === 1 ? alike[0]?.name : undefined
  if (renamed === undefined) return { field: name, words: `${name} was removed`, kind: 'breaking' }
  const words = `${name} was removed, perhaps renamed to ${renamed}, which has the same rules`
  return { field: name, words, kind: 'breaking', perhapsRenamed: renamed }
}

function changesOf(was: ContractField, now: ContractField): ContractFieldChange[] {
  const { name } = now
  const changes: ContractFieldChange[] = []
  const say = (words: string, breaks: boolean) =>
    changes.push({ field: name, words: `${name} ${words}`, kind: breaks ? 'breaking' : 'compatible' })
  if (was.type !== now.type) {
    const wider = now.type === 'text' && TEXTUAL.includes(was.type)
    say(`is now ${TYPE_WORDS[now.type]} (was ${TYPE_WORDS[was.type]})`, !wider)
  }
  if (was.required !== now.required) say(now.required ? 'is now required' : 'is no longer required', now.required)
  if (was.mayBeBlank !== now.mayBeBlank)
    say(now.mayBeBlank ? 'may now be blank' : 'may no longer be blank', !now.mayBeBlank)
  if (was.maxLength !== now.maxLength) say(...lengthChange(was.maxLength, now.maxLength))
  if (!sameData(was.pattern, now.pattern)) say(...patternChange(was.pattern, now.pattern))
  if (was.truth !== now.truth) {
    if (now.truth === undefined) say(`is no longer owned by ${was.truth}`, false)
    else say(`is now owned by ${now.truth}${was.truth === undefined ? '' : ` (was ${was.truth})`}`, true)
  }
  return changes
}

function lengthChange(was: number | undefined, now: number | undefined): [string, boolean] {
  if (now === undefined) return ['may now be of any length', false]
  if (was === undefined) return [`may now have at most ${now} characters`, true]
  return [`may now have at most ${now} characters (was ${was})`, now < was]
}

function patternChange(was: ContractField['pattern'], now: ContractField['pattern']): [string, boolean] {
  if (!now) return ['no longer has to match a pattern', false]
  if (!was) return [`now has to match a pattern (${now.words || now.source})`, true]
  if (was.source === now.source) return [`says of its pattern: ${now.words || 'nothing'}`, false]
  return ['has to match another pattern now', true]
}

/** What no field tells: their order, the shared contract, and details of a field that stands there twice. */
function changesOfWhole(before: Contract, after: Contract, told: boolean): ContractFieldChange[] {
  const changes: ContractFieldChange[] = []
  const say = (words: string) => changes.push({ field: '', words, kind: 'compatible' })
  if (!sameData(before.shared, after.shared)) {
    if (!after.shared) say('It is no longer a copy of a shared contract')
    else say(`It is now a copy of version ${after.shared.version} of the shared contract "${after.shared.id}"`)
  }
  const kept = (one: Contract, other: Contract) =>
    one.fields.map(({ name }) => name).filter((name) => other.fields.some((field) => field.name === name))
  if (!sameData(kept(before, after), kept(after, before))) say('Its fields stand in another order')
  else if (!told && changes.length === 0) say('It changed in a detail')
  return changes
}

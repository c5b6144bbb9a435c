/** What changed in the settings of one step, in the words of its form. */
import type { SettingField } from '../steps/declare.ts'
import { settingAt } from '../steps/settings.ts'
import { diffEntries, type EntryChange } from './diff-lists.ts'
import { sameData } from './diff-same.ts'
import type { DiffLine } from './diff-shape.ts'
import { entriesOf, isGroup, plain, quoted, type ValuePlace, valueWords } from './diff-values.ts'
import type { Step } from './flow.ts'
import { own } from './ids.ts'
import type { Json } from './json.ts'

type Settings = Step['settings']

/** One line or more for every setting that differs; what the form does not name comes last, by its key. */
export function diffSettings(fields: readonly SettingField[], before: ValuePlace, after: ValuePlace): DiffLine[] {
  if (before.settings === after.settings) return []
  const known = fields.flatMap((field) => {
    const was = settingAt(before.settings, field.key)
    const now = settingAt(after.settings, field.key)
    if (sameData(was, now)) return []
    return changeWords(field, { value: was, place: before }, { value: now, place: after }).map((words) =>
      line(words, was, now),
    )
  })
  const keys = fields.map(({ key }) => key.split('.'))
  return [...known, ...diffUnnamed(without(before.settings, keys), without(after.settings, keys))]
}

export const line = (words: string, before?: Json, after?: Json): DiffLine => ({
  words,
  values: { ...(before === undefined ? {} : { before }), ...(after === undefined ? {} : { after }) },
})

interface Side {
  value: Json | undefined
  place: ValuePlace
}

function changeWords(field: SettingField, before: Side, after: Side): string[] {
  const label = quoted(field.label)
  const old = entriesOf(field, before.value)
  const now = entriesOf(field, after.value)
  if (old && now) {
    const told = diffEntries(old, now).map((change) => `${label}: ${entryWords(change)}`)
    const [was, is] = [joins(before.value), joins(after.value)]
    if (was !== is && old.length > 0 && now.length > 0) told.push(`${label}: ${is} must hold (was ${was})`)
    return told.length > 0 ? told : [detail(label)]
  }
  const was = valueWords(field, before.value, before.place)
  const is = valueWords(field, after.value, after.place)
  return [was === is ? detail(label) : `${label} is now ${is} (was ${was})`]
}

const detail = (label: string): string => `${label} changed in a detail`

/** Whether all or any of the conditions must hold. */
const joins = (value: Json | undefined): string =>
  isGroup(value) && value.all === false ? 'any of them' : 'all of them'

export function entryWords(change: EntryChange): string {
  switch (change.kind) {
    case 'added':
    case 'removed':
      return `${change.name}${change.words === '' ? '' : ` (${change.words})`} was ${change.kind}`
    case 'changed':
      return `${change.name} is now ${change.words || 'nothing'} (was ${change.was || 'nothing'})`
    case 'moved':
      return `${change.name} moved to place ${change.place}`
  }
}

/** The settings without those paths. */
function without(settings: Settings, paths: readonly string[][]): Settings {
  const left = Object.entries(settings).flatMap(([key, value]): [string, Json][] => {
    const deeper = paths.filter(([first]) => first === key).map((path) => path.slice(1))
    if (deeper.length === 0) return [[key, value]]
    if (deeper.some((path) => path.length === 0)) return []
    return [[key, isGroup(value) ? without(value, deeper) : value]]
  })
  return Object.fromEntries(left)
}

export function diffUnnamed(before: Settings, after: Settings): DiffLine[] {
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort()
  return keys.flatMap((key) => {
    const was = own(before, key)
    const now = own(after, key)
    if (sameData(was, now)) return []
    const label = quoted(key)
    const same = plain(was) === plain(now)
    return [line(same ? detail(label) : `${label} is now ${plain(now)} (was ${plain(was)})`, was, now)]
  })
}

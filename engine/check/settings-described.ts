/** Names with a description each. */
import type { Json } from '../model/json.ts'
import type { Problem } from '../model/problem.ts'
import type { SettingField } from '../steps/declare.ts'
import { entry, invalid, isGroup, type Judged } from './setting-problems.ts'

const LONGEST_NAME = 120
const LONGEST_ABOUT = 2000

export function checkDescribed(judged: Judged<SettingField & { kind: 'described' }>, value: Json): Problem[] {
  const { most, types } = judged.field
  if (!Array.isArray(value)) return [invalid(judged, 'it is no list')]
  if (value.length > most) return [invalid(judged, `there can be at most ${most}`)]
  const names: string[] = []
  for (const [index, line] of value.entries()) {
    const given = isGroup(line) ? entry(line, 'name') : undefined
    const name = typeof given === 'string' ? given.trim() : ''
    if (!isGroup(line) || name === '') return [invalid(judged, `number ${index + 1} has no name`)]
    if (name.length > LONGEST_NAME) return [invalid(judged, `a name must have at most ${LONGEST_NAME} characters`)]
    if (names.includes(name)) return [invalid(judged, `two of them are called "${name}"`)]
    names.push(name)
    const about = entry(line, 'about') ?? ''
    if (typeof about !== 'string' || about.length > LONGEST_ABOUT)
      return [invalid(judged, `the description of "${name}" must be a text of at most ${LONGEST_ABOUT} characters`)]
    if (types && !types.some((type) => type.value === entry(line, 'type')))
      return [invalid(judged, `"${name}" does not say what kind of value it is`)]
  }
  return []
}

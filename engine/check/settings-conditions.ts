/** Conditions, cases with conditions, and named ways. */
import type { Json } from '../model/json.ts'
import { CASES } from '../model/ports.ts'
import type { Problem } from '../model/problem.ts'
import { COMPARISONS } from '../steps/fields.ts'
import { entry, invalid, isGroup, type Judged, unknownFields } from './setting-problems.ts'

const LONGEST_NAME = 120
const MOST_CONDITIONS = 100

/** Either what is wrong, in words, or the fields that the conditions look at. */
type Read = { why: string } | { fields: string[] }

export function checkConditions(judged: Judged, value: Json): Problem[] {
  const read = readConditions(value)
  return 'why' in read ? [invalid(judged, read.why)] : unknownFields(judged, read.fields)
}

export function checkCases(judged: Judged, value: Json): Problem[] {
  const named = readNames(value)
  if ('why' in named) return [invalid(judged, named.why)]
  const fields: string[] = []
  for (const { name, line } of named.lines) {
    const read = readConditions(entry(line, 'when') ?? null)
    if ('why' in read) return [invalid(judged, `in "${name}" ${read.why}`)]
    if (read.fields.length === 0) return [invalid(judged, `"${name}" has no condition`)]
    fields.push(...read.fields)
  }
  return unknownFields(judged, fields)
}

export function checkWays(judged: Judged, value: Json): Problem[] {
  const named = readNames(value)
  return 'why' in named ? [invalid(judged, named.why)] : []
}

function readConditions(value: Json): Read {
  const list = isGroup(value) && typeof entry(value, 'all') === 'boolean' ? entry(value, 'list') : undefined
  if (!Array.isArray(list)) return { why: 'it is no list of conditions' }
  if (list.length > MOST_CONDITIONS) return { why: `there can be at most ${MOST_CONDITIONS} conditions` }
  const fields: string[] = []
  for (const line of list) {
    const field = isGroup(line) ? entry(line, 'field') : undefined
    if (!isGroup(line) || typeof field !== 'string' || field === '') return { why: 'a condition names no field' }
    const is = COMPARISONS.find((one) => one === entry(line, 'is'))
    if (!is) return { why: `the condition on "${field}" does not say how to compare` }
    const wanted = entry(line, 'value')
    const needsValue = is !== 'blank' && is !== 'filled'
    if (needsValue && (typeof wanted !== 'string' || wanted.trim() === ''))
      return { why: `the condition on "${field}" has nothing to compare with` }
    fields.push(field)
  }
  return { fields }
}

type Line = { [key: string]: Json }

function readNames(value: Json): { why: string } | { lines: { name: string; line: Line }[] } {
  if (!Array.isArray(value)) return { why: 'it is no list' }
  if (value.length > CASES.length) return { why: `there can be at most ${CASES.length}` }
  const lines: { name: string; line: Line }[] = []
  for (const [index, line] of value.entries()) {
    const given = isGroup(line) ? entry(line, 'name') : undefined
    const name = typeof given === 'string' ? given.trim() : ''
    if (!isGroup(line) || name === '') return { why: `number ${index + 1} has no name` }
    if (name.length > LONGEST_NAME) return { why: `a name must have at most ${LONGEST_NAME} characters` }
    if (lines.some((other) => other.name === name)) return { why: `two of them are called "${name}"` }
    lines.push({ name, line })
  }
  return { lines }
}

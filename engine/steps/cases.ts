/** The exits of a step that sends records several ways: names from settings, exits in their order. */
import * as z from 'zod'
import { CASES, type PortName } from '../model/ports.ts'
import { conditionsSchema } from './conditions.ts'
import { text } from './settings.ts'

/** At most as many as there are exits; what cannot be read keeps its place, so that no other case changes its exit. */
const listOf = <T>(one: z.ZodType<T>) =>
  z
    .array(one)
    .catch([])
    .default([])
    .transform((list) => list.slice(0, CASES.length))

const nothing = { all: true, list: [] }

export const casesSchema = listOf(z.object({ name: text, when: conditionsSchema }).catch({ name: '', when: nothing }))

export const waysSchema = listOf(z.object({ name: text }).catch({ name: '' }))

/** The exits that so many cases use. */
export const caseExits = (count: number): PortName[] => CASES.slice(0, count)

/** The name that a person gave the case of that exit, if any. */
export function caseName(cases: readonly { name: string }[], port: PortName): string | undefined {
  const name = cases[CASES.indexOf(port)]?.name.trim()
  return name === '' ? undefined : name
}

/** `Big`, or `Way 2` for a case that has no name yet. */
export const caseNames = (cases: readonly { name: string }[]): string[] =>
  cases.map(({ name }, index) => name.trim() || `Way ${index + 1}`)

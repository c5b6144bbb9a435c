/** The chain that brings flows of older formats up to date. An old file of each format is kept as a fixture and must pass. */
import type { Code } from './codes.ts'
import type { Json } from './json.ts'

type FlowJson = { [key: string]: Json }

export interface Migration {
  /** The format it reads; it writes the next one. */
  from: number
  /** Pure: gives a new value. `formatVersion` is raised by the chain. */
  up(flow: FlowJson): FlowJson
}

/** One entry per format before the present one, in order. Format 1 is the first, so there is none yet. */
export const MIGRATIONS: readonly Migration[] = []

/** The value in format `known`, or the code and values of the problem that keeps it from being read. */
export function migrate(
  value: unknown,
  migrations: readonly Migration[],
  known: number,
): { value: Json } | { code: Code; values: Record<string, Json> } {
  if (!isFlowJson(value)) return shape('the file', 'it must hold one flow in curly brackets')
  const found = Object.hasOwn(value, 'formatVersion') ? value.formatVersion : undefined
  if (typeof found !== 'number' || !Number.isInteger(found) || found < 1)
    return shape('formatVersion', `it must be a whole number from 1 to ${known}`)
  if (found > known) return { code: 'flow.newer-format', values: { found, known } }
  let flow = value
  for (let version = found; version < known; version++) {
    const migration = migrations.find((one) => one.from === version)
    if (!migration) return shape('formatVersion', `format ${version} can no longer be read`)
    flow = { ...migration.up(flow), formatVersion: version + 1 }
  }
  return { value: flow }
}

const shape = (where: string, why: string): { code: Code; values: Record<string, Json> } => ({
  code: 'flow.shape',
  values: { where, why },
})

const isFlowJson = (value: unknown): value is FlowJson =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

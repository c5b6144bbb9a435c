/** What the controls with rows read from settings that may hold anything, and how they change one row. */
import type { Json } from '#engine'

/** The entries of a list that are groups of values. */
export const groupsOf = (value: Json | undefined): Record<string, Json>[] =>
  Array.isArray(value)
    ? value.filter((one): one is Record<string, Json> => typeof one === 'object' && one !== null && !Array.isArray(one))
    : []

export const withRow = <T>(rows: readonly T[], at: number, row: T): T[] => rows.map((one, i) => (i === at ? row : one))

export const withoutRow = <T>(rows: readonly T[], at: number): T[] => rows.filter((_, i) => i !== at)

/** Rows are known by their places. */
export const rowKey = (at: number): string => `row ${at + 1}`

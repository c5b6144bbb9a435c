/** JSONata's own parser, used for reading only: nothing is evaluated here, and nothing generates code. */
import jsonata from 'jsonata'

/** A part of a parsed formula, as JSONata gives it; every part is looked at before it is used. */
export interface Part {
  type: string
  value?: unknown
  position?: number
  [more: string]: unknown
}

/** Longer formulas are refused: the parser goes as deep as the formula does. */
export const MOST_FORMULA = 20_000

/** Throws what JSONata throws (`{message, position}`), or a RangeError for a formula that is too deep. */
export const parseFormula = (formula: string): Part => jsonata(formula).ast() as unknown as Part

export const isPart = (value: unknown): value is Part =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string'

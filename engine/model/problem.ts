import type { Code } from './codes.ts'
import type { Json } from './json.ts'

export type Severity = 'blocks' | 'warns' | 'tip'

/** Where in a flow a problem sits: on a step, on one of its settings, on a wire, or (all absent) on the flow. */
export interface Place {
  step?: string
  field?: string
  wire?: string
}

/** Something wrong with a flow. Data, never thrown; the words come from the code table. */
export interface Problem {
  code: Code
  severity: Severity
  at: Place
  values: Record<string, Json>
}

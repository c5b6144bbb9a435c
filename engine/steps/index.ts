/** Every step kind. A new one is one file and one line here. */
import { check } from './check.ts'
import { clean } from './clean.ts'
import type { StepKind } from './declare.ts'
import { dedupe } from './dedupe.ts'
import { end } from './end.ts'
import { filter } from './filter.ts'
import { limit } from './limit.ts'
import { order } from './order.ts'
import { pace } from './pace.ts'
import { route } from './route.ts'
import { SOURCES } from './sources.ts'
import { wait } from './wait.ts'
import { ways } from './ways.ts'
import { write } from './write.ts'

export const STEP_KINDS: readonly StepKind[] = [
  ...SOURCES,
  clean,
  check,
  dedupe,
  order,
  filter,
  route,
  ways,
  limit,
  pace,
  wait,
  write,
  end,
]

/** The kind of that name, or undefined when this version does not know it. */
export const stepKind = (kind: string): StepKind | undefined => STEP_KINDS.find((one) => one.kind === kind)

/** The exits that a step with these settings can use. */
export const exitsOf = (kind: StepKind, settings: Parameters<StepKind['summary']>[0]): StepKind['ports'] =>
  kind.exits?.(settings) ?? kind.ports

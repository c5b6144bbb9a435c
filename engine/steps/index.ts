/** Every step kind. A new one is one file and one line here. */
import { check } from './check.ts'
import { classify } from './classify.ts'
import { clean } from './clean.ts'
import type { StepKind } from './declare.ts'
import { dedupe } from './dedupe.ts'
import { draft } from './draft.ts'
import { each } from './each.ts'
import { echo } from './echo.ts'
import { end } from './end.ts'
import { extract } from './extract.ts'
import { filter } from './filter.ts'
import { formula } from './formula.ts'
import { group } from './group.ts'
import { join } from './join.ts'
import { limit } from './limit.ts'
import { lookUp } from './look-up.ts'
import { map } from './map.ts'
import { order } from './order.ts'
import { pace } from './pace.ts'
import { approve, choose, correct } from './people.ts'
import { pick } from './pick.ts'
import { route } from './route.ts'
import { SOURCES } from './sources.ts'
import { split } from './split.ts'
import { subflow } from './subflow.ts'
import { summarise } from './summarise.ts'
import { wait } from './wait.ts'
import { ways } from './ways.ts'
import { write } from './write.ts'

/** Those that ask a model. */
const MODEL_KINDS: readonly StepKind[] = [classify, extract, summarise, draft]

export const asksModel = (kind: StepKind | undefined): boolean => kind !== undefined && MODEL_KINDS.includes(kind)

/** Those whose answers are right or wrong: on labelled samples it can be measured how often. */
export const isMeasured = (kind: StepKind | undefined): boolean => kind === classify || kind === extract

export const STEP_KINDS: readonly StepKind[] = [
  ...SOURCES,
  map,
  clean,
  pick,
  split,
  group,
  lookUp,
  formula,
  ...MODEL_KINDS,
  check,
  dedupe,
  order,
  echo,
  filter,
  route,
  ways,
  limit,
  pace,
  wait,
  write,
  approve,
  choose,
  correct,
  subflow,
  each,
  join,
  end,
]

/** The kind of that name, or undefined when this version does not know it. */
export const stepKind = (kind: string): StepKind | undefined => STEP_KINDS.find((one) => one.kind === kind)

/** The exits that a step with these settings can use. */
export const exitsOf = (kind: StepKind, settings: Parameters<StepKind['summary']>[0]): StepKind['ports'] =>
  kind.exits?.(settings) ?? kind.ports

/** Goes through the rows until one comes to where somebody wants to pause. */
import { type PortName, portKindOf } from '../model/ports.ts'
import { type ConditionStyle, compileConditions } from '../steps/conditions.ts'
import type { Conditions } from '../steps/fields.ts'
import type { RecordStory, Stage } from './story.ts'
import type { WalkRows } from './walk-rows.ts'

/** Where to pause. All that is given must hold; `exit` `aside`: by any but the way on. */
export interface Breakpoint {
  /** The step; absent: any. */
  step?: string
  exit?: PortName | 'aside'
  /** Hold for the record as it arrives there, or as it leaves. */
  when?: Conditions
}

export interface Paused {
  row: number
  /** Which part of which part, from 0; empty: the row's record itself. */
  path: number[]
  /** The stage of that story, from 0. */
  stage: number
  /** Place in the list of breakpoints. */
  breakpoint: number
}

type Test = (stage: Stage) => boolean

/** Where the story comes to one of the breakpoints first; `after`: stages of the record itself that do not count any more. */
export function pauseIn(
  story: RecordStory,
  breakpoints: readonly Breakpoint[],
  { style = {}, after = 0 }: { style?: ConditionStyle; after?: number } = {},
): Omit<Paused, 'row'> | undefined {
  const tests = breakpoints.map((one) => testFor(one, style))
  return pauseAt(story, tests, [], after)
}

function pauseAt(
  { stages, parts = [] }: RecordStory,
  tests: readonly Test[],
  path: number[],
  after: number,
): Omit<Paused, 'row'> | undefined {
  for (const [stage, told] of stages.entries()) {
    const breakpoint = stage < after ? -1 : tests.findIndex((test) => test(told))
    if (breakpoint >= 0) return { path, stage, breakpoint }
  }
  for (const [index, part] of parts.entries()) {
    const found = pauseAt(part, tests, [...path, index], 0)
    if (found) return found
  }
  return undefined
}

function testFor({ step, exit, when }: Breakpoint, style: ConditionStyle): Test {
  const holds = when && when.list.length > 0 ? compileConditions(when, style) : undefined
  return (stage) => {
    if (step !== undefined && stage.step !== step && !stage.step.startsWith(`${step}/`)) return false
    if (exit === 'aside' ? !leavesAside(stage) : exit !== undefined && stage.port !== exit) return false
    return !holds || holds(stage.before) || holds(stage.after)
  }
}

const leavesAside = ({ port }: Stage): boolean => port !== undefined && portKindOf(port) !== 'main'

export interface PauseProgress {
  /** Rows that were gone through so far. */
  looked: number
  /** The last of them. */
  row: number
  /** Where it paused; the search is over then. */
  paused?: Paused
}

export interface PauseSearch {
  breakpoints: readonly Breakpoint[]
  /** The first row that is looked at, from 1. */
  from: number
  /** The last. */
  to: number
  style?: ConditionStyle
}

/** Rows gone through between two reports. */
const CHUNK = 200

/** Reports every so many rows, and at the end; whoever stops listening stops the search. `rows` that have no `look` look into no system. */
export async function* findPause(rows: WalkRows, search: PauseSearch): AsyncGenerator<PauseProgress> {
  const { breakpoints, from, to, style = {} } = search
  const tests = breakpoints.map((one) => testFor(one, style))
  for (let row = Math.max(1, from); row <= to; row++) {
    const looked = row - from + 1
    const paused = pauseAt(await rows.pass(row), tests, [], 0)
    if (paused) {
      yield { looked, row, paused: { row, ...paused } }
      return
    }
    if (looked % CHUNK === 0 || row === to) yield { looked, row }
  }
}

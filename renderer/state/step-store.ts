/**
 * Stepping one record through the drawing as it stands, without writing. The whole story of a record is asked for once per
 * version and row; going forward, back and into its parts only shows more or less of it.
 */
import { create } from 'zustand'
import type { Breakpoint, Data, Outcome, Reason, RecordStory } from '#engine'
import type { WalkAnswer } from '#protocol'
import { asReason, studio } from '../client/index.ts'
import { useFlow } from './flow-store.ts'
import { useSample } from './sample-store.ts'
import { searchPause } from './step-search.ts'
import { beginningAt, storyAt, withStoryAt, withTried } from './step-stories.ts'
import { endsSoFar, walkRow } from './step-walk.ts'

/** Other values that were tried at a stage of a story, and the row's story as it is without them. */
export interface Tried {
  path: readonly number[]
  stage: number
  fields: readonly string[]
  whole: RecordStory
}

export interface StepStore {
  active: boolean
  /** Row of the input, from 1. */
  row: number
  /** How many stages of the story are told. */
  stages: number
  /** The story that is told now: the row's, or that of a part of it. */
  story?: RecordStory | undefined
  /** The row's own story, and which part of which part of it is told; empty: itself. */
  whole?: RecordStory | undefined
  path: readonly number[]
  /** What people would answer, by step. */
  answers: Readonly<Record<string, WalkAnswer>>
  tried?: Tried | undefined
  /** The record of a run that was asked for came in otherwise than the input has it now. */
  changedSince: boolean
  /** A search for where to pause: rows looked at so far. `found` false: it came to the end. */
  search?: { looked: number; row: number; found?: boolean } | undefined
  /** Rows in the input; 0 while unknown. */
  total: number
  /** How the rows that were stepped ended, in the drawing as it is. */
  ends: ReadonlyMap<number, Outcome>
  loading: boolean
  error?: Reason | undefined
  enter(row?: number): Promise<void>
  /** A record of a run, through the drawing as it is now. */
  enterRecord(run: string, seq: number): Promise<void>
  next(): void
  back(): void
  goTo(row: number): Promise<void>
  /** Tells the story up to a stage, from 0. */
  showStage(stage: number): void
  /** Tells of a part of the present story; or of one around it, so many levels deep. */
  into(part: number): void
  outTo(depth: number): void
  /** What a person would answer at a step; undefined: the record waits there. */
  answer(step: string, answer: WalkAnswer | undefined): Promise<void>
  /** The present record again from the stage that is shown, with other data; undefined: as it is. */
  tryData(data: Data | undefined): Promise<void>
  /** Goes on to the next row that comes to one of these. */
  findPause(breakpoints: readonly Breakpoint[]): Promise<void>
  stopSearch(): void
  /** Asks again, after the drawing changed. */
  refresh(): Promise<void>
  leave(): void
}

/** The stage to show: `stages` kept within the story, and at least its first. */
export function withinStory(story: RecordStory, stages: number): number {
  return Math.max(1, Math.min(stages, story.stages.length))
}

const AT_ROW = { path: [], answers: {} } as const
const AS_IT_IS = { tried: undefined, changedSince: false, error: undefined } as const

export const useStepping = create<StepStore>()((set, get) => {
  let searching: AbortController | undefined
  const show = async (row: number, stages: number, { path, answers }: Pick<StepStore, 'path' | 'answers'>) => {
    const flow = useFlow.getState().flow
    if (!flow) return
    set({ ...AS_IT_IS, row, answers, loading: true })
    const isStill = () => get().active && get().row === row && get().answers === answers
    try {
      const { total, story: whole } = await walkRow(flow, row, answers)
      if (!isStill()) return
      const part = storyAt(whole, path)
      const story = part ?? whole
      const at = { whole, story, path: part ? path : [], stages: withinStory(story, stages) }
      set({ total, ...at, loading: false, ends: endsSoFar() })
      useSample.getState().choose(row)
    } catch (error) {
      if (isStill()) set({ loading: false, story: undefined, whole: undefined, error: asReason(error) })
    }
  }
  const goIn = (path: readonly number[], stages: number) => {
    const story = storyAt(get().whole, path)
    if (story) set({ path, story, stages: withinStory(story, stages) })
  }
  const move = (by: number) => {
    const { story, stages } = get()
    if (story) set({ stages: withinStory(story, stages + by) })
  }
  const stopSearch = () => {
    searching?.abort()
    set({ search: undefined })
  }
  return {
    active: false,
    row: 1,
    stages: 1,
    ...AT_ROW,
    ...AS_IT_IS,
    total: 0,
    ends: new Map(),
    loading: false,
    async enter(row = get().row) {
      set({ active: true })
      await show(row, 1, AT_ROW)
    },
    async enterRecord(run, seq) {
      const flow = useFlow.getState().flow
      if (!flow) return
      try {
        const { row, changed } = await studio().runs.rowOf({ flow, run, seq })
        await get().enter(row)
        set({ changedSince: changed })
      } catch (error) {
        set({ active: true, story: undefined, whole: undefined, error: asReason(error) })
      }
    },
    async goTo(row) {
      const { total } = get()
      stopSearch()
      await show(Math.max(1, total > 0 ? Math.min(row, total) : row), 1, AT_ROW)
    },
    next: () => move(1),
    back: () => move(-1),
    showStage(stage) {
      const { story } = get()
      if (story) set({ stages: withinStory(story, stage + 1) })
    },
    into: (part) => goIn([...get().path, part], 1),
    outTo(depth) {
      const { path, whole } = get()
      const [outer, inner] = [storyAt(whole, path.slice(0, depth)), storyAt(whole, path.slice(0, depth + 1))]
      const made = outer?.stages.findIndex(({ step }) => step === inner?.stages[0]?.step) ?? 0
      goIn(path.slice(0, depth), made + 1)
    },
    async answer(step, answer) {
      const { row, stages, path, answers } = get()
      const { [step]: _before, ...others } = answers
      await show(row, stages, { path, answers: answer ? { ...others, [step]: answer } : others })
    },
    async tryData(data) {
      const { tried } = get()
      if (tried) {
        const story = storyAt(tried.whole, tried.path)
        const { whole, path, stage } = tried
        if (story) set({ whole, path, story, stages: withinStory(story, stage + 1), tried: undefined })
      }
      if (data) await tryHere(get, set, data)
    },
    async findPause(breakpoints) {
      const flow = useFlow.getState().flow
      const { row } = get()
      if (!flow || breakpoints.length === 0) return
      stopSearch()
      const mine = new AbortController()
      searching = mine
      set({ search: { looked: 0, row }, error: undefined })
      try {
        const paused = await searchPause(flow, row + 1, breakpoints, mine.signal, (search) => set({ search }))
        if (mine.signal.aborted) return
        if (!paused) return set(({ search }) => ({ search: { looked: 0, row, ...search, found: false } }))
        set({ search: undefined })
        await show(paused.row, paused.stage + 1, { path: paused.path, answers: {} })
      } catch (error) {
        if (!mine.signal.aborted) set({ search: undefined, error: asReason(error) })
      }
    },
    stopSearch,
    async refresh() {
      const { active, row, stages, path, answers, tried } = get()
      if (active && !tried) await show(row, stages, { path, answers })
    },
    leave() {
      stopSearch()
      set({ active: false, story: undefined, whole: undefined, ...AT_ROW, ...AS_IT_IS, stages: 1, loading: false })
    },
  }
})

/** Steps the record that is shown again from its stage. */
async function tryHere(get: () => StepStore, set: (state: Partial<StepStore>) => void, data: Data): Promise<void> {
  const flow = useFlow.getState().flow
  const { story, whole, path, row, stages, answers } = get()
  const stage = stages - 1
  const at = story?.stages[stage]
  if (!flow || !story || !whole || !at) return
  set({ loading: true, error: undefined })
  const isStill = () => get().active && get().row === row && get().whole === whole
  try {
    const made = beginningAt(story, stage, path.length > 0)
    const again = { id: story.walkId ?? '', label: story.label, step: at.step, data, ...(made ? { made } : {}) }
    const tried = withTried(story, stage, (await studio().runs.walk({ flow, row, answers, again })).story)
    if (!isStill()) return
    const fields = Object.keys(data).filter((name) => JSON.stringify(at.before[name]) !== JSON.stringify(data[name]))
    const now = { story: tried, whole: withStoryAt(whole, path, tried), stages: withinStory(tried, stages) }
    set({ ...now, tried: { path, stage, fields, whole }, loading: false })
  } catch (error) {
    if (isStill()) set({ loading: false, error: asReason(error) })
  }
}

/**
 * Stepping one record through the drawing as it stands, without writing. The whole story of a record is asked for once per
 * version and row; going forward and back only shows more or less of it.
 */
import { create } from 'zustand'
import type { Flow, Outcome, Reason, RecordStory } from '#engine'
import { asReason, studio } from '../client/index.ts'
import { useFlow } from './flow-store.ts'
import { useSample } from './sample-store.ts'

export interface StepStore {
  active: boolean
  /** Row of the input, from 1. */
  row: number
  /** How many stages of the story are told. */
  stages: number
  story?: RecordStory | undefined
  /** Rows in the input; 0 while unknown. */
  total: number
  /** How the rows that were stepped ended, in the drawing as it is. */
  ends: ReadonlyMap<number, Outcome>
  loading: boolean
  error?: Reason | undefined
  enter(row?: number): Promise<void>
  next(): void
  back(): void
  goTo(row: number): Promise<void>
  /** Tells the story up to a stage, from 0. */
  showStage(stage: number): void
  /** Asks again, after the drawing changed. */
  refresh(): Promise<void>
  leave(): void
}

interface Walked {
  total: number
  story: RecordStory
}

/** Stories of the drawing that is open now; another drawing empties it. */
const cache: { of?: Flow; rows: Map<number, Walked> } = { rows: new Map() }

async function walk(flow: Flow, row: number): Promise<Walked> {
  if (!cache.of || !sameLogic(cache.of, flow)) {
    cache.of = flow
    cache.rows.clear()
  }
  const { of, rows } = cache
  const known = rows.get(row)
  if (known) return known
  const walked = await studio().runs.walk({ flow, row })
  if (cache.of === of) rows.set(row, walked)
  return walked
}

/** Edits share what they leave alone, so that moving a card keeps the stories and changing a step does not. */
export function sameLogic(a: Flow, b: Flow): boolean {
  const parts = ['id', 'steps', 'wires', 'contracts', 'connections', 'settings'] as const
  return parts.every((part) => a[part] === b[part])
}

const endsOf = (rows: ReadonlyMap<number, Walked>): Map<number, Outcome> =>
  new Map([...rows].flatMap(([row, { story }]) => (story.outcome ? [[row, story.outcome] as const] : [])))

/** The stage to show: `stages` kept within the story, and at least its first. */
export function withinStory(story: RecordStory, stages: number): number {
  return Math.max(1, Math.min(stages, story.stages.length))
}

export const useStepping = create<StepStore>()((set, get) => {
  const show = async (row: number, stages: number) => {
    const flow = useFlow.getState().flow
    if (!flow) return
    set({ row, loading: true, error: undefined })
    try {
      const { total, story } = await walk(flow, row)
      if (!get().active || get().row !== row) return
      set({ total, story, stages: withinStory(story, stages), loading: false, ends: endsOf(cache.rows) })
      useSample.getState().choose(row)
    } catch (error) {
      if (get().row === row) set({ loading: false, story: undefined, error: asReason(error) })
    }
  }
  return {
    active: false,
    row: 1,
    stages: 1,
    total: 0,
    ends: new Map(),
    loading: false,
    async enter(row = get().row) {
      set({ active: true })
      await show(row, 1)
    },
    async goTo(row) {
      const { total } = get()
      await show(Math.max(1, total > 0 ? Math.min(row, total) : row), 1)
    },
    next() {
      const { story, stages } = get()
      if (story) set({ stages: withinStory(story, stages + 1) })
    },
    back() {
      const { story, stages } = get()
      if (story) set({ stages: withinStory(story, stages - 1) })
    },
    showStage(stage) {
      const { story } = get()
      if (story) set({ stages: withinStory(story, stage + 1) })
    },
    async refresh() {
      if (get().active) await show(get().row, get().stages)
    },
    leave() {
      set({ active: false, story: undefined, stages: 1, error: undefined, loading: false })
    },
  }
})

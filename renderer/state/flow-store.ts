/**
 * The open flow: every change goes through `apply`, is checked at once, can be undone by name, and is saved by itself shortly after.
 * Whoever edits, with mouse, keyboard or a form, comes here.
 */
import { create, type StoreApi, type UseBoundStore } from 'zustand'
import { checkFlow, type Edit, type Flow, type Problem, type Reason } from '#engine'
import type { SavedFlow } from '#protocol'
import { asReason, connectors, studio } from '../client/index.ts'
import { closeGroup, type History, NO_HISTORY, perform, redo, undo } from './history.ts'

/** `lost`: the studio cannot be reached; it is tried again. `conflict`: somebody else saved a newer revision; the person decides. */
export type SaveState = 'saved' | 'saving' | 'unsaved' | 'conflict' | 'lost'

export interface Selection {
  steps: readonly string[]
  wire?: string
}

export interface FlowState {
  flow?: Flow | undefined
  revision: number
  /** Hash of the saved revision. */
  hash: string
  saveState: SaveState
  savedAt?: number | undefined
  /** Why the last save failed. */
  saveError?: Reason | undefined
  problems: readonly Problem[]
  selection: Selection
  history: History
  undoName?: string | undefined
  redoName?: string | undefined
  /** Opens a saved flow: history and selection begin anew. Unsaved edits of the flow before are saved on the way. */
  load(saved: SavedFlow): void
  /** Changes the flow. `name` is shown with undo; edits with the same `group` in a row are undone together. */
  apply(edit: Edit, name: string, options?: { group?: string }): void
  /** What follows is undone by itself, even if it has the same group. */
  endGroup(): void
  undo(): void
  redo(): void
  select(selection: Selection): void
  /** Resolves when everything drawn so far is saved, or cannot be (see `saveState`). */
  saveNow(): Promise<void>
}

export type SaveFlow = (input: { flow: Flow; revision: number }) => Promise<SavedFlow>

export type FlowStore = UseBoundStore<StoreApi<FlowState>>

const check = (flow: Flow): readonly Problem[] => checkFlow(flow, { connectors: connectors() })

/** True when only places of cards differ: then no problem can have come or gone. */
const sameDefinition = (a: Flow, b: Flow | undefined): boolean =>
  b !== undefined && (Object.keys(a) as (keyof Flow)[]).every((part) => part === 'layout' || a[part] === b[part])

const NOTHING_SELECTED: Selection = { steps: [] }

/** Milliseconds of calm before a save, and before it is tried again when the studio is away. */
const CALM = 400
const RETRY = 2000

export function createFlowStore(save: SaveFlow): FlowStore {
  let timer: ReturnType<typeof setTimeout> | undefined
  let running: Promise<void> | undefined

  const store = create<FlowState>()((set, get) => {
    const show = (step: { flow: Flow; history: History }) => {
      const before = get()
      if (step.flow === before.flow) return set({ history: step.history })
      set({
        ...step,
        ...namesOf(step.history),
        problems: sameDefinition(step.flow, before.flow) ? before.problems : check(step.flow),
        selection: stillThere(step.flow, before.selection),
        ...(before.saveState === 'conflict' ? {} : { saveState: 'unsaved' as const }),
      })
      plan(CALM)
    }
    const plan = (ms: number) => {
      clearTimeout(timer)
      timer = setTimeout(() => void get().saveNow(), ms)
    }
    const saveOnce = async () => {
      const { flow, revision } = get()
      if (!flow) return
      set({ saveState: 'saving' })
      try {
        const saved = await save({ flow, revision })
        if (get().flow?.id !== flow.id) return
        const { hash, savedAt } = saved
        const saveState = get().flow === flow ? 'saved' : 'unsaved'
        set({ revision: saved.revision, hash, savedAt, saveState, saveError: undefined })
      } catch (error) {
        if (get().flow?.id !== flow.id) return
        const saveError = asReason(error)
        const conflict = saveError.code === 'flow.conflict'
        set({ saveState: conflict ? 'conflict' : 'lost', saveError })
        if (!conflict) plan(RETRY)
      }
    }
    return {
      revision: 0,
      hash: '',
      saveState: 'saved',
      problems: [],
      selection: NOTHING_SELECTED,
      history: NO_HISTORY,

      load({ flow, revision, hash, savedAt }) {
        const before = get()
        clearTimeout(timer)
        if (before.flow && before.flow.id !== flow.id && before.saveState === 'unsaved') {
          void save({ flow: before.flow, revision: before.revision }).catch(() => undefined)
        }
        set({
          flow,
          revision,
          hash,
          savedAt,
          saveState: 'saved',
          saveError: undefined,
          problems: check(flow),
          selection: before.flow?.id === flow.id ? stillThere(flow, before.selection) : NOTHING_SELECTED,
          history: NO_HISTORY,
          ...namesOf(NO_HISTORY),
        })
      },
      apply(edit, name, { group } = {}) {
        const { flow, history } = get()
        if (flow) show(perform({ flow, history }, edit, name, group))
      },
      endGroup: () => set((state) => ({ history: closeGroup(state.history) })),
      undo() {
        const { flow, history } = get()
        if (flow) show(undo({ flow, history }))
      },
      redo() {
        const { flow, history } = get()
        if (flow) show(redo({ flow, history }))
      },
      select: (selection) => set({ selection }),
      async saveNow() {
        clearTimeout(timer)
        while (running) await running
        while (get().saveState === 'unsaved' || get().saveState === 'lost') {
          running = saveOnce()
          await running
          running = undefined
          if (get().saveState === 'lost') return
        }
      },
    }
  })
  return store
}

export const useFlow: FlowStore = createFlowStore((input) => studio().flows.save(input))

const namesOf = ({ done, undone }: History) => ({ undoName: done.at(-1)?.name, redoName: undone.at(-1)?.name })

function stillThere(flow: Flow, { steps, wire }: Selection): Selection {
  const kept = steps.filter((step) => Object.hasOwn(flow.steps, step))
  const keptWire = wire !== undefined && flow.wires.some((one) => one.id === wire)
  if (kept.length === steps.length && (wire === undefined || keptWire)) return { steps, ...(wire ? { wire } : {}) }
  return { steps: kept, ...(keptWire ? { wire } : {}) }
}

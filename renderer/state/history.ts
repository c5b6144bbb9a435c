/** Named, undoable edits. Pure: typing into one field becomes one entry, and undo never crosses the opening of a file. */
import { applyEdit, type Edit, type Flow, isEmptyEdit } from '#engine'

export interface Entry {
  /** What was done, as the person would say it: `delete Check email`. */
  name: string
  /** Edits of the same group that follow one another are one entry. */
  group?: string
  edit: Edit
  inverse: Edit
}

export interface History {
  done: readonly Entry[]
  undone: readonly Entry[]
}

export const NO_HISTORY: History = { done: [], undone: [] }

/** Entries that are kept; older ones can no longer be undone. */
const LONGEST = 500

export interface Step {
  flow: Flow
  history: History
}

/** Applies an edit. The same flow and history when it changes nothing. */
export function perform({ flow, history }: Step, edit: Edit, name: string, group?: string): Step {
  const applied = applyEdit(flow, edit)
  if (isEmptyEdit(applied.inverse)) return { flow, history }
  const last = history.done.at(-1)
  const joins = group !== undefined && last?.group === group && history.undone.length === 0
  const entry: Entry = joins
    ? { name, group, edit: both(last.edit, edit), inverse: both(applied.inverse, last.inverse) }
    : { name, edit, inverse: applied.inverse, ...(group === undefined ? {} : { group }) }
  const before = joins ? history.done.slice(0, -1) : history.done
  return { flow: applied.flow, history: { done: [...before, entry].slice(-LONGEST), undone: [] } }
}

export function undo({ flow, history }: Step): Step {
  const entry = history.done.at(-1)
  if (!entry) return { flow, history }
  return {
    flow: applyEdit(flow, entry.inverse).flow,
    history: { done: history.done.slice(0, -1), undone: [...history.undone, entry] },
  }
}

export function redo({ flow, history }: Step): Step {
  const entry = history.undone.at(-1)
  if (!entry) return { flow, history }
  return {
    flow: applyEdit(flow, entry.edit).flow,
    history: { done: [...history.done, entry], undone: history.undone.slice(0, -1) },
  }
}

/** Ends a group: what follows is an entry of its own. */
export function closeGroup(history: History): History {
  const last = history.done.at(-1)
  if (last?.group === undefined) return history
  const { group: _group, ...entry } = last
  return { ...history, done: [...history.done.slice(0, -1), entry] }
}

const both = (first: Edit, second: Edit): Edit => ({ kind: 'batch', edits: [...partsOf(first), ...partsOf(second)] })

const partsOf = (edit: Edit): Edit[] => (edit.kind === 'batch' ? edit.edits : [edit])

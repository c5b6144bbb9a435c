/** The starts, in the order of the palette. */
import type { Flow, Step } from '../model/flow.ts'
import { called } from './called.ts'
import type { SourceKind, StepKind } from './declare.ts'
import { events } from './events.ts'
import { folder } from './folder.ts'
import { manual } from './manual.ts'
import { poll } from './poll.ts'
import { readFile } from './read-file.ts'
import { schedule } from './schedule.ts'
import { webhook } from './webhook.ts'

export const SOURCES: readonly StepKind[] = [readFile, webhook, schedule, poll, folder, manual, events, called]

/** The step that the records of a flow come from, and how they come; the first one when there are several. */
export function startOf({ steps }: Pick<Flow, 'steps'>): { id: string; step: Step; source: SourceKind } | undefined {
  for (const [id, step] of Object.entries(steps)) {
    const source = SOURCES.find(({ kind }) => kind === step.kind)?.source
    if (source) return { id, step, source }
  }
  return undefined
}

/** Whether one run of that source sees everything and ends; the others go on for as long as they are running. */
export const ends = (source: SourceKind): boolean => source === 'file' || source === 'manual'

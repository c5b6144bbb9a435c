/** When a person who was asked is reminded, and when somebody else is asked. Pure: the journal remembers what was done. */
import type { PersonTask } from '../steps/declare.ts'

export interface AskedTask {
  task: PersonTask
  /** Milliseconds since 1970, all of them. */
  parkedAt: number
  remindedAt?: number
  escalatedAt?: number
}

export type Nudge = 'remind' | 'escalate'

/** What has come due and was not done yet. Whoever did not answer in time is not reminded any more once somebody else is asked. */
export function dueNudges({ task, parkedAt, remindedAt, escalatedAt }: AskedTask, now: number): Nudge[] {
  const { remindAfter, escalateAfter, backup } = task
  if (escalatedAt !== undefined) return []
  if (escalateAfter > 0 && backup !== '' && now >= parkedAt + escalateAfter) return ['escalate']
  return remindAfter > 0 && remindedAt === undefined && now >= parkedAt + remindAfter ? ['remind'] : []
}

/** Who is to answer now. */
export const askedNow = ({ task, escalatedAt }: Pick<AskedTask, 'task' | 'escalatedAt'>): string =>
  escalatedAt !== undefined && task.backup !== '' ? task.backup : task.person

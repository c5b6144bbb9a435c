/** Tells, every half minute, who has to be reminded of a question or is asked instead of somebody. Each once, noted before it is told. */
import type { Store } from '#adapters/sqlite'
import { systemClock } from '#adapters/system'
import { dueNudges, type Reason } from '#engine'

export interface RemindNeeds {
  store: Store
  told(flow: string, words: Pick<Reason, 'code' | 'values'>): unknown
  bug(error: unknown): void
}

const EVERY = 30_000

/** Answers what ends it. */
export function keepReminding(needs: RemindNeeds): () => void {
  const look = () => {
    try {
      remind(needs, systemClock.now())
    } catch (error) {
      needs.bug(error)
    }
  }
  look()
  const timer = setInterval(look, EVERY).unref()
  return () => clearInterval(timer)
}

function remind({ store, told }: RemindNeeds, now: number): void {
  for (const stored of store.tasks.unnudged()) {
    const { id, flow, task } = stored
    const { person, backup, question } = task
    for (const nudge of dueNudges(stored, now)) {
      if (!store.tasks.nudged(id, nudge, now)) continue
      if (nudge === 'remind') told(flow, { code: 'person.reminded', values: { person, question } })
      else told(flow, { code: 'person.escalated', values: { person: backup, before: person, question } })
    }
  }
}

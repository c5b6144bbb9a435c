/** Asks a system again and again for what changed. Entries and the cursor behind them are committed together. */
import {
  type Account,
  type Clock,
  Failure,
  type ListPlan,
  type ListProgress,
  listChanges,
  type Reason,
  reasonOf,
} from '#engine'
import type { TriggerIntake } from './intake.ts'

export interface PollOptions {
  account: Account
  list: ListPlan
  /** Another field than the list's own that tells what is new; blank otherwise. */
  cursor: string
  fields: readonly string[]
  /** Milliseconds between two looks. */
  every: number
  intake: TriggerIntake
  clock: Clock
  signal: AbortSignal
  /** Told when a look failed, and (without a reason) when one works again. The next one is tried all the same. */
  troubled(reason: Reason | undefined): void
}

/** Entries of one commit, about. */
const MOST = 1000

/** Resolves when `signal` aborts. Throws what the intake throws. */
export async function runPoll(options: PollOptions): Promise<void> {
  const { account, list, cursor, fields, every, intake, clock, signal, troubled } = options
  const kept = await intake.progress()
  let progress = { seen: [], ...(JSON.parse(kept ?? '{}') as Partial<ListProgress>) } as ListProgress
  let trouble = false
  while (!signal.aborted) {
    try {
      const found = await listChanges(account, list, progress, { cursor, fields, most: MOST, signal })
      if (found.entries.length > 0 || found.progress.cursor !== progress.cursor) {
        await intake.take(found.entries, JSON.stringify(found.progress))
      }
      progress = found.progress
      if (trouble) troubled(undefined)
      trouble = false
      if (found.more) continue
    } catch (error) {
      if (signal.aborted) return
      const reason = whyOf(error)
      if (!reason) throw error
      trouble = true
      troubled(reason)
    }
    await clock.sleep(every, signal)
  }
}

/** The failure of a call, as it is or inside a refusal. */
function whyOf(error: unknown): Reason | undefined {
  const failure = error instanceof Error && 'failure' in error ? error.failure : error
  return failure instanceof Failure ? reasonOf(failure) : undefined
}

/** What became of an event so far. The record itself is not told: whoever sent it knows it. */
import { systemClock } from '#adapters/system'
import { wordsOf } from '#engine'
import type { Parts } from '../parts.ts'

export interface EventStatus {
  id: string
  flow: string
  outcome: string
  [more: string]: unknown
}

export async function statusOf({ runs }: Pick<Parts, 'runs'>, flow: string, n: number): Promise<EventStatus> {
  const id = String(n)
  const place = await runs.event(flow, n)
  if (!place) return { id, flow, outcome: 'waiting' }
  const { reason, ...told } = place
  const words = reason ? { reason: { code: reason.code, ...wordsOf(reason.code, reason.values) } } : {}
  return { id, flow, ...told, ...words }
}

/** The status once the record has ended; undefined when it has not within so many milliseconds. */
export async function endedStatus(parts: Pick<Parts, 'runs'>, flow: string, n: number, time: number) {
  const until = systemClock.now() + time
  for (let pause = 10; ; pause = Math.min(250, pause * 2)) {
    const status = await statusOf(parts, flow, n)
    if (status.outcome !== 'waiting') return status
    const left = until - systemClock.now()
    if (left <= 0) return undefined
    await systemClock.sleep(Math.min(pause, left))
  }
}

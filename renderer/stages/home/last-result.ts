/** The last result of a flow as one sentence whose parts add up to what came in. */
import { OUTCOMES, type Outcome } from '#engine'
import type { FlowSummary } from '#protocol'
import { showNumber, t } from '../../text/index.ts'
import type { IconName, Tone } from '../../ui/index.ts'

export interface LastResult {
  words: string
  icon: IconName
  tone: Tone
}

export function lastResultOf({ lastRun, blocking }: FlowSummary): LastResult {
  if (!lastRun) {
    if (blocking > 0) return { words: t('home.blocking', { count: blocking }), icon: 'pencil', tone: 'muted' }
    return { words: t('home.never-run'), icon: 'pencil', tone: 'muted' }
  }
  if (lastRun.state === 'running')
    return { words: t('home.running', { received: lastRun.received }), icon: 'play', tone: 'accent' }
  const words = sumOf(lastRun.received, lastRun.outcomes)
  if (lastRun.outcomes.held + lastRun.outcomes.waiting > 0) return { words, icon: 'hold', tone: 'low' }
  return { words, icon: 'check', tone: 'success' }
}

/** `3,337 in = 2,130 created + 40 held`. Every outcome that is not 0 is named, so the sum can be checked by eye. */
export function sumOf(received: number, outcomes: Partial<Record<Outcome, number>>): string {
  const parts = OUTCOMES.flatMap((outcome) => {
    const count = outcomes[outcome] ?? 0
    return count === 0 ? [] : [t(`sum.${outcome}`, { count })]
  })
  const all = Object.values(outcomes).reduce((sum, n) => sum + n, 0)
  const made = Math.max(0, all - received)
  return t('home.sum', { received: showNumber(received), made, parts: parts.join(' + ') || '0' })
}

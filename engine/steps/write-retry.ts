/** The retry sentence of a write step: `{retry: {tries, firstWait, mostWait, timeout}}`, times as durations. All of it may be left out. */
import { TRIES, USUAL_WAITS } from '../run/pace.ts'
import type { WritePlan } from './declare.ts'
import { durationMs } from './duration.ts'
import type { SettingField } from './fields.ts'
import { type Settings, settingAt } from './settings.ts'

const MOST_TRIES = 10
const FIRST = { min: 0.1, max: 3600 }
const MOST = { min: 1, max: 86_400 }
const TIMEOUT = { min: 1, max: 600 }

export const RETRY_FIELDS: readonly SettingField[] = [
  {
    kind: 'number',
    key: 'retry.tries',
    label: 'If it fails, try',
    help: 'Tries of one record in all. A refused record is not tried again, and neither is a write that could arrive twice.',
    min: 1,
    max: MOST_TRIES,
    unit: 'times',
    whole: true,
  },
  {
    kind: 'duration',
    key: 'retry.firstWait',
    label: 'First wait, at most',
    help: 'Each further wait may take twice as long. A system that asks for more gets more.',
    ...FIRST,
  },
  { kind: 'duration', key: 'retry.mostWait', label: 'Longest wait', ...MOST },
  {
    kind: 'duration',
    key: 'retry.timeout',
    label: 'No answer within',
    help: 'So long without an answer counts as a failure. Left out: what is usual for the system.',
    ...TIMEOUT,
  },
]

/** The retry sentence of a new step. */
export const RETRY_DEFAULTS = {
  tries: TRIES,
  firstWait: { amount: USUAL_WAITS.first / 1000, unit: 'seconds' },
  mostWait: { amount: USUAL_WAITS.most / 1000, unit: 'seconds' },
}

/** What a new step and one without these settings does. */
export function readRetry(settings: Settings): Pick<WritePlan, 'tries' | 'waits' | 'timeout'> {
  const asked = settingAt(settings, 'retry.tries')
  const tries = typeof asked === 'number' && Number.isFinite(asked) ? Math.round(asked) : TRIES
  const time = (key: string, limits: { min: number; max: number }, usual: number) =>
    durationMs(settingAt(settings, key), limits, { amount: usual / 1000, unit: 'seconds' })
  const first = time('retry.firstWait', FIRST, USUAL_WAITS.first)
  const most = Math.max(first, time('retry.mostWait', MOST, USUAL_WAITS.most))
  const read = { tries: Math.min(MOST_TRIES, Math.max(1, tries)), waits: { first, most } }
  return settingAt(settings, 'retry.timeout') === undefined
    ? read
    : { ...read, timeout: time('retry.timeout', TIMEOUT, 30_000) }
}

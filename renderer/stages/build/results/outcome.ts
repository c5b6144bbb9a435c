/** How each outcome is named and marked wherever records are shown. */
import type { Outcome, PortName } from '#engine'
import type { TextKey } from '../../../text/index.ts'

export type Tone = 'success' | 'accent' | 'muted' | 'duplicate' | 'rejected' | 'low' | 'error'

export interface OutcomeLook {
  /** Alone, as a badge. */
  text: TextKey
  /** After its number, in a sum. */
  count: TextKey
  tone: Tone
  /** The port mark that stands beside it; records that went through show the main mark. */
  port: PortName
}

const look = (outcome: Outcome, tone: Tone, port: PortName): OutcomeLook => ({
  text: `outcome.${outcome}`,
  count: `sum.${outcome}`,
  tone,
  port,
})

export const OUTCOME_LOOKS: Readonly<Record<Outcome, OutcomeLook>> = {
  created: look('created', 'success', 'main'),
  updated: look('updated', 'accent', 'main'),
  unchanged: look('unchanged', 'muted', 'main'),
  answered: look('answered', 'accent', 'main'),
  duplicate: look('duplicate', 'duplicate', 'duplicate'),
  rejected: look('rejected', 'rejected', 'rejected'),
  stale: look('stale', 'muted', 'stale'),
  filtered: look('filtered', 'muted', 'filtered'),
  discarded: look('discarded', 'muted', 'main'),
  held: look('held', 'low', 'low-confidence'),
  'settled-by-hand': look('settled-by-hand', 'success', 'main'),
  absorbed: look('absorbed', 'muted', 'main'),
  waiting: look('waiting', 'muted', 'main'),
}

export const TONE_CLASSES: Readonly<Record<Tone, string>> = {
  success: 'text-success',
  accent: 'text-accent',
  muted: 'text-muted',
  duplicate: 'text-duplicate',
  rejected: 'text-rejected',
  low: 'text-low',
  error: 'text-error',
}

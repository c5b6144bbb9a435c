/** The outcome of a record: its mark and its word. */
import type { Outcome } from '#engine'
import { t } from '../../../text/index.ts'
import { joinClasses, PortMark } from '../../../ui/index.ts'
import { OUTCOME_LOOKS, TONE_CLASSES } from './outcome.ts'

export function OutcomeBadge({ outcome }: { outcome: Outcome }) {
  const look = OUTCOME_LOOKS[outcome]
  return (
    <span
      className={joinClasses(
        'inline-flex items-center gap-1 align-middle text-12 font-medium whitespace-nowrap',
        TONE_CLASSES[look.tone],
      )}
    >
      <PortMark port={look.port} size={11} />
      {t(look.text)}
    </span>
  )
}

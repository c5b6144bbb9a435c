/** A value in which everything that another text does not have is marked, blanks too. */
import { t } from '../../../../text/index.ts'
import { joinClasses } from '../../../../ui/index.ts'
import { markIgnored } from './same-rows.ts'

export interface MarkedTextProps {
  text: string
  other: string
  tone: 'duplicate' | 'success' | 'rejected'
}

const TONES: Readonly<Record<MarkedTextProps['tone'], string>> = {
  duplicate: 'bg-tint-duplicate text-duplicate',
  success: 'bg-tint-success text-success',
  rejected: 'bg-tint-rejected text-rejected',
}

export function MarkedText({ text, other, tone }: MarkedTextProps) {
  if (text === '') return <span className="text-muted italic">{t('value.blank')}</span>
  return (
    <span className="font-record text-13 break-words whitespace-pre-wrap">
      {markIgnored(text, other).map((run) =>
        run.marked ? (
          <mark key={run.from} className={joinClasses('rounded-[2px] font-strong', TONES[tone])}>
            {run.text.replaceAll(' ', '\u2423')}
          </mark>
        ) : (
          run.text
        ),
      )}
    </span>
  )
}

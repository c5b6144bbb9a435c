import { useState } from 'react'
import type { Data } from '#engine'
import { t } from '../../../../text/index.ts'
import { Button, TextArea } from '../../../../ui/index.ts'
import { parseEvents } from './parse-events.ts'

export interface PasteEventsProps {
  onTake(events: Data[]): void
  onClose(): void
}

/** A place to paste what the sending system posts. */
export function PasteEvents({ onTake, onClose }: PasteEventsProps) {
  const [text, setText] = useState('')
  const [wrong, setWrong] = useState<'not-readable' | 'no-fields'>()
  const take = () => {
    const parsed = parseEvents(text)
    if ('events' in parsed) onTake(parsed.events)
    else setWrong(parsed.wrong)
  }
  return (
    <div className="flex flex-col gap-2 rounded-card border border-hairline bg-canvas p-3">
      <TextArea
        label={t('events.paste-label')}
        help={t('events.paste-help')}
        {...(wrong ? { wrong: t(`events.${wrong}`) } : {})}
        rows={6}
        maxLength={200_000}
        value={text}
        onChange={(next) => {
          setText(next)
          setWrong(undefined)
        }}
      />
      <div className="flex gap-2">
        <Button size="tight" disabled={text.trim() === ''} onClick={take}>
          {t('events.take')}
        </Button>
        <Button size="tight" variant="quiet" onClick={onClose}>
          {t('inspector.close')}
        </Button>
      </div>
    </div>
  )
}

import { useState } from 'react'
import type { Data } from '#engine'
import { useFlow } from '../../../../state/flow-store.ts'
import { t } from '../../../../text/index.ts'
import { IconButton, TextField } from '../../../../ui/index.ts'
import { shown, titleOf, valueIn } from '../../stepping/changes.ts'

export interface SampleEventProps {
  number: number
  event: Data
  names: readonly string[]
  onChange(event: Data): void
  onRemove(): void
}

/** One example event: its first values, and all of them as fields when it is opened. */
export function SampleEvent({ number, event, names, onChange, onRemove }: SampleEventProps) {
  const [open, setOpen] = useState(false)
  const title = titleOf(event)
  return (
    <fieldset className="min-w-0 rounded-card border border-hairline bg-canvas py-1 pr-1 pl-3">
      <legend className="sr-only">{t('events.number', { number })}</legend>
      <div className="flex items-center gap-1">
        <span className="w-5 text-12 text-muted">{number}</span>
        <span className="min-w-0 flex-1 truncate font-record text-12" title={title}>
          {title}
        </span>
        <IconButton
          icon={open ? 'up' : 'pencil'}
          label={t('events.change', { number })}
          aria-expanded={open}
          onClick={() => setOpen(!open)}
        />
        <IconButton icon="close" label={t('events.remove', { number })} onClick={onRemove} />
      </div>
      {open && (
        <div className="flex flex-col gap-2 py-2 pr-2">
          {names.map((name) => (
            <TextField
              key={name}
              label={name}
              value={shown(valueIn(event, name))}
              onChange={(text) => onChange({ ...event, [name]: text })}
              onBlur={() => useFlow.getState().endGroup()}
              mono
            />
          ))}
        </div>
      )}
    </fieldset>
  )
}

/** The record as it arrives, with other values to try from here. */
import { type FormEvent, useState } from 'react'
import type { Data, Stage } from '#engine'
import { useStepping } from '../../../state/step-store.ts'
import { typedValue } from '../../../state/step-stories.ts'
import { t } from '../../../text/index.ts'
import { Button } from '../../../ui/index.ts'
import { shown } from './changes.ts'
import { ValueFields } from './value-fields.tsx'

export function TryForm({ stage, onClose }: { stage: Stage; onClose(): void }) {
  const tryData = useStepping((state) => state.tryData)
  const [texts, setTexts] = useState<ReadonlyMap<string, string>>(new Map())
  const see = (event: FormEvent) => {
    event.preventDefault()
    const data: Data = Object.assign(Object.create(null), stage.before)
    for (const [field, text] of texts) data[field] = typedValue(text, data[field])
    onClose()
    void tryData(data)
  }
  return (
    <form aria-label={t('try.form')} onSubmit={see} className="flex flex-col px-4 pb-4 large:px-6">
      <div className="sticky top-0 z-1 flex gap-2 bg-panel pt-1 pb-3">
        <Button size="tight" type="submit" variant="primary" icon="play" disabled={texts.size === 0}>
          {t('try.see')}
        </Button>
        <Button size="tight" onClick={onClose}>
          {t('try.cancel')}
        </Button>
      </div>
      <ValueFields
        fields={Object.keys(stage.before)}
        textOf={(field) => texts.get(field) ?? shown(stage.before[field])}
        onChange={(field, text) => setTexts(new Map(texts).set(field, text))}
      />
    </form>
  )
}

/** Example events of a start: pasted as the sending system posts them, or typed field by field. */
import { useState } from 'react'
import { type Data, type Json, settingAt, withSetting } from '#engine'
import { useFlow } from '../../../../state/flow-store.ts'
import { t } from '../../../../text/index.ts'
import { Button } from '../../../../ui/index.ts'
import { type ControlProps, type StepForm, textsOf } from '../form.ts'
import { PasteEvents } from './paste-events.tsx'
import { SampleEvent } from './sample-event.tsx'

export function SamplesControl({ field, value, change, form }: ControlProps<'samples'>) {
  const events = eventsOf(value)
  const names = textsOf(settingAt(form.step.settings, field.fieldsKey))
  const [pasting, setPasting] = useState(false)
  const set = (at: number, event: Data) =>
    change(
      events.map((one, i) => (i === at ? event : one)),
      { typing: true },
    )
  const take = (taken: readonly Data[]) => {
    takeEvents(form, field, events, taken)
    setPasting(false)
  }
  return (
    <div className="flex flex-col gap-2">
      {events.map((event, at) => (
        <SampleEvent
          key={nameOf(at)}
          number={at + 1}
          event={event}
          names={[...new Set([...names, ...Object.keys(event)])]}
          onChange={(next) => set(at, next)}
          onRemove={() => change(events.filter((_, i) => i !== at))}
        />
      ))}
      {pasting ? (
        <PasteEvents onTake={take} onClose={() => setPasting(false)} />
      ) : (
        <div className="flex flex-wrap gap-2">
          <Button size="tight" icon="plus" onClick={() => setPasting(true)}>
            {t('events.paste')}
          </Button>
          {names.length > 0 && (
            <Button size="tight" variant="quiet" onClick={() => change([...events, emptyEvent(names)])}>
              {t('events.type')}
            </Button>
          )}
        </div>
      )}
    </div>
  )
}

/** An event is known by its place. */
const nameOf = (at: number): string => `event ${at + 1}`

const eventsOf = (value: Json | undefined): Data[] =>
  Array.isArray(value)
    ? value.filter((one): one is Data => typeof one === 'object' && one !== null && !Array.isArray(one))
    : []

const emptyEvent = (names: readonly string[]): Data => Object.fromEntries(names.map((name) => [name, '']))

/** Takes events, and the names of their fields into the list of expected ones, as one edit. */
function takeEvents(
  { stepId, step }: StepForm,
  field: ControlProps<'samples'>['field'],
  before: readonly Data[],
  taken: readonly Data[],
): void {
  const names = textsOf(settingAt(step.settings, field.fieldsKey))
  const all = [...new Set([...names, ...taken.flatMap((event) => Object.keys(event))])]
  const settings = withSetting(withSetting(step.settings, field.key, [...before, ...taken]), field.fieldsKey, all)
  const name = t('change.setting', { setting: field.label, step: step.title })
  useFlow.getState().apply({ kind: 'update-step', id: stepId, patch: { settings } }, name)
}

/** What a person is asked here, and what each answer would lead to. */
import { useState } from 'react'
import type { Data, Json, PersonTask } from '#engine'
import { useStepping } from '../../../state/step-store.ts'
import { typedValue } from '../../../state/step-stories.ts'
import { t } from '../../../text/index.ts'
import { Button, Icon } from '../../../ui/index.ts'
import { shown, valueIn } from './changes.ts'
import { ValueFields } from './value-fields.tsx'

export interface TaskNoteProps {
  task: PersonTask
  step: string
  /** The record as it waits. */
  data: Data
}

export function TaskNote({ task, step, data }: TaskNoteProps) {
  const given = useStepping((state) => state.answers[step])
  const answer = useStepping((state) => state.answer)
  const [values, setValues] = useState<Record<string, string>>({})
  const give = (name: string) => void answer(step, { answer: name, ...correction(task, name, values, data) })
  return (
    <section className="rounded-card border border-low/40 bg-tint-low px-3 py-2.5 text-13">
      <p className="flex items-start gap-2 font-strong">
        <Icon name="person" size={16} className="mt-px" />
        <span className="min-w-0 break-words">{task.question}</span>
      </p>
      <p className="mt-0.5 text-12">
        {task.person ? t('task.asks', { person: task.person }) : t('task.asks-nobody')}. {t('task.try')}
      </p>
      {task.does === 'correct' && (
        <div className="mt-2">
          <ValueFields
            fields={task.fields}
            textOf={(field) => values[field] ?? shown(valueIn(data, field))}
            onChange={(field, text) => setValues({ ...values, [field]: text })}
          />
        </div>
      )}
      <div className="mt-2 flex flex-wrap gap-2">
        {answersTo(task).map(({ name, label }) => (
          <Button key={name} size="tight" aria-pressed={given?.answer === name} onClick={() => give(name)}>
            {given?.answer === name && <Icon name="check" size={14} />}
            {label}
          </Button>
        ))}
        {given && (
          <Button size="tight" variant="quiet" icon="undo" onClick={() => void answer(step, undefined)}>
            {t('task.wait')}
          </Button>
        )}
      </div>
    </section>
  )
}

function answersTo({ does, choices }: PersonTask): { name: string; label: string }[] {
  if (does === 'choose') return choices.map(({ name }) => ({ name, label: name }))
  return [
    { name: does, label: t(`task.${does}`) },
    { name: 'decline', label: t('task.decline') },
  ]
}

function correction(task: PersonTask, name: string, values: Record<string, string>, data: Data) {
  if (task.does !== 'correct' || name !== 'correct') return {}
  const corrected: Record<string, Json> = {}
  for (const [field, text] of Object.entries(values)) corrected[field] = typedValue(text, valueIn(data, field))
  return { data: corrected }
}

/** One question about an imported system, in plain words, with why it is asked and what the description speaks for. */
import { type FormEvent, useEffect, useId, useRef, useState } from 'react'
import type { ImportQuestion } from '#engine'
import type { ImportDraft } from '#protocol'
import { t } from '../../../text/index.ts'
import { Button, TextField } from '../../../ui/index.ts'
import type { Importing } from './use-import.ts'

export interface QuestionPartProps {
  importing: Importing
  draft: ImportDraft
  question: ImportQuestion
}

export function QuestionPart({ importing, draft, question }: QuestionPartProps) {
  const { progress, busy } = importing
  const { id, answer, suggested } = question
  const [value, setValue] = useState(String(progress.answers[id] ?? suggested ?? ''))
  const form = useRef<HTMLFormElement>(null)
  const operation = draft.operations.find((one) => one.id === question.operation)
  // What had the focus is gone: the dialog takes it first, and the next question after that.
  useEffect(() => {
    const frame = requestAnimationFrame(() => {
      const chosen = form.current?.querySelector<HTMLElement>('input:checked')
      const first = chosen ?? form.current?.querySelector<HTMLElement>('input')
      first?.focus()
    })
    return () => cancelAnimationFrame(frame)
  }, [])
  const number = answer.kind === 'number' && value.trim() !== '' && !Number.isFinite(Number(value))
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (busy || number || value.trim() === '') return
    void importing.answer(id, answer.kind === 'number' ? Number(value) : value.trim())
  }
  return (
    <form ref={form} className="flex flex-col gap-4" onSubmit={submit}>
      <p className="text-12 text-muted">
        {t('imports.number', { number: progress.seen.length + 1, count: draft.questions.length })}
        {operation && `. ${t('imports.for', { operation: operation.title })}`}
      </p>
      {answer.kind === 'choice' ? (
        <Choices question={question} choices={answer.choices} value={value} onChange={setValue} />
      ) : (
        <TextField
          label={question.question}
          help={question.why}
          value={value}
          onChange={setValue}
          maxLength={2000}
          {...(answer.kind === 'number' ? { inputMode: 'decimal' as const } : {})}
          {...(number ? { wrong: t('imports.bad-number') } : {})}
        />
      )}
      <div className="flex items-center gap-2">
        <Button variant="quiet" className="-ml-3" disabled={busy} onClick={importing.leaveRest}>
          {t('imports.skip-all')}
        </Button>
        <span className="flex-1" />
        <Button disabled={busy} onClick={importing.back}>
          {t('imports.back')}
        </Button>
        <Button disabled={busy} onClick={() => void importing.answer(id, undefined)}>
          {t('imports.skip')}
        </Button>
        <Button type="submit" variant="primary" busy={busy} disabled={number || value.trim() === ''}>
          {t('imports.next')}
        </Button>
      </div>
    </form>
  )
}

interface ChoicesProps {
  question: ImportQuestion
  choices: readonly { value: string; label: string }[]
  value: string
  onChange(value: string): void
}

function Choices({ question, choices, value, onChange }: ChoicesProps) {
  const id = useId()
  return (
    <fieldset aria-describedby={`${id}-why`} className="flex flex-col gap-1">
      <legend className="mb-2 text-13 font-medium">{question.question}</legend>
      <div className="flex max-h-72 flex-col overflow-y-auto">
        {choices.map((choice) => (
          <label key={choice.value} className="flex min-h-8 items-start gap-2 py-1 text-13">
            <input
              type="radio"
              name={id}
              value={choice.value}
              checked={choice.value === value}
              onChange={() => onChange(choice.value)}
              className="mt-0.5 size-4 shrink-0 accent-accent"
            />
            <span>
              {choice.label}
              {choice.value === String(question.suggested ?? '') && (
                <span className="text-12 text-muted">{` (${t('imports.suggested')})`}</span>
              )}
            </span>
          </label>
        ))}
      </div>
      <p id={`${id}-why`} className="text-12 text-muted">
        {question.why}
      </p>
    </fieldset>
  )
}

/** Around one control: its label, its one sentence of help, and what is wrong with it. */
import { type ReactNode, useId } from 'react'
import type { SettingField } from '#engine'
import { t } from '../../../text/index.ts'
import { problemsOf, type StepForm } from './form.ts'
import { ProblemNotes } from './problem-notes.tsx'

export interface SettingFrameProps {
  field: SettingField
  form: StepForm
  /** Right of the label. */
  end?: ReactNode
  children: ReactNode
}

export function SettingFrame({ field, form, end, children }: SettingFrameProps) {
  const id = useId()
  const problems = problemsOf(form, field.key)
  const described = [field.help ? `${id}-help` : '', problems.length > 0 ? `${id}-problems` : ''].join(' ').trim()
  return (
    <fieldset
      data-setting={field.key}
      aria-describedby={described === '' ? undefined : described}
      className="flex min-w-0 flex-col gap-1.5"
    >
      <legend className="sr-only">{field.label}</legend>
      <div className="flex items-baseline gap-2" aria-hidden="true">
        <span className="text-13 font-medium">{field.label}</span>
        {field.required && <span className="text-12 text-muted">{t('inspector.required')}</span>}
        <span className="flex-1" />
        {end}
      </div>
      {children}
      {field.help && (
        <p id={`${id}-help`} className="text-12 text-muted">
          {field.help}
        </p>
      )}
      <ProblemNotes problems={problems} id={`${id}-problems`} />
    </fieldset>
  )
}

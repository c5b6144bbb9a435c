/** Around one control: its label, its one sentence of help, and what is wrong with it. */
import { type ReactNode, useId } from 'react'
import type { SettingField } from '#engine'
import { t } from '../../../text/index.ts'
import { joinClasses } from '../../../ui/index.ts'
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
      className={joinClasses(
        'flex min-w-0 flex-col gap-1.5',
        // What only matters while another setting stands as it does belongs to that one.
        field.when && 'ml-1 -mt-2 border-l-2 border-hairline pl-3',
      )}
    >
      <legend className="sr-only">{field.label}</legend>
      {/* A switch says its own label. */}
      {(field.kind !== 'yes-no' || end !== undefined) && (
        <div className="flex items-baseline gap-2" aria-hidden="true">
          {field.kind !== 'yes-no' && <span className="text-13 font-medium">{field.label}</span>}
          {field.required && <span className="text-12 text-muted">{t('inspector.required')}</span>}
          <span className="flex-1" />
          {end}
        </div>
      )}
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

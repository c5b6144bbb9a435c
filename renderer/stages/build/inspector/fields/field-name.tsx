/** One field of the arriving record, as a button that shows its name. Any name can be typed: not every field is always known. */
import { useArrival } from '../../../../state/use-arrivals.ts'
import { t } from '../../../../text/index.ts'
import { Icon, joinClasses } from '../../../../ui/index.ts'
import { shown, valueIn } from '../../stepping/changes.ts'
import type { StepForm } from '../form.ts'
import { FieldPicker } from './field-picker.tsx'

export interface FieldNameProps {
  form: StepForm
  /** What the field is for, read aloud before its name. */
  label: string
  value: string
  onPick(name: string): void
  className?: string
}

export function FieldName({ form, label, value, onPick, className }: FieldNameProps) {
  const { arriving } = form
  const arrival = useArrival(form.stepId)
  const broken = value !== '' && arriving !== undefined && !arriving.includes(value)
  const options = (arriving ?? []).map((name) => ({ name, hint: shown(valueIn(arrival?.data, name)) }))
  return (
    <FieldPicker
      label={`${label}: ${value === '' ? t('field.choose') : value}`}
      trigger={
        <button
          type="button"
          title={broken ? t('field.broken', { field: value }) : value}
          className={joinClasses(
            'inline-flex h-7 max-w-full min-w-0 items-center gap-1 rounded-control border px-2 text-13 font-medium',
            broken && 'border-rejected/50 bg-tint-rejected text-rejected',
            !broken && value !== '' && 'border-accent/35 bg-tint-accent',
            value === '' && 'border-dashed border-edge text-muted',
            className,
          )}
        >
          {broken && <Icon name="warning" size={14} />}
          <span className="min-w-0 flex-1 truncate text-left">{value === '' ? t('field.choose') : value}</span>
          <Icon name="down" size={12} />
        </button>
      }
      options={options}
      {...(value === '' ? {} : { chosen: value })}
      typed
      onPick={onPick}
    />
  )
}

/** One target field: where it comes from, what the chosen record would put there, and how many samples have a value. */
import type { Json, TargetField } from '#engine'
import type { Arrival } from '../../../../state/arrivals.ts'
import { t } from '../../../../text/index.ts'
import { Icon, IconButton, joinClasses } from '../../../../ui/index.ts'
import { shown, valueIn } from '../../stepping/changes.ts'
import { FieldPicker } from '../fields/field-picker.tsx'
import type { StepForm } from '../form.ts'

export interface MappingRowProps {
  target: TargetField
  /** The system does not have this field. */
  unknown?: boolean
  from: string | undefined
  form: StepForm
  arrival: Arrival | undefined
  arrivals: readonly Arrival[]
  onChange(from: string | undefined): void
}

export function MappingRow({ target, unknown = false, from, form, arrival, arrivals, onChange }: MappingRowProps) {
  const { arriving } = form
  const filled = from !== undefined && from !== ''
  const broken = unknown || (filled && arriving !== undefined && !arriving.includes(from))
  const options = (arriving ?? []).map((name) => ({ name, hint: shown(valueIn(arrival?.data, name)) }))
  return (
    <li className="border-t border-hairline px-2.5 py-1.5 first:border-t-0">
      <div className="flex items-baseline gap-2 text-13">
        <span className="min-w-0 truncate font-medium" title={target.name}>
          {target.label}
        </span>
        {target.required && <span className="text-12 text-muted">{t('inspector.required')}</span>}
        {target.readOnly && <span className="text-12 text-error">{t('mapping.read-only')}</span>}
        {unknown && <span className="text-12 text-error">{t('mapping.unknown-target')}</span>}
        <span className="flex-1" />
        {filled && arrivals.length > 0 && <Coverage from={from} arrivals={arrivals} />}
      </div>
      <div className="mt-0.5 flex items-center gap-2">
        <FieldPicker
          label={`${t('mapping.target', { target: target.label })} ${filled ? from : t('mapping.no-source')}`}
          trigger={
            <button
              type="button"
              className={joinClasses(
                'inline-flex h-6 max-w-[60%] shrink-0 items-center gap-1 rounded-control border px-1.5 text-12 font-medium',
                broken && 'border-error/40 bg-tint-error text-error',
                !broken && filled && 'border-accent/35 bg-tint-accent',
                !filled && 'border-dashed border-edge text-muted',
              )}
            >
              {broken && <Icon name="warning" size={12} />}
              <span className="truncate">{filled ? from : t('mapping.no-source')}</span>
              <Icon name="down" size={12} />
            </button>
          }
          options={options}
          {...(filled ? { chosen: from } : {})}
          typed={arriving === undefined}
          onPick={onChange}
        />
        {filled && <Live value={valueIn(arrival?.data, from)} known={arrival !== undefined} />}
        <span className="flex-1" />
        {filled && (
          <IconButton
            icon="close"
            label={t('mapping.clear', { target: target.label })}
            onClick={() => onChange(undefined)}
          />
        )}
      </div>
      {target.choices && target.choices.length > 0 && <Choices choices={target.choices} />}
    </li>
  )
}

/** Choices shown; the rest is counted, and told in full by the title. */
const SHOWN = 4

function Choices({ choices }: { choices: NonNullable<TargetField['choices']> }) {
  const labels = choices.map(({ value, label }) => (label === value ? value : `${label} (${value})`))
  const text = { choices: labels.slice(0, SHOWN).join(', '), more: Math.max(0, labels.length - SHOWN) }
  return (
    <p className="mt-0.5 text-12 text-muted" title={labels.slice(0, 100).join(', ')}>
      {t('mapping.choices', text)}
    </p>
  )
}

function Live({ value, known }: { value: Json | undefined; known: boolean }) {
  if (!known) return null
  const text = shown(value)
  if (text === '') return <span className="text-12 text-muted italic">{t('value.blank')}</span>
  return (
    <span className="min-w-0 truncate font-record text-12 text-muted" title={text}>
      {text}
    </span>
  )
}

function Coverage({ from, arrivals }: { from: string; arrivals: readonly Arrival[] }) {
  const filled = arrivals.filter(({ data }) => shown(valueIn(data, from)).trim() !== '').length
  if (filled === arrivals.length) return null
  return (
    <span className="shrink-0 text-12 text-rejected">{t('mapping.coverage', { filled, count: arrivals.length })}</span>
  )
}

/** New fields from old ones, one line each. How a line is made decides what else it asks for. */
import { useFlow } from '../../../../state/flow-store.ts'
import { useArrival } from '../../../../state/use-arrivals.ts'
import { t } from '../../../../text/index.ts'
import { Button, Icon, IconButton, Select, TextField } from '../../../../ui/index.ts'
import { shown, valueIn } from '../../stepping/changes.ts'
import type { ChangeOptions, ControlProps, StepForm } from '../form.ts'
import { FieldName } from './field-name.tsx'
import { rowKey, withoutRow, withRow } from './rows.ts'
import { type How, madeBy, type Shaping, shapingsJson, shapingsOf, withField } from './shaping.ts'
import { useCleaned } from './use-cleaned.ts'

const endGroup = () => useFlow.getState().endGroup()

export function ShapingControl({ field, value, change, form }: ControlProps<'shaping'>) {
  const lines = shapingsOf(value)
  const write = (next: readonly Shaping[], options?: ChangeOptions) => change(shapingsJson(next), options)
  const fresh: Shaping = { to: '', from: [], how: field.hows[0]?.value ?? '', value: '' }
  return (
    <div className="flex flex-col gap-2">
      <ul className="flex flex-col gap-1.5">
        {lines.map((line, i) => (
          <ShapingLine
            key={rowKey(i)}
            number={i + 1}
            line={line}
            hows={field.hows}
            form={form}
            onChange={(next, options) => write(withRow(lines, i, next), options)}
            onRemove={() => write(withoutRow(lines, i))}
          />
        ))}
      </ul>
      <div>
        <Button size="tight" icon="plus" onClick={() => write([...lines, fresh])}>
          {t('shaping.add')}
        </Button>
      </div>
    </div>
  )
}

interface ShapingLineProps {
  number: number
  line: Shaping
  hows: readonly How[]
  form: StepForm
  onChange(next: Shaping, options?: ChangeOptions): void
  onRemove(): void
}

function ShapingLine({ number, line, hows, form, onChange, onRemove }: ShapingLineProps) {
  const how = hows.find((one) => one.value === line.how)
  const name = t('shaping.line', { number })
  return (
    <li>
      <fieldset className="flex min-w-0 flex-col gap-1.5 rounded-card border border-hairline bg-canvas p-2">
        <legend className="sr-only">{name}</legend>
        <div className="flex items-center gap-1">
          <TextField
            className="flex-1"
            label={t('shaping.to')}
            hideLabel
            placeholder={t('shaping.to')}
            value={line.to}
            onChange={(to) => onChange({ ...line, to }, { typing: true })}
            onBlur={endGroup}
          />
          <IconButton icon="close" label={t('rows.remove', { what: line.to || name })} onClick={onRemove} />
        </div>
        <div className="flex flex-col gap-1.5 pr-8">
          <Select
            label={t('shaping.how')}
            hideLabel
            value={line.how}
            choices={hows}
            onChange={(chosen) => {
              const next = hows.find((one) => one.value === chosen)
              if (next) onChange(madeBy(line, next))
            }}
          />
          {how?.help && <p className="text-12 text-muted">{how.help}</p>}
          {how && how.fields !== 'none' && <Sources line={line} how={how} form={form} onChange={onChange} />}
          {how?.fixed !== undefined && (
            <TextField
              label={how.fixed}
              value={line.value}
              onChange={(value) => onChange({ ...line, value }, { typing: true })}
              onBlur={endGroup}
            />
          )}
          <Live form={form} to={line.to} />
        </div>
      </fieldset>
    </li>
  )
}

/** The fields a line is made from: one, or several in order. */
function Sources({ line, how, form, onChange }: Pick<ShapingLineProps, 'line' | 'form' | 'onChange'> & { how: How }) {
  if (how.fields === 'one')
    return (
      <div>
        <FieldName
          form={form}
          label={t('shaping.from')}
          value={line.from[0] ?? ''}
          onPick={(name) => onChange(withField(line, how, name))}
        />
      </div>
    )
  return (
    <ul className="flex flex-wrap gap-1.5">
      {line.from.map((name) => (
        <li
          key={name}
          className="inline-flex h-7 max-w-full items-center rounded-control border border-accent/35 bg-tint-accent pl-2 text-13 font-medium"
        >
          <span className="truncate">{name}</span>
          <IconButton
            icon="close"
            label={t('field.remove', { field: name })}
            onClick={() => onChange({ ...line, from: line.from.filter((one) => one !== name) })}
          />
        </li>
      ))}
      <li className="min-w-0">
        <FieldName
          form={form}
          label={t('shaping.from')}
          value=""
          onPick={(name) => onChange(withField(line, how, name))}
        />
      </li>
    </ul>
  )
}

/** What the line makes of the chosen record. */
function Live({ form, to }: { form: StepForm; to: string }) {
  const arrival = useArrival(form.stepId)
  const after = useCleaned(form, arrival?.data)
  const text = shown(valueIn(after, to))
  if (to === '' || text === '') return null
  return (
    <p className="flex min-w-0 items-center gap-1 text-12 text-muted">
      <Icon name="to" size={12} />
      <span className="min-w-0 truncate font-record" title={text}>
        {text}
      </span>
    </p>
  )
}

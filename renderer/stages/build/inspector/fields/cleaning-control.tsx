/** Which fields are cleaned and how: per field a chain of rules that reads as a sentence, with what it does to the chosen record. */
import { useState } from 'react'
import type { Data, Json } from '#engine'
import type { Arrival } from '../../../../state/arrivals.ts'
import { useArrival } from '../../../../state/use-arrivals.ts'
import { t } from '../../../../text/index.ts'
import { Button, Checkbox, Icon, IconButton } from '../../../../ui/index.ts'
import { shown, valueIn } from '../../stepping/changes.ts'
import { type ControlProps, type StepForm, textOf, textsOf } from '../form.ts'
import { MarkedText } from '../proof/marked-text.tsx'
import { FieldPicker } from './field-picker.tsx'
import { useCleaned } from './use-cleaned.ts'

interface Cleaning {
  field: string
  rules: string[]
}

export function CleaningControl({ field, value, change, form }: ControlProps<'cleaning'>) {
  const list = cleaningsOf(value)
  const arrival = useArrival(form.stepId)
  const options = (form.arriving ?? [])
    .filter((name) => !list.some((one) => one.field === name))
    .map((name) => ({ name, hint: shown(valueIn(arrival?.data, name)) }))
  const write = (next: Cleaning[]) => change(next.map(({ field: name, rules }) => ({ field: name, rules })))
  const set = (name: string, rules: string[]) =>
    write(list.map((one) => (one.field === name ? { field: name, rules } : one)))
  return (
    <div className="flex flex-col gap-2">
      {list.length === 0 && <p className="text-12 text-muted">{t('cleaning.none')}</p>}
      {list.map((one) => (
        <CleaningOf
          key={one.field}
          cleaning={one}
          rules={field.rules}
          form={form}
          arrival={arrival}
          onChange={(rules) => set(one.field, rules)}
          onRemove={() => write(list.filter((other) => other.field !== one.field))}
        />
      ))}
      <div>
        <FieldPicker
          label={t('cleaning.add')}
          trigger={
            <Button size="tight" icon="plus">
              {t('cleaning.add')}
            </Button>
          }
          options={options}
          typed={form.arriving === undefined}
          onPick={(name) => write([...list, { field: name, rules: field.rules.slice(0, 1).map((rule) => rule.value) }])}
        />
      </div>
    </div>
  )
}

interface CleaningOfProps {
  cleaning: Cleaning
  rules: ControlProps<'cleaning'>['field']['rules']
  form: StepForm
  arrival: Arrival | undefined
  onChange(rules: string[]): void
  onRemove(): void
}

function CleaningOf({ cleaning, rules, form, arrival, onChange, onRemove }: CleaningOfProps) {
  const { field } = cleaning
  const [open, setOpen] = useState(cleaning.rules.length === 0)
  const toggle = (rule: string, on: boolean) =>
    onChange(rules.map((one) => one.value).filter((one) => (one === rule ? on : cleaning.rules.includes(one))))
  return (
    <fieldset className="min-w-0 rounded-card border border-hairline bg-canvas py-1 pr-1 pl-3">
      <legend className="sr-only">{t('cleaning.rules', { field })}</legend>
      <div className="flex items-start">
        <Chain cleaning={cleaning} rules={rules} />
        <IconButton
          icon={open ? 'up' : 'pencil'}
          label={t('cleaning.change', { field })}
          aria-expanded={open}
          onClick={() => setOpen(!open)}
        />
        <IconButton icon="close" label={t('cleaning.remove', { field })} onClick={onRemove} />
      </div>
      {open && (
        <div className="grid grid-cols-2 gap-x-3">
          {rules.map((rule) => (
            <div key={rule.value} title={rule.help}>
              <Checkbox
                label={rule.label}
                checked={cleaning.rules.includes(rule.value)}
                onChange={(on) => toggle(rule.value, on)}
              />
            </div>
          ))}
        </div>
      )}
      {arrival && <Proof form={form} data={arrival.data} field={field} />}
    </fieldset>
  )
}

/** The rules read as a sentence: the field, then what is done to it, in order. */
function Chain({ cleaning, rules }: Pick<CleaningOfProps, 'cleaning' | 'rules'>) {
  const labels = rules.filter((rule) => cleaning.rules.includes(rule.value)).map((rule) => rule.label)
  return (
    <p className="min-w-0 flex-1 py-1 text-13 break-words">
      <b>{cleaning.field}</b>
      {labels.length === 0 && <span className="text-muted">: {t('cleaning.no-rules')}</span>}
      {labels.map((label) => (
        <span key={label} className="whitespace-nowrap text-muted">
          {' '}
          <Icon name="to" size={12} className="inline-block align-[-1px]" /> {label}
        </span>
      ))}
    </p>
  )
}

/** What the step makes of the chosen record's value. */
function Proof({ form, data, field }: { form: StepForm; data: Data; field: string }) {
  const after = useCleaned(form, data)
  const was = shown(valueIn(data, field))
  const is = shown(valueIn(after, field))
  if (!after || was === is) return null
  return (
    <p className="pb-1 text-12 text-muted">
      <MarkedText text={was} other={is} tone="rejected" /> {t('cleaning.becomes')}{' '}
      <MarkedText text={is} other={was} tone="success" />
    </p>
  )
}

function cleaningsOf(value: Json | undefined): Cleaning[] {
  if (!Array.isArray(value)) return []
  return value.flatMap((one) => {
    if (typeof one !== 'object' || one === null || Array.isArray(one)) return []
    return [{ field: textOf(one.field), rules: textsOf(one.rules) }]
  })
}

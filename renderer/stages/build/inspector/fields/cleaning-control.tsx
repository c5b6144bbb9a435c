/** Which fields are cleaned and how: per field a chain of rules that reads as a sentence, with what it does to the chosen record. */
import type { Data, Json } from '#engine'
import type { Arrival } from '../../../../state/arrivals.ts'
import { useArrival } from '../../../../state/use-arrivals.ts'
import { rich, t } from '../../../../text/index.ts'
import { Button, Checkbox, IconButton } from '../../../../ui/index.ts'
import { shown, valueIn } from '../../stepping/changes.ts'
import { type ControlProps, type StepForm, textOf, textsOf } from '../form.ts'
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
  const toggle = (rule: string, on: boolean) =>
    onChange(rules.map((one) => one.value).filter((one) => (one === rule ? on : cleaning.rules.includes(one))))
  return (
    <fieldset className="min-w-0 rounded-card border border-hairline bg-canvas px-3 pt-1 pb-2">
      <legend className="sr-only">{t('cleaning.rules', { field })}</legend>
      <div className="flex items-center gap-2">
        <span className="min-w-0 flex-1 truncate text-13 font-medium" title={field}>
          {field}
        </span>
        <IconButton icon="close" label={t('cleaning.remove', { field })} onClick={onRemove} />
      </div>
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
      {arrival && <Proof form={form} data={arrival.data} field={field} />}
    </fieldset>
  )
}

/** What the step makes of the chosen record's value. */
function Proof({ form, data, field }: { form: StepForm; data: Data; field: string }) {
  const after = useCleaned(form, data)
  const was = shown(valueIn(data, field))
  const is = shown(valueIn(after, field))
  if (!after || was === is) return null
  return (
    <p className="mt-1 text-12 break-words text-muted">
      {rich('cleaning.before-after', {
        before: was === '' ? t('value.blank') : was,
        after: is === '' ? t('value.blank') : is,
      })}
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

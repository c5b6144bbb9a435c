/** Conditions on a record, one line each: field, comparison, value; and whether all of them must hold or any one. */
import type { Comparison, Conditions } from '#engine'
import { COMPARISONS } from '#engine'
import { useFlow } from '../../../../state/flow-store.ts'
import { t } from '../../../../text/index.ts'
import { Button, IconButton, Segmented, Select, TextField } from '../../../../ui/index.ts'
import type { ChangeOptions, StepForm } from '../form.ts'
import { type Condition, NEW_CONDITION, takesValue } from './conditions.ts'
import { FieldName } from './field-name.tsx'
import { rowKey, withoutRow, withRow } from './rows.ts'

export interface ConditionRowsProps {
  form: StepForm
  /** What the conditions decide, read aloud with each of them. */
  label: string
  conditions: Conditions
  onChange(next: Conditions, options?: ChangeOptions): void
}

export function ConditionRows({ form, label, conditions, onChange }: ConditionRowsProps) {
  const { all, list } = conditions
  const set = (next: Condition[], options?: ChangeOptions) => onChange({ all, list: next }, options)
  return (
    <div className="flex flex-col gap-2">
      {list.length > 1 && (
        <Segmented<'all' | 'any'>
          label={t('conditions.how-many', { what: label })}
          choices={[
            { id: 'all', label: t('conditions.all') },
            { id: 'any', label: t('conditions.any') },
          ]}
          chosen={all ? 'all' : 'any'}
          onChoose={(id) => onChange({ all: id === 'all', list })}
        />
      )}
      {list.length > 0 && (
        <ul className="flex flex-col gap-1.5">
          {list.map((one, i) => (
            <ConditionRow
              key={rowKey(i)}
              form={form}
              name={t('conditions.numbered', { what: label, number: i + 1 })}
              condition={one}
              onChange={(next, options) => set(withRow(list, i, next), options)}
              onRemove={() => set(withoutRow(list, i))}
            />
          ))}
        </ul>
      )}
      <div>
        <Button size="tight" icon="plus" onClick={() => set([...list, NEW_CONDITION])}>
          {t('conditions.add')}
        </Button>
      </div>
    </div>
  )
}

interface ConditionRowProps {
  form: StepForm
  name: string
  condition: Condition
  onChange(next: Condition, options?: ChangeOptions): void
  onRemove(): void
}

function ConditionRow({ form, name, condition, onChange, onRemove }: ConditionRowProps) {
  const { field, is, value } = condition
  return (
    <li>
      <fieldset className="flex min-w-0 flex-col gap-1.5 rounded-card border border-hairline bg-canvas p-2">
        <legend className="sr-only">{name}</legend>
        <div className="flex items-center gap-1">
          <FieldName
            className="w-full"
            form={form}
            label={t('conditions.field')}
            value={field}
            onPick={(picked) => onChange({ ...condition, field: picked })}
          />
          <span className="flex-1" />
          <IconButton icon="close" label={t('rows.remove', { what: name })} onClick={onRemove} />
        </div>
        <div className="grid grid-cols-[minmax(0,5fr)_minmax(0,6fr)] gap-1.5 pr-8">
          <Select<Comparison>
            label={t('conditions.comparison')}
            hideLabel
            value={is}
            choices={COMPARISONS.map((one) => ({ value: one, label: t(`compare.${one}`) }))}
            onChange={(next) => onChange({ ...condition, is: next })}
          />
          {takesValue(is) && (
            <TextField
              label={t('conditions.value')}
              hideLabel
              placeholder={t(is === 'one-of' ? 'conditions.values' : 'conditions.value')}
              value={value}
              onChange={(next) => onChange({ ...condition, value: next }, { typing: true })}
              onBlur={() => useFlow.getState().endGroup()}
            />
          )}
        </div>
      </fieldset>
    </li>
  )
}

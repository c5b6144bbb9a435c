/** Fields that are compared by likeness: each with how it is read and how much it counts. */
import { t } from '../../../../text/index.ts'
import { Button, IconButton, NumberField, Select } from '../../../../ui/index.ts'
import { type ControlProps, textOf } from '../form.ts'
import { FieldName } from './field-name.tsx'
import { groupsOf, rowKey, withoutRow, withRow } from './rows.ts'

export function LikenessControl({ field, value, change, form }: ControlProps<'likeness'>) {
  const rows = groupsOf(value).map((one) => ({
    field: textOf(one.field),
    as: textOf(one.as),
    weight: typeof one.weight === 'number' ? one.weight : 1,
  }))
  const fresh = { field: '', as: field.as[0]?.value ?? '', weight: 1 }
  return (
    <div className="flex flex-col gap-2">
      <ul className="flex flex-col gap-1.5">
        {rows.map((row, i) => (
          <li key={rowKey(i)}>
            <fieldset className="flex min-w-0 flex-col gap-1.5 rounded-card border border-hairline bg-canvas p-2">
              <legend className="sr-only">{t('rows.numbered', { what: field.label, number: i + 1 })}</legend>
              <div className="flex items-center gap-1">
                <FieldName
                  form={form}
                  label={t('likeness.field')}
                  value={row.field}
                  onPick={(name) => change(withRow(rows, i, { ...row, field: name }))}
                />
                <span className="flex-1" />
                <IconButton
                  icon="close"
                  label={t('rows.remove', { what: row.field || t('likeness.field') })}
                  onClick={() => change(withoutRow(rows, i))}
                />
              </div>
              <div className="flex flex-col gap-1.5 pr-8">
                <Select
                  label={t('likeness.as')}
                  hideLabel
                  value={row.as}
                  choices={field.as}
                  onChange={(as) => change(withRow(rows, i, { ...row, as }))}
                />
                <div className="flex items-center gap-2">
                  <span className="text-12 text-muted" aria-hidden="true">
                    {t('likeness.weight')}
                  </span>
                  <NumberField
                    label={t('likeness.weight')}
                    hideLabel
                    value={row.weight}
                    min={1}
                    max={10}
                    onChange={(weight) => change(withRow(rows, i, { ...row, weight }), { typing: true })}
                  />
                </div>
              </div>
            </fieldset>
          </li>
        ))}
      </ul>
      <div>
        <Button size="tight" icon="plus" onClick={() => change([...rows, fresh])}>
          {t('field.add')}
        </Button>
      </div>
    </div>
  )
}

/** Names with a description each: the choices of a classification, or the fields that are read out of texts. */
import { t } from '../../../../text/index.ts'
import { Button, IconButton, Select, TextArea, TextField } from '../../../../ui/index.ts'
import { type ControlProps, textOf } from '../form.ts'
import { groupsOf, rowKey, withoutRow, withRow } from './rows.ts'

export function DescribedControl({ field, value, change }: ControlProps<'described'>) {
  const { types } = field
  const rows = groupsOf(value).map((one) => ({
    name: textOf(one.name),
    about: textOf(one.about),
    ...(types ? { type: textOf(one.type) } : {}),
  }))
  const fresh = { name: '', about: '', ...(types ? { type: types[0]?.value ?? '' } : {}) }
  return (
    <div className="flex flex-col gap-2">
      <ul className="flex flex-col gap-1.5">
        {rows.map((row, i) => (
          <li key={rowKey(i)}>
            <fieldset className="flex min-w-0 flex-col gap-1.5 rounded-card border border-hairline bg-canvas p-2">
              <legend className="sr-only">{t('rows.numbered', { what: field.label, number: i + 1 })}</legend>
              <div className="flex items-center gap-1">
                <TextField
                  label={t('described.name')}
                  hideLabel
                  className="min-w-0 flex-1"
                  placeholder={t('described.name')}
                  maxLength={120}
                  value={row.name}
                  onChange={(name) => change(withRow(rows, i, { ...row, name }), { typing: true })}
                />
                <IconButton
                  icon="close"
                  label={t('rows.remove', { what: row.name || t('described.name') })}
                  onClick={() => change(withoutRow(rows, i))}
                />
              </div>
              {types && (
                <Select
                  label={t('described.type')}
                  hideLabel
                  value={textOf(row.type)}
                  choices={types}
                  onChange={(type) => change(withRow(rows, i, { ...row, type }))}
                />
              )}
              <TextArea
                label={t('described.about')}
                rows={2}
                maxLength={2000}
                value={row.about}
                onChange={(about) => change(withRow(rows, i, { ...row, about }), { typing: true })}
              />
            </fieldset>
          </li>
        ))}
      </ul>
      {rows.length < field.most && (
        <div>
          <Button size="tight" icon="plus" onClick={() => change([...rows, fresh])}>
            {t('described.add')}
          </Button>
        </div>
      )}
    </div>
  )
}

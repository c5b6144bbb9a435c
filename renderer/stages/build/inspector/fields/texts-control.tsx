/** Texts in order, one line each. */
import { useFlow } from '../../../../state/flow-store.ts'
import { t } from '../../../../text/index.ts'
import { Button, IconButton, TextField } from '../../../../ui/index.ts'
import { type ControlProps, textsOf } from '../form.ts'
import { rowKey, withoutRow, withRow } from './rows.ts'

export function TextsControl({ field, value, change }: ControlProps<'texts'>) {
  const texts = textsOf(value)
  return (
    <div className="flex flex-col gap-1.5">
      {texts.map((text, i) => (
        <div key={rowKey(i)} className="flex items-center gap-1">
          <TextField
            className="flex-1"
            label={t('rows.numbered', { what: field.label, number: i + 1 })}
            hideLabel
            value={text}
            placeholder={field.placeholder}
            onChange={(next) => change(withRow(texts, i, next), { typing: true })}
            onBlur={() => useFlow.getState().endGroup()}
          />
          <IconButton
            icon="close"
            label={t('rows.remove', { what: text === '' ? field.label : text })}
            onClick={() => change(withoutRow(texts, i))}
          />
        </div>
      ))}
      {texts.length < field.most && (
        <div>
          <Button size="tight" icon="plus" onClick={() => change([...texts, ''])}>
            {t('rows.add')}
          </Button>
        </div>
      )}
    </div>
  )
}

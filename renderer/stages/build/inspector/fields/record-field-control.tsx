import { type ControlProps, textOf } from '../form.ts'
import { FieldName } from './field-name.tsx'

/** One field of the arriving record. */
export function RecordFieldControl({ field, value, change, form }: ControlProps<'record-field'>) {
  return (
    <div>
      <FieldName form={form} label={field.label} value={textOf(value)} onPick={(name) => change(name)} />
    </div>
  )
}

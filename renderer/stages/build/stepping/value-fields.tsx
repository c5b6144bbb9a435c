/** Values of a record as plain inputs, one line each. */
import { TextField } from '../../../ui/index.ts'

export interface ValueFieldsProps {
  fields: readonly string[]
  textOf(field: string): string
  onChange(field: string, text: string): void
}

export const ValueFields = ({ fields, textOf, onChange }: ValueFieldsProps) => (
  <div className="flex flex-col gap-2">
    {fields.map((field) => (
      <TextField key={field} mono label={field} value={textOf(field)} onChange={(text) => onChange(field, text)} />
    ))}
  </div>
)

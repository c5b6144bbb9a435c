import type { ControlProps } from '../form.ts'
import { ConditionRows } from './condition-rows.tsx'
import { conditionsJson, conditionsOf } from './conditions.ts'

/** Conditions on the arriving record. */
export function ConditionsControl({ field, value, change, form }: ControlProps<'conditions'>) {
  return (
    <ConditionRows
      form={form}
      label={field.label}
      conditions={conditionsOf(value)}
      onChange={(next, options) => change(conditionsJson(next), options)}
    />
  )
}

/** A length of time: so many seconds, minutes, hours or days. */
import type { Json } from '#engine'
import { t } from '../../../../text/index.ts'
import { NumberField, Select } from '../../../../ui/index.ts'
import type { ControlProps } from '../form.ts'
import { durationOf, SECONDS, type TimeUnit, UNITS } from './duration.ts'

export function DurationControl({ field, value, change }: ControlProps<'duration'>) {
  const { amount, unit } = durationOf(value)
  const units = UNITS.filter((one) => SECONDS[one] <= field.max)
  const set = (next: { amount: number; unit: TimeUnit }): void => change(next as unknown as Json, { typing: true })
  return (
    <div className="flex items-center gap-2">
      <NumberField
        label={t('duration.amount', { what: field.label })}
        hideLabel
        value={amount}
        min={Math.max(1, Math.ceil(field.min / SECONDS[unit]))}
        max={Math.floor(field.max / SECONDS[unit])}
        onChange={(next) => set({ amount: next, unit })}
      />
      <Select<TimeUnit>
        className="w-32"
        label={t('duration.unit', { what: field.label })}
        hideLabel
        value={unit}
        choices={units.map((one) => ({ value: one, label: t(`duration.${one}`) }))}
        onChange={(next) => set({ amount, unit: next })}
      />
    </div>
  )
}

import { NumberField as Base } from '@base-ui/react/number-field'
import { LOCALE } from '../text/index.ts'
import { FieldFrame, type FieldFrameProps } from './field.tsx'
import { Icon } from './icon.tsx'

export interface NumberFieldProps extends FieldFrameProps {
  value: number
  onChange(value: number): void
  min?: number
  max?: number
  step?: number
  /** Written after the number, such as `days`. */
  unit?: string
  disabled?: boolean
}

/** A number with steps; arrow keys work, and it stays inside its bounds. */
export function NumberField({ value, onChange, min, max, step = 1, unit, disabled, ...frame }: NumberFieldProps) {
  const bounds = { ...(min === undefined ? {} : { min }), ...(max === undefined ? {} : { max }) }
  return (
    <FieldFrame {...frame}>
      {({ id, ...wiring }) => (
        <div className="flex items-center gap-2">
          <Base.Root
            id={id}
            value={value}
            step={step}
            {...bounds}
            disabled={disabled ?? false}
            locale={LOCALE}
            onValueChange={(next) => next !== null && onChange(next)}
          >
            <Base.Group className="flex">
              <Base.Decrement className="grid h-7 w-7 place-items-center rounded-l-control border border-r-0 border-edge hover:bg-sunken">
                <Icon name="minus" size={14} />
              </Base.Decrement>
              <Base.Input {...wiring} className="field w-20 rounded-none text-center" />
              <Base.Increment className="grid h-7 w-7 place-items-center rounded-r-control border border-l-0 border-edge hover:bg-sunken">
                <Icon name="plus" size={14} />
              </Base.Increment>
            </Base.Group>
          </Base.Root>
          {unit && <span className="text-13 text-muted">{unit}</span>}
        </div>
      )}
    </FieldFrame>
  )
}

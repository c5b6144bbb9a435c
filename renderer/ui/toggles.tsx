import { Checkbox as BaseCheckbox } from '@base-ui/react/checkbox'
import { Switch as BaseSwitch } from '@base-ui/react/switch'
import { Toggle } from '@base-ui/react/toggle'
import { ToggleGroup } from '@base-ui/react/toggle-group'
import { type ReactNode, useId } from 'react'
import { Icon } from './icon.tsx'

export interface ToggleProps {
  label: ReactNode
  checked: boolean
  onChange(checked: boolean): void
  disabled?: boolean
  help?: string
}

export function Checkbox({ label, checked, onChange, disabled = false, help }: ToggleProps) {
  const id = useId()
  return (
    <label htmlFor={id} className="flex min-h-7 items-start gap-2 py-1 text-13">
      <BaseCheckbox.Root
        id={id}
        checked={checked}
        disabled={disabled}
        onCheckedChange={onChange}
        className="mt-px grid h-4 w-4 shrink-0 place-items-center rounded-control border border-edge bg-panel data-checked:border-accent data-checked:bg-accent data-disabled:opacity-50"
      >
        <BaseCheckbox.Indicator className="text-on-accent">
          <Icon name="check" size={12} />
        </BaseCheckbox.Indicator>
      </BaseCheckbox.Root>
      <span>
        {label}
        {help && <span className="block text-12 text-muted">{help}</span>}
      </span>
    </label>
  )
}

export function Switch({ label, checked, onChange, disabled = false, help }: ToggleProps) {
  const id = useId()
  return (
    <label htmlFor={id} className="flex min-h-7 items-start justify-between gap-3 py-1 text-13">
      <span>
        {label}
        {help && <span className="block text-12 text-muted">{help}</span>}
      </span>
      <BaseSwitch.Root
        id={id}
        checked={checked}
        disabled={disabled}
        onCheckedChange={onChange}
        className="relative h-5 w-9 shrink-0 rounded-full border border-edge bg-sunken transition-colors duration-(--m-hover) data-checked:border-accent data-checked:bg-accent data-disabled:opacity-50"
      >
        <BaseSwitch.Thumb className="block h-3.5 w-3.5 translate-x-0.5 rounded-full bg-edge transition-transform duration-(--m-hover) data-checked:translate-x-4.5 data-checked:bg-on-accent" />
      </BaseSwitch.Root>
    </label>
  )
}

export interface SegmentedProps<Id extends string> {
  label: string
  choices: readonly { id: Id; label: ReactNode }[]
  chosen: Id
  onChoose(id: Id): void
}

/** One of a few, side by side; arrow keys move between them. */
export function Segmented<Id extends string>({ label, choices, chosen, onChoose }: SegmentedProps<Id>) {
  return (
    <ToggleGroup
      aria-label={label}
      value={[chosen]}
      onValueChange={(values) => {
        const next = values.find((value) => value !== chosen)
        if (next !== undefined) onChoose(next as Id)
      }}
      className="inline-flex rounded-control border border-hairline bg-panel p-px"
    >
      {choices.map((choice) => (
        <Toggle
          key={choice.id}
          value={choice.id}
          className="h-7 rounded-control px-2 text-12 whitespace-nowrap text-muted hover:text-ink data-pressed:bg-sunken data-pressed:font-medium data-pressed:text-ink"
        >
          {choice.label}
        </Toggle>
      ))}
    </ToggleGroup>
  )
}

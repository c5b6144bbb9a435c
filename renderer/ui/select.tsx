import { Select as Base } from '@base-ui/react/select'
import { t } from '../text/index.ts'
import { FieldFrame, type FieldFrameProps } from './field.tsx'
import { Icon } from './icon.tsx'
import { joinClasses } from './join-classes.ts'

export interface Choice<Value extends string = string> {
  value: Value
  label: string
}

export interface SelectProps<Value extends string> extends FieldFrameProps {
  /** Empty: nothing chosen yet. */
  value: Value | ''
  onChange(value: Value): void
  choices: readonly Choice<Value>[]
  placeholder?: string
  disabled?: boolean
  mono?: boolean
}

export function Select<Value extends string>({
  value,
  onChange,
  choices,
  placeholder,
  disabled,
  mono,
  ...frame
}: SelectProps<Value>) {
  return (
    <FieldFrame {...frame}>
      {(wiring) => (
        <Base.Root
          items={[...choices]}
          value={value === '' ? null : value}
          disabled={disabled ?? false}
          onValueChange={(next) => next !== null && onChange(next as Value)}
        >
          <Base.Trigger
            {...wiring}
            className={joinClasses('field flex w-full items-center justify-between gap-2', mono && 'font-record')}
          >
            <span className="truncate">
              <Base.Value placeholder={placeholder ?? t('ui.choose')} />
            </span>
            <Base.Icon className="text-muted">
              <Icon name="updown" size={14} />
            </Base.Icon>
          </Base.Trigger>
          <Base.Portal>
            <Base.Positioner sideOffset={4} alignItemWithTrigger={false} className="z-50">
              <Base.Popup className="max-h-(--available-height) min-w-(--anchor-width) overflow-y-auto rounded-card border border-hairline bg-panel p-1 shadow-card outline-none">
                {choices.map((choice) => (
                  <Base.Item
                    key={choice.value}
                    value={choice.value}
                    className="grid h-7 grid-cols-[16px_1fr] items-center gap-2 rounded-control pr-3 pl-1.5 text-13 outline-none select-none data-highlighted:bg-sunken"
                  >
                    <Base.ItemIndicator className="col-start-1 text-accent">
                      <Icon name="check" size={14} />
                    </Base.ItemIndicator>
                    <Base.ItemText className={joinClasses('col-start-2', mono && 'font-record')}>
                      {choice.label}
                    </Base.ItemText>
                  </Base.Item>
                ))}
              </Base.Popup>
            </Base.Positioner>
          </Base.Portal>
        </Base.Root>
      )}
    </FieldFrame>
  )
}

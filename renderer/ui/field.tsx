import type { ComponentProps, ReactNode } from 'react'
import { useId } from 'react'
import { joinClasses } from './join-classes.ts'

export interface FieldFrameProps {
  label: string
  /** One sentence under the control. */
  help?: ReactNode
  /** What is wrong; replaces the help and is announced. */
  wrong?: string
  required?: boolean
  /** The label is read aloud but not shown. */
  hideLabel?: boolean
  className?: string
}

/** Label above, control, then help or what is wrong. `children` gets the ids to wire up. */
export function FieldFrame({
  label,
  help,
  wrong,
  required,
  hideLabel,
  className,
  children,
}: FieldFrameProps & { children(wiring: Wiring): ReactNode }) {
  const id = useId()
  const note = wrong ?? help
  return (
    <div className={joinClasses('flex min-w-0 flex-col gap-1', className)}>
      <label htmlFor={id} className={hideLabel ? 'sr-only' : 'text-13 font-medium'}>
        {label}
        {required && (
          <span aria-hidden="true" className="text-error">
            {' *'}
          </span>
        )}
      </label>
      {children({
        id,
        ...(note ? { 'aria-describedby': `${id}-note` } : {}),
        'aria-invalid': wrong ? true : undefined,
      })}
      {note && (
        <div
          id={`${id}-note`}
          role={wrong ? 'alert' : undefined}
          className={joinClasses('text-12', wrong ? 'text-error' : 'text-muted')}
        >
          {note}
        </div>
      )}
    </div>
  )
}

export interface Wiring {
  id: string
  'aria-describedby'?: string
  'aria-invalid': true | undefined
}

export interface TextFieldProps
  extends FieldFrameProps,
    Omit<ComponentProps<'input'>, 'className' | 'onChange' | 'value' | 'required'> {
  value: string
  onChange(value: string): void
  /** In the face of record values. */
  mono?: boolean
}

export function TextField({
  label,
  help,
  wrong,
  required,
  hideLabel,
  className,
  value,
  onChange,
  mono,
  ...input
}: TextFieldProps) {
  const frame = { label, ...optional({ help, wrong, required, hideLabel, className }) }
  return (
    <FieldFrame {...frame}>
      {(wiring) => (
        <input
          autoComplete="off"
          spellCheck={false}
          {...input}
          {...wiring}
          aria-required={required}
          value={value}
          onChange={(event) => onChange(event.target.value)}
          className={joinClasses('field w-full', mono && 'font-record')}
        />
      )}
    </FieldFrame>
  )
}

export interface TextAreaProps extends FieldFrameProps {
  value: string
  onChange(value: string): void
  rows?: number
  maxLength?: number
}

export function TextArea({ value, onChange, rows = 4, maxLength, ...frame }: TextAreaProps) {
  return (
    <FieldFrame {...frame}>
      {(wiring) => (
        <textarea
          {...wiring}
          rows={rows}
          maxLength={maxLength}
          value={value}
          onChange={(event) => onChange(event.target.value)}
          className="field h-auto w-full py-1"
        />
      )}
    </FieldFrame>
  )
}

/** Leaves out what is undefined, so that optional properties stay absent. */
function optional<T extends object>(values: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>
  }
}

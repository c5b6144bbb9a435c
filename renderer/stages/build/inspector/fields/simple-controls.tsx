/** Controls that hold one plain value. */

import { useFlow } from '../../../../state/flow-store.ts'
import { Checkbox, NumberField, Select, Switch, TextArea, TextField } from '../../../../ui/index.ts'
import { type ControlProps, textOf, textsOf } from '../form.ts'

const endGroup = () => useFlow.getState().endGroup()

export function TextControl({ field, value, change }: ControlProps<'text'>) {
  if (field.lines !== undefined && field.lines > 1)
    return (
      <TextArea
        label={field.label}
        hideLabel
        rows={field.lines}
        maxLength={field.maxLength ?? 20_000}
        value={textOf(value)}
        onChange={(text) => change(text, { typing: true })}
      />
    )
  return (
    <TextField
      label={field.label}
      hideLabel
      value={textOf(value)}
      onChange={(text) => change(text, { typing: true })}
      onBlur={endGroup}
      placeholder={field.placeholder}
      maxLength={field.maxLength}
      mono={field.mono ?? false}
      required={field.required ?? false}
    />
  )
}

export function NumberControl({ field, value, change }: ControlProps<'number'>) {
  return (
    <NumberField
      label={field.label}
      hideLabel
      value={typeof value === 'number' ? value : field.min}
      min={field.min}
      max={field.max}
      {...(field.unit ? { unit: field.unit } : {})}
      step={field.max - field.min <= 1 ? 0.05 : 1}
      onChange={(number) => change(field.whole ? Math.round(number) : number, { typing: true })}
    />
  )
}

export function YesNoControl({ field, value, change }: ControlProps<'yes-no'>) {
  return <Switch label={field.label} checked={value === true} onChange={(checked) => change(checked)} />
}

export function ChoiceControl({ field, value, change }: ControlProps<'choice'>) {
  return (
    <Select
      label={field.label}
      hideLabel
      value={textOf(value)}
      choices={field.choices}
      onChange={(chosen) => change(chosen)}
    />
  )
}

export function ChoicesControl({ field, value, change }: ControlProps<'choices'>) {
  const chosen = new Set(textsOf(value))
  const toggle = (one: string, on: boolean) =>
    change(field.choices.map((choice) => choice.value).filter((each) => (each === one ? on : chosen.has(each))))
  return (
    <div className="flex flex-wrap gap-x-4">
      {field.choices.map((choice) => (
        <Checkbox
          key={choice.value}
          label={choice.label}
          checked={chosen.has(choice.value)}
          onChange={(on) => toggle(choice.value, on)}
        />
      ))}
    </div>
  )
}

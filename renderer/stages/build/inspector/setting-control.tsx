/** One component per kind of setting; the declaration of the step decides which are shown. */
import type { SettingField } from '#engine'
import { ConnectionControl } from './connection/connection-control.tsx'
import { ContractControl } from './contract/contract-control.tsx'
import { CleaningControl } from './fields/cleaning-control.tsx'
import { FileControl } from './fields/file-control.tsx'
import { RecordFieldsControl } from './fields/record-fields-control.tsx'
import { ChoiceControl, ChoicesControl, NumberControl, TextControl, YesNoControl } from './fields/simple-controls.tsx'
import { OperationControl, TargetKeyControl } from './fields/target-controls.tsx'
import { type ChangeOptions, changeSetting, type StepForm, settingValue } from './form.ts'
import { MappingControl } from './mapping/mapping-control.tsx'
import { SamplesControl } from './samples/samples-control.tsx'
import { SettingFrame } from './setting-frame.tsx'

export function SettingControl({ field, form }: { field: SettingField; form: StepForm }) {
  return (
    <SettingFrame field={field} form={form}>
      <Control field={field} form={form} />
    </SettingFrame>
  )
}

/** The control alone, without label and notes. */
export function Control({ field, form }: { field: SettingField; form: StepForm }) {
  const rest = {
    form,
    value: settingValue(form, field.key),
    change: (value: Parameters<typeof changeSetting>[2], options?: ChangeOptions) =>
      changeSetting(form.stepId, field, value, options),
  }
  switch (field.kind) {
    case 'text':
      return <TextControl field={field} {...rest} />
    case 'number':
      return <NumberControl field={field} {...rest} />
    case 'yes-no':
      return <YesNoControl field={field} {...rest} />
    case 'choice':
      return <ChoiceControl field={field} {...rest} />
    case 'choices':
      return <ChoicesControl field={field} {...rest} />
    case 'file':
      return <FileControl field={field} {...rest} />
    case 'record-fields':
      return <RecordFieldsControl field={field} {...rest} />
    case 'cleaning':
      return <CleaningControl field={field} {...rest} />
    case 'contract':
      return <ContractControl field={field} {...rest} />
    case 'connection':
      return <ConnectionControl field={field} {...rest} />
    case 'operation':
      return <OperationControl field={field} {...rest} />
    case 'target-key':
      return <TargetKeyControl field={field} {...rest} />
    case 'samples':
      return <SamplesControl field={field} {...rest} />
    case 'mapping':
      return <MappingControl field={field} {...rest} />
  }
}

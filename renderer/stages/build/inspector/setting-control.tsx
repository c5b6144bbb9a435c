/** One component per kind of setting; the declaration of the step decides which are shown. */
import type { SettingField } from '#engine'
import { ConnectionControl } from './connection/connection-control.tsx'
import { ContractControl } from './contract/contract-control.tsx'
import { CasesControl, WaysControl } from './fields/cases-control.tsx'
import { CleaningControl } from './fields/cleaning-control.tsx'
import { ConditionsControl } from './fields/conditions-control.tsx'
import { DescribedControl } from './fields/described-control.tsx'
import { DurationControl } from './fields/duration-control.tsx'
import { FileControl } from './fields/file-control.tsx'
import { FolderControl } from './fields/folder-control.tsx'
import { FormulaControl } from './fields/formula-control.tsx'
import { LikenessControl } from './fields/likeness-control.tsx'
import { RecordFieldControl } from './fields/record-field-control.tsx'
import { RecordFieldsControl } from './fields/record-fields-control.tsx'
import { ScheduleControl } from './fields/schedule-control.tsx'
import { ShapingControl } from './fields/shaping-control.tsx'
import { ChoiceControl, ChoicesControl, NumberControl, TextControl, YesNoControl } from './fields/simple-controls.tsx'
import { SubflowControl } from './fields/subflow-control.tsx'
import { OperationControl, TargetFieldsControl, TargetKeyControl } from './fields/target-controls.tsx'
import { TextsControl } from './fields/texts-control.tsx'
import { type ChangeOptions, type ControlProps, changeSetting, type StepForm, settingValue } from './form.ts'
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

/** The control alone, without label and notes. Split in two, because there are many kinds. */
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
    default:
      return <RowsControl field={field} {...rest} />
  }
}

type Rest = Omit<ControlProps, 'field'>

/** The controls that hold more than one value. */
function RowsControl({ field, ...rest }: Rest & { field: SettingField }) {
  switch (field.kind) {
    case 'texts':
      return <TextsControl field={field} {...rest} />
    case 'duration':
      return <DurationControl field={field} {...rest} />
    case 'schedule':
      return <ScheduleControl field={field} {...rest} />
    case 'folder':
      return <FolderControl field={field} {...rest} />
    case 'record-field':
      return <RecordFieldControl field={field} {...rest} />
    case 'likeness':
      return <LikenessControl field={field} {...rest} />
    case 'conditions':
      return <ConditionsControl field={field} {...rest} />
    case 'cases':
      return <CasesControl field={field} {...rest} />
    case 'ways':
      return <WaysControl field={field} {...rest} />
    case 'described':
      return <DescribedControl field={field} {...rest} />
    case 'shaping':
      return <ShapingControl field={field} {...rest} />
    case 'formula':
      return <FormulaControl field={field} {...rest} />
    case 'target-fields':
      return <TargetFieldsControl field={field} {...rest} />
    case 'subflow':
      return <SubflowControl field={field} {...rest} />
    default:
      return null
  }
}

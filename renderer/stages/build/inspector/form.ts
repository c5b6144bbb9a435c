/** What every control of the inspector gets, and how it writes: one edit per change, named for undo, typing grouped. */
import { useMemo } from 'react'
import {
  type Flow,
  fieldsArriving,
  type Json,
  objectIn,
  own,
  type Problem,
  type SettingField,
  type Step,
  type StepKind,
  settingAt,
  stepKind,
  withSetting,
} from '#engine'
import { connectors } from '../../../client/index.ts'
import { useFlow } from '../../../state/flow-store.ts'
import { t } from '../../../text/index.ts'

export interface StepForm {
  flow: Flow
  stepId: string
  step: Step
  kind: StepKind
  /** Names of the fields that arrive; undefined when nothing is known of them. */
  arriving: readonly string[] | undefined
  problems: readonly Problem[]
}

export interface ChangeOptions {
  /** Typing: changes in a row are undone together. */
  typing?: boolean
}

export interface ControlProps<Kind extends SettingField['kind'] = SettingField['kind']> {
  field: Extract<SettingField, { kind: Kind }>
  value: Json | undefined
  change(value: Json, options?: ChangeOptions): void
  form: StepForm
}

/** The form of a step; undefined when the step or its kind is not known. */
export function useStepForm(stepId: string): StepForm | undefined {
  const flow = useFlow((state) => state.flow)
  const problems = useFlow((state) => state.problems)
  return useMemo(() => {
    const step = flow && Object.hasOwn(flow.steps, stepId) ? flow.steps[stepId] : undefined
    const kind = step && stepKind(step.kind)
    if (!flow || !step || !kind) return undefined
    const here = problems.filter((problem) => problem.at.step === stepId)
    return { flow, stepId, step, kind, arriving: fieldsArriving(flow, stepId), problems: here }
  }, [flow, problems, stepId])
}

export const settingValue = (form: StepForm, key: string): Json | undefined => settingAt(form.step.settings, key)

/** Writes one setting of the step as it is now, not as it was when the form was drawn. */
export function changeSetting(stepId: string, field: SettingField, value: Json, options: ChangeOptions = {}): void {
  const { flow, apply } = useFlow.getState()
  const step = flow?.steps[stepId]
  if (!step) return
  const name = t('change.setting', { setting: field.label, step: step.title })
  const settings = withSetting(step.settings, field.key, value)
  const group = options.typing ? { group: `${stepId} ${field.key}` } : {}
  apply({ kind: 'update-step', id: stepId, patch: { settings } }, name, group)
}

/** The problems that sit on one setting. */
export const problemsOf = (form: StepForm, key: string): Problem[] =>
  form.problems.filter((problem) => problem.at.field === key)

export const textOf = (value: Json | undefined): string => (typeof value === 'string' ? value : '')

export const textsOf = (value: Json | undefined): string[] =>
  Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : []

/** A connection's system, operation and object, as far as the settings name them. */
export function targetOf(form: StepForm, connectionKey: string, operationKey?: string) {
  const { connections } = form.flow
  const id = textOf(settingValue(form, connectionKey))
  const connection = Object.hasOwn(connections, id) ? connections[id] : undefined
  const connector = connection && own(connectors(), connection.connector)
  const name = operationKey ? textOf(settingValue(form, operationKey)) : ''
  const operation = connector && Object.hasOwn(connector.operations, name) ? connector.operations[name] : undefined
  const object = operation && objectIn(connector, operation.object, connection?.described)
  return { id, connection, connector, operation, object }
}

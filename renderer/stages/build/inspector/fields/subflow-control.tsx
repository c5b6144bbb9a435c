/** Another saved flow, taken into this one as it is now. When it has changed since, taking in the change is offered, never done. */
import { useEffect, useState } from 'react'
import { type Edit, Failure, isOutdated, own, type Reason, reasonOf, takeIn, withSetting } from '#engine'
import type { SavedFlow } from '#protocol'
import { asReason } from '../../../../client/index.ts'
import { useFlow } from '../../../../state/flow-store.ts'
import { t } from '../../../../text/index.ts'
import { Button, ErrorNote, Icon, Select } from '../../../../ui/index.ts'
import { type ControlProps, type StepForm, textOf } from '../form.ts'
import { callableFlows } from './callable-flows.ts'

export function SubflowControl({ field, value, form }: ControlProps<'subflow'>) {
  const { offers, failed } = useOffers(form.flow.id)
  const [error, setError] = useState<Reason>()
  const taken = own(form.flow.subflows ?? {}, textOf(value))
  const saved = offers?.find((one) => one.flow.id === taken?.flow)
  const take = (id: string) => {
    const other = offers?.find((one) => one.flow.id === id)
    if (other) setError(takeInto(form, field, other))
  }
  const choices = (offers ?? []).map(({ flow }) => ({ value: flow.id, label: flow.name || t('flow.unnamed') }))
  if (taken && !saved) choices.unshift({ value: taken.flow, label: taken.name })
  return (
    <div className="flex flex-col gap-2">
      {offers && choices.length === 0 ? (
        <p className="text-12 text-muted">{t('subflow.none')}</p>
      ) : (
        <Select label={field.label} hideLabel value={taken?.flow ?? ''} choices={choices} onChange={take} />
      )}
      {taken && (
        <div className="flex items-center gap-2 text-12 text-muted">
          <Icon name="flow" size={14} />
          <span className="min-w-0 flex-1 truncate" title={taken.name}>
            {t('subflow.taken', { count: Object.keys(taken.steps).length })}
          </span>
        </div>
      )}
      {taken && saved && isOutdated(taken, saved.hash) && (
        <div className="flex items-center gap-2 rounded-card border border-low/40 bg-tint-low px-3 py-2 text-12">
          <span className="min-w-0 flex-1">{t('subflow.outdated', { name: saved.flow.name })}</span>
          <Button size="tight" onClick={() => take(saved.flow.id)}>
            {t('subflow.update')}
          </Button>
        </div>
      )}
      {(error ?? failed) && <ErrorNote reason={(error ?? failed) as Reason} onDismiss={() => setError(undefined)} />}
    </div>
  )
}

function useOffers(self: string): { offers?: readonly SavedFlow[]; failed?: Reason } {
  const [state, setState] = useState<{ offers?: readonly SavedFlow[]; failed?: Reason }>({})
  useEffect(() => {
    let wanted = true
    callableFlows(self)
      .then((offers) => wanted && setState({ offers }))
      .catch((error: unknown) => wanted && setState({ failed: asReason(error) }))
    return () => {
      wanted = false
    }
  }, [self])
  return state
}

/** One edit, so one undo: the flow inside, its connections, and the step that names it. What is wrong, when it cannot be taken in. */
function takeInto(
  { stepId, step }: StepForm,
  field: ControlProps<'subflow'>['field'],
  other: SavedFlow,
): Reason | undefined {
  const { flow, apply } = useFlow.getState()
  if (!flow) return undefined
  try {
    const { flow: next, subflow } = takeIn(flow, other.flow, other.hash)
    const connections = Object.entries(next.connections)
      .filter(([id, one]) => own(flow.connections, id) !== one)
      .map(([id, connection]): Edit => ({ kind: 'set-connection', id, connection }))
    const edits: Edit[] = [
      ...connections,
      { kind: 'update-flow', patch: { subflows: next.subflows ?? null } },
      { kind: 'update-step', id: stepId, patch: { settings: withSetting(step.settings, field.key, subflow) } },
    ]
    apply({ kind: 'batch', edits }, t('change.setting', { setting: field.label, step: step.title }))
    return undefined
  } catch (error) {
    if (error instanceof Failure) return reasonOf(error)
    throw error
  }
}

/** One of the flow's contracts, chosen and edited in place. */
import { useState } from 'react'
import { type Contract, freshId, own, withSetting } from '#engine'
import { useFlow } from '../../../../state/flow-store.ts'
import { t } from '../../../../text/index.ts'
import { Button, Select, TextField } from '../../../../ui/index.ts'
import { type ControlProps, type StepForm, textOf } from '../form.ts'
import { ContractGrid } from './contract-grid.tsx'
import { InferPanel } from './infer-panel.tsx'

export function ContractControl({ field, value, change, form }: ControlProps<'contract'>) {
  const id = textOf(value)
  const contract = own(form.flow.contracts, id)
  const [inferring, setInferring] = useState(false)
  const choices = Object.entries(form.flow.contracts).map(([key, { name }]) => ({ value: key, label: name }))
  const set = (next: Contract, typing = false) => setContract(id, next, typing)
  return (
    <div className="flex flex-col gap-3">
      <div className="flex items-end gap-2">
        {choices.length > 0 && (
          <Select
            className="flex-1"
            label={field.label}
            hideLabel
            value={contract ? id : ''}
            choices={choices}
            onChange={(key) => change(key)}
          />
        )}
        <Button size="tight" icon="plus" onClick={() => addContract(form, field.key)}>
          {t('contract.new')}
        </Button>
      </div>
      {contract && (
        <>
          <TextField
            label={t('contract.name')}
            value={contract.name}
            maxLength={200}
            onChange={(name) => name !== '' && set({ ...contract, name }, true)}
            onBlur={() => useFlow.getState().endGroup()}
          />
          <Shared form={form} id={id} />
          <ContractGrid contract={contract} form={form} onChange={set} />
          {inferring ? (
            <InferPanel
              contract={contract}
              form={form}
              onAdd={(fields) => {
                set({ ...contract, fields: [...contract.fields, ...fields] })
                setInferring(false)
              }}
              onClose={() => setInferring(false)}
            />
          ) : (
            <div>
              <Button size="tight" icon="search" onClick={() => setInferring(true)}>
                {t('contract.infer')}
              </Button>
            </div>
          )}
        </>
      )}
    </div>
  )
}

/** A contract may serve several steps; a change here reaches them all. */
function Shared({ form, id }: { form: StepForm; id: string }) {
  const others = Object.entries(form.flow.steps).filter(
    ([step, { settings }]) => step !== form.stepId && Object.values(settings).includes(id),
  ).length
  return others === 0 ? null : <p className="text-12 text-muted">{t('contract.shared', { count: others })}</p>
}

function setContract(id: string, contract: Contract, typing: boolean): void {
  const name = t('change.contract', { contract: contract.name })
  useFlow.getState().apply({ kind: 'set-contract', id, contract }, name, typing ? { group: `contract ${id}` } : {})
}

function addContract({ flow, stepId, step }: StepForm, key: string): void {
  const name = t('contract.new-name', { step: step.title })
  const id = freshId(flow, name)
  const settings = withSetting(step.settings, key, id)
  useFlow.getState().apply(
    {
      kind: 'batch',
      edits: [
        { kind: 'set-contract', id, contract: { name, fields: [] } },
        { kind: 'update-step', id: stepId, patch: { settings } },
      ],
    },
    t('change.new-contract', { contract: name }),
  )
}

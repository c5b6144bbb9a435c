/** What the sample says about fields that the contract does not have yet: shown with its evidence, added only when asked. */
import { useMemo, useState } from 'react'
import type { Contract, ContractField } from '#engine'
import { useArrivals } from '../../../../state/use-arrivals.ts'
import { t } from '../../../../text/index.ts'
import { Button, Checkbox } from '../../../../ui/index.ts'
import type { StepForm } from '../form.ts'
import { typeName } from './field-types.ts'
import { type Inferred, inferFields } from './infer.ts'

export interface InferPanelProps {
  contract: Contract
  form: StepForm
  onAdd(fields: ContractField[]): void
  onClose(): void
}

export function InferPanel({ contract, form, onAdd, onClose }: InferPanelProps) {
  const arrivals = useArrivals(form.stepId)
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set())
  const found = useMemo(() => {
    const columns = (form.arriving ?? []).filter((name) => !contract.fields.some((field) => field.name === name))
    return inferFields(
      columns,
      arrivals.map(({ data }) => data),
    )
  }, [form.arriving, contract.fields, arrivals])
  const taken = found.filter((one) => !left.has(one.name))
  const toggle = (name: string, on: boolean) => {
    const next = new Set(left)
    if (on) next.delete(name)
    else next.add(name)
    setLeft(next)
  }
  return (
    <div className="flex flex-col gap-2 rounded-card border border-hairline bg-canvas p-3">
      <p className="text-12 font-medium">{t('contract.infer-title', { count: arrivals.length })}</p>
      {found.length === 0 && <p className="text-12 text-muted">{t('contract.infer-none')}</p>}
      <div className="max-h-64 overflow-y-auto">
        {found.map((one) => (
          <Checkbox
            key={one.name}
            checked={!left.has(one.name)}
            onChange={(on) => toggle(one.name, on)}
            label={`${one.name}: ${typeName(one.type)}`}
            help={evidenceOf(one)}
          />
        ))}
      </div>
      <div className="flex gap-2">
        {found.length > 0 && (
          <Button size="tight" disabled={taken.length === 0} onClick={() => onAdd(taken.map(asField))}>
            {t('contract.infer-add', { count: taken.length })}
          </Button>
        )}
        <Button size="tight" variant="quiet" onClick={onClose}>
          {t('inspector.close')}
        </Button>
      </div>
    </div>
  )
}

const asField = ({ name, type, required, mayBeBlank }: Inferred): ContractField => ({
  name,
  type,
  required,
  mayBeBlank,
})

const evidenceOf = ({ filled, alike, type }: Inferred): string =>
  filled === 0 ? t('contract.infer-blank') : t('contract.infer-evidence', { alike, filled, type: typeName(type) })

/** The fields of a contract as a grid: name, type, required, may be blank; pattern and length behind each row. */
import { Fragment, useState } from 'react'
import type { Contract, ContractField } from '#engine'
import { useArrival } from '../../../../state/use-arrivals.ts'
import { t } from '../../../../text/index.ts'
import { Button, IconButton, Select } from '../../../../ui/index.ts'
import { shown, valueIn } from '../../stepping/changes.ts'
import { FieldPicker } from '../fields/field-picker.tsx'
import type { StepForm } from '../form.ts'
import { FieldDetails } from './field-details.tsx'
import { TYPE_CHOICES } from './field-types.ts'

export interface ContractGridProps {
  contract: Contract
  form: StepForm
  onChange(contract: Contract, typing?: boolean): void
}

export function ContractGrid({ contract, form, onChange }: ContractGridProps) {
  const [open, setOpen] = useState<string>()
  const arrival = useArrival(form.stepId)
  const set = (field: ContractField, typing?: boolean) =>
    onChange({ ...contract, fields: contract.fields.map((one) => (one.name === field.name ? field : one)) }, typing)
  const options = (form.arriving ?? [])
    .filter((name) => !contract.fields.some((field) => field.name === name))
    .map((name) => ({ name, hint: shown(valueIn(arrival?.data, name)) }))
  const remove = (name: string) => {
    setOpen(undefined)
    onChange({ ...contract, fields: contract.fields.filter((one) => one.name !== name) })
  }
  const add = (name: string) =>
    onChange({ ...contract, fields: [...contract.fields, { name, type: 'text', required: true, mayBeBlank: false }] })
  return (
    <div className="flex flex-col gap-2">
      {contract.fields.length > 0 && (
        <div className="overflow-x-auto rounded-card border border-hairline">
          <table className="w-full table-fixed border-collapse text-12" aria-label={contract.name}>
            <Head />
            <tbody>
              {contract.fields.map((field) => (
                <Fragment key={field.name}>
                  <Row
                    field={field}
                    open={open === field.name}
                    onOpen={() => setOpen(open === field.name ? undefined : field.name)}
                    onChange={set}
                  />
                  {open === field.name && (
                    <tr>
                      <td colSpan={5} className="border-t border-hairline bg-canvas px-2 py-2">
                        <FieldDetails field={field} onChange={set} onRemove={() => remove(field.name)} />
                      </td>
                    </tr>
                  )}
                </Fragment>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <div>
        <FieldPicker
          label={t('contract.add')}
          trigger={
            <Button size="tight" icon="plus">
              {t('contract.add')}
            </Button>
          }
          options={options}
          typed
          onPick={(name) => !contract.fields.some((field) => field.name === name) && add(name)}
        />
      </div>
    </div>
  )
}

const Head = () => (
  <thead>
    <tr className="bg-sunken text-left text-muted">
      <th scope="col" className="px-2 py-1 font-medium">
        {t('contract.field')}
      </th>
      <th scope="col" className="w-[88px] px-1 py-1 font-medium">
        {t('contract.type')}
      </th>
      <th scope="col" className="w-[58px] px-1 py-1 text-center font-medium">
        {t('contract.required-short')}
      </th>
      <th scope="col" className="w-[44px] px-1 py-1 text-center font-medium">
        {t('contract.blank-short')}
      </th>
      <th scope="col" className="w-[30px]">
        <span className="sr-only">{t('contract.details-head')}</span>
      </th>
    </tr>
  </thead>
)

interface RowProps {
  field: ContractField
  open: boolean
  onOpen(): void
  onChange(field: ContractField): void
}

function Row({ field, open, onOpen, onChange }: RowProps) {
  const { name } = field
  return (
    <tr>
      <th scope="row" className="border-t border-hairline px-2 py-1 text-left font-medium break-words" title={name}>
        {name}
        {field.pattern && (
          <span className="line-clamp-2 font-regular text-muted" title={field.pattern.words}>
            {field.pattern.words}
          </span>
        )}
        {field.maxLength !== undefined && (
          <span className="block font-regular text-muted">{t('contract.at-most', { count: field.maxLength })}</span>
        )}
      </th>
      <td className="border-t border-hairline px-1 py-0.5">
        <Select
          label={`${t('contract.type')}: ${name}`}
          hideLabel
          value={field.type}
          choices={TYPE_CHOICES}
          onChange={(type) => onChange({ ...field, type })}
        />
      </td>
      <Tick
        label={`${t('contract.required')}: ${name}`}
        on={field.required}
        onChange={(required) => onChange({ ...field, required })}
      />
      <Tick
        label={`${t('contract.blank')}: ${name}`}
        on={field.mayBeBlank}
        onChange={(mayBeBlank) => onChange({ ...field, mayBeBlank })}
      />
      <td className="border-t border-hairline">
        <IconButton
          icon={open ? 'up' : 'more'}
          label={t('contract.details', { field: name })}
          pressed={open}
          onClick={onOpen}
        />
      </td>
    </tr>
  )
}

const Tick = ({ label, on, onChange }: { label: string; on: boolean; onChange(on: boolean): void }) => (
  <td className="border-t border-hairline text-center">
    <input
      type="checkbox"
      aria-label={label}
      checked={on}
      onChange={(event) => onChange(event.target.checked)}
      className="h-4 w-4 accent-accent"
    />
  </td>
)

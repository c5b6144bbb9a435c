/** What a write asks of its target: the operation, and the field over there that carries the match key. */
import { useState } from 'react'
import { type Connector, type Operation, own } from '#engine'
import { t } from '../../../../text/index.ts'
import { Checkbox, Select, TextField } from '../../../../ui/index.ts'
import { AccountFields } from '../connection/account-fields.tsx'
import { type ControlProps, targetOf, textOf, textsOf } from '../form.ts'

export function OperationControl({ field, value, change, form }: ControlProps<'operation'>) {
  const { connector, id: connectionId, connection, object, operation } = targetOf(form, field.connectionKey, field.key)
  if (!connector) return <First text={t('operation.first')} />
  const choices = Object.entries(connector.operations)
    .filter(([, operation]) => offers(operation, field.for))
    .map(([id, operation]) => ({
      value: id,
      label: labelOf(field.for, connector, operation),
    }))
  if (choices.length === 0) return <First text={t('operation.none', { system: connector.title })} />
  // What another system was asked for is not a choice here; the problem below it says so.
  const chosen = choices.some((choice) => choice.value === value) ? textOf(value) : ''
  return (
    <div className="flex flex-col gap-2">
      <Select label={field.label} hideLabel value={chosen} choices={choices} onChange={(id) => change(id)} />
      {connection && object && operation && (
        <AccountFields
          key={`${connectionId} ${operation.object}`}
          connectionId={connectionId}
          connection={connection}
          name={operation.object}
          object={object}
        />
      )}
    </div>
  )
}

/** A look-up goes by an operation that can look before it writes. */
const offers = (operation: Operation, purpose: 'write' | 'look' | 'list' | undefined): boolean => {
  if (purpose === 'look') return operation.look !== undefined
  return purpose !== 'list' || operation.list !== undefined
}

/** A look-up and a list ask for things; they have nothing to do with what would be done with them. */
function labelOf(purpose: 'write' | 'look' | 'list' | undefined, connector: Connector, operation: Operation): string {
  if (purpose === 'list') return operation.list?.title ?? operation.title
  return purpose === 'look' ? (own(connector.objects, operation.object)?.title ?? operation.title) : operation.title
}

/** Fields of the chosen object, ticked; in the order in which the system lists them. */
export function TargetFieldsControl({ field, value, change, form }: ControlProps<'target-fields'>) {
  const { object } = targetOf(form, field.connectionKey, field.operationKey)
  const [query, setQuery] = useState('')
  if (!object) return <First text={t('target-key.first')} />
  const chosen = textsOf(value)
  const names = object.fields.map(({ name }) => name)
  const lost = chosen.filter((name) => !names.includes(name)).map((name) => ({ name, label: name }))
  const shown = [...object.fields, ...lost].filter(({ name, label }) =>
    `${label} ${name}`.toLowerCase().includes(query.trim().toLowerCase()),
  )
  const toggle = (name: string, on: boolean) =>
    change([...names, ...lost.map((one) => one.name)].filter((one) => (one === name ? on : chosen.includes(one))))
  return (
    <div className="flex flex-col gap-1.5">
      {object.fields.length > MANY && (
        <TextField
          label={t('mapping.find')}
          hideLabel
          placeholder={t('mapping.find')}
          type="search"
          value={query}
          onChange={setQuery}
        />
      )}
      <ul className="max-h-56 overflow-y-auto rounded-card border border-hairline px-2.5 py-1">
        {shown.map(({ name, label }) => (
          <li key={name}>
            <Checkbox label={label} checked={chosen.includes(name)} onChange={(on) => toggle(name, on)} />
          </li>
        ))}
      </ul>
      <p className="text-12 text-muted">{t('target-fields.chosen', { count: chosen.length })}</p>
    </div>
  )
}

/** More fields than this are searched. */
const MANY = 12

export function TargetKeyControl({ field, value, change, form }: ControlProps<'target-key'>) {
  const { connector, object } = targetOf(form, field.connectionKey, field.operationKey)
  if (!connector || !object) return <First text={t('target-key.first')} />
  const choices = object.unique.map(({ name, label }) => ({ value: name, label }))
  return (
    <Select label={field.label} hideLabel value={textOf(value)} choices={choices} onChange={(name) => change(name)} />
  )
}

const First = ({ text }: { text: string }) => <p className="text-12 text-muted">{text}</p>

/** What a write asks of its target: the operation, and the field over there that carries the match key. */
import { t } from '../../../../text/index.ts'
import { Select } from '../../../../ui/index.ts'
import { type ControlProps, targetOf, textOf } from '../form.ts'

export function OperationControl({ field, value, change, form }: ControlProps<'operation'>) {
  const { connector } = targetOf(form, field.connectionKey)
  if (!connector) return <First text={t('operation.first')} />
  const choices = Object.entries(connector.operations).map(([id, operation]) => ({ value: id, label: operation.title }))
  return <Select label={field.label} hideLabel value={textOf(value)} choices={choices} onChange={(id) => change(id)} />
}

export function TargetKeyControl({ field, value, change, form }: ControlProps<'target-key'>) {
  const { connector, object } = targetOf(form, field.connectionKey, field.operationKey)
  if (!connector || !object) return <First text={t('target-key.first')} />
  const choices = object.unique.map(({ name, label }) => ({ value: name, label }))
  return (
    <Select label={field.label} hideLabel value={textOf(value)} choices={choices} onChange={(name) => change(name)} />
  )
}

const First = ({ text }: { text: string }) => <p className="text-12 text-muted">{text}</p>

/** The account a step reads from or writes to: one of the flow's connections, with its practice sign-in inside. */
import { useState } from 'react'
import { type Connector, freshId, isInside, own, withSetting } from '#engine'
import { connectors } from '../../../../client/index.ts'
import { useFlow } from '../../../../state/flow-store.ts'
import { t } from '../../../../text/index.ts'
import { Button, Select } from '../../../../ui/index.ts'
import { ImportDialog } from '../../imports/import-dialog.tsx'
import { type ControlProps, type StepForm, targetOf, textOf } from '../form.ts'
import { PracticeSlotCard } from './practice-slot-card.tsx'
import { SystemList } from './system-list.tsx'

export function ConnectionControl({ field, value, change, form }: ControlProps<'connection'>) {
  const { id, connection, connector } = targetOf(form, field.key)
  const [dialog, setDialog] = useState<'list' | 'import'>()
  const known = connectors()
  // Models are asked, other systems are read and written: neither is offered for the other.
  const fits = (one: Connector | undefined) =>
    one === undefined || (one.models !== undefined) === (field.for === 'models')
  const choices = Object.entries(form.flow.connections)
    .filter(([, one]) => fits(known[one.connector]))
    .map(([key, { name }]) => ({ value: key, label: name }))
  return (
    <div className="flex flex-col gap-2">
      {choices.length > 0 && (
        <Select
          label={field.label}
          hideLabel
          value={connection ? textOf(value) : ''}
          choices={choices}
          onChange={(key) => change(key)}
        />
      )}
      <div>
        <Button
          size="tight"
          variant={connection ? 'quiet' : 'plain'}
          className={connection ? '-ml-2.5' : ''}
          icon="plugs"
          aria-haspopup="dialog"
          onClick={() => setDialog('list')}
        >
          {t(addKey(field.for === 'models', choices.length > 0))}
        </Button>
      </div>
      {dialog === 'list' && (
        <SystemList
          systems={Object.values(known).filter(fits)}
          onClose={() => setDialog(undefined)}
          onChoose={(one) => addConnection(form, field.key, one)}
          {...(field.for === 'models' ? {} : { onImport: () => setDialog('import') })}
        />
      )}
      {dialog === 'import' && (
        <ImportDialog
          onClose={() => setDialog(undefined)}
          onSaved={(imported) => {
            const made = own(connectors(), imported)
            if (made) addConnection(form, field.key, made)
          }}
        />
      )}
      {connection && connector && !isInside(connector) && (
        <PracticeSlotCard
          key={id}
          place={{ flow: form.flow.id, connection: id }}
          name={connection.name}
          connector={connector}
        />
      )}
    </div>
  )
}

const addKey = (models: boolean, others: boolean) =>
  models ? 'connection.add-model' : others ? 'connection.add-other' : 'connection.add'

/** The connection and its choice are one edit, so that one undo takes both back. */
function addConnection({ flow, stepId, step }: StepForm, key: string, connector: Connector): void {
  const id = freshId(flow, connector.title)
  const settings = withSetting(step.settings, key, id)
  const name = freshName(flow.connections, connector.title)
  useFlow.getState().apply(
    {
      kind: 'batch',
      edits: [
        { kind: 'set-connection', id, connection: { name, connector: connector.id } },
        { kind: 'update-step', id: stepId, patch: { settings } },
      ],
    },
    t('change.new-connection', { connection: name }),
  )
}

/** Two accounts at one system are told apart by a number. */
function freshName(connections: Readonly<Record<string, { name: string }>>, title: string): string {
  const taken = new Set(Object.values(connections).map(({ name }) => name))
  let name = title
  for (let count = 2; taken.has(name); count++) name = `${title} ${count}`
  return name
}

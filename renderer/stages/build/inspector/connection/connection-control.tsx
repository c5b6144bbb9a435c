/** The account a step writes to: one of the flow's connections, with its practice sign-in inside. */
import { type Connector, freshId, isInside, withSetting } from '#engine'
import { connectors } from '../../../../client/index.ts'
import { useFlow } from '../../../../state/flow-store.ts'
import { t } from '../../../../text/index.ts'
import { Button, Select } from '../../../../ui/index.ts'
import { type ControlProps, type StepForm, targetOf, textOf } from '../form.ts'
import { PracticeSignIn } from './practice-sign-in.tsx'

export function ConnectionControl({ field, value, change, form }: ControlProps<'connection'>) {
  const { id, connection, connector } = targetOf(form, field.key)
  const known = connectors()
  // Models are asked, other systems are read and written: neither is offered for the other.
  const fits = (one: Connector | undefined) =>
    one === undefined || (one.models !== undefined) === (field.for === 'models')
  const choices = Object.entries(form.flow.connections)
    .filter(([, one]) => fits(known[one.connector]))
    .map(([key, { name }]) => ({ value: key, label: name }))
  const unused = Object.values(known).filter(
    (one) => fits(one) && !Object.values(form.flow.connections).some((existing) => existing.connector === one.id),
  )
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
      {unused.length > 0 && !connection && (
        <div className="flex flex-wrap gap-2">
          {unused.map((one) => (
            <Button key={one.id} size="tight" icon="plugs" onClick={() => addConnection(form, field.key, one)}>
              {t('connection.new', { system: one.title })}
            </Button>
          ))}
        </div>
      )}
      {connection && connector && !isInside(connector) && (
        <PracticeSignIn key={id} connectionId={id} connector={connector} />
      )}
    </div>
  )
}

/** The connection and its choice are one edit, so that one undo takes both back. */
function addConnection({ flow, stepId, step }: StepForm, key: string, connector: Connector): void {
  const id = freshId(flow, connector.title)
  const settings = withSetting(step.settings, key, id)
  useFlow.getState().apply(
    {
      kind: 'batch',
      edits: [
        { kind: 'set-connection', id, connection: { name: connector.title, connector: connector.id } },
        { kind: 'update-step', id: stepId, patch: { settings } },
      ],
    },
    t('change.new-connection', { connection: connector.title }),
  )
}

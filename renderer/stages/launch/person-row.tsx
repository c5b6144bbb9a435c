/** A row that a person signs: filled in place, changed in place. The edit goes the same way as every edit of the flow. */
import { useState } from 'react'
import type { ChecklistRow, Flow } from '#engine'
import { useFlow } from '../../state/flow-store.ts'
import { t } from '../../text/index.ts'
import { Button, IconButton, NumberField, TextField } from '../../ui/index.ts'
import { RowFrame } from './row-frame.tsx'

export function PersonRow({ row }: { row: ChecklistRow }) {
  const flow = useFlow((state) => state.flow)
  const [changing, setChanging] = useState(false)
  const fill = changing || row.state !== 'good'
  const change = (
    <IconButton
      icon="pencil"
      label={t('launch.change', { what: row.title })}
      className="-my-1"
      onClick={() => setChanging(true)}
    />
  )
  return (
    <RowFrame row={row} icon="pencil" end={fill ? undefined : change}>
      {fill && flow && row.id === 'owner' && <OwnerForm flow={flow} onDone={() => setChanging(false)} />}
      {fill && flow && row.id === 'alert' && <AlertForm flow={flow} onDone={() => setChanging(false)} />}
    </RowFrame>
  )
}

interface FormProps {
  flow: Flow
  onDone(): void
}

function OwnerForm({ flow, onDone }: FormProps) {
  const [logic, setLogic] = useState(flow.owners.logic)
  const [backup, setBackup] = useState(flow.owners.backup)
  const sign = () => {
    const owners = { logic: logic.trim(), backup: backup.trim() }
    useFlow.getState().apply({ kind: 'update-flow', patch: { owners } }, t('launch.edit-owner'))
    void useFlow.getState().saveNow()
    onDone()
  }
  return (
    <form
      className="mt-1.5 ml-6.5 grid grid-cols-[1fr_1fr_auto] items-start gap-2.5"
      onSubmit={(event) => {
        event.preventDefault()
        if (logic.trim() !== '') sign()
      }}
    >
      <TextField
        label={t('launch.owner')}
        help={t('launch.owner-help')}
        value={logic}
        onChange={setLogic}
        maxLength={200}
        required
      />
      <TextField
        label={t('launch.backup')}
        help={t('launch.backup-help')}
        value={backup}
        onChange={setBackup}
        maxLength={200}
      />
      <Sign disabled={logic.trim() === ''} />
    </form>
  )
}

function AlertForm({ flow, onDone }: FormProps) {
  const [person, setPerson] = useState(flow.alerts.person)
  const [afterHeld, setAfterHeld] = useState(flow.alerts.afterHeld)
  const sign = () => {
    const alerts = { person: person.trim(), afterHeld }
    useFlow.getState().apply({ kind: 'update-flow', patch: { alerts } }, t('launch.edit-alert'))
    void useFlow.getState().saveNow()
    onDone()
  }
  return (
    <form
      className="mt-1.5 ml-6.5 grid grid-cols-[1fr_1fr_auto] items-start gap-2.5"
      onSubmit={(event) => {
        event.preventDefault()
        if (person.trim() !== '') sign()
      }}
    >
      <TextField
        label={t('launch.alert')}
        help={t('launch.alert-help')}
        value={person}
        onChange={setPerson}
        maxLength={200}
        required
      />
      <NumberField label={t('launch.alert-after')} value={afterHeld} onChange={setAfterHeld} min={1} max={1_000_000} />
      <Sign disabled={person.trim() === ''} />
    </form>
  )
}

const Sign = ({ disabled }: { disabled: boolean }) => (
  <Button type="submit" icon="check" size="tight" className="mt-5.5" disabled={disabled}>
    {t('launch.sign')}
  </Button>
)

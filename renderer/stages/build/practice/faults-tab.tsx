/** Breaks a practice system on purpose: one plain switch for each thing that goes wrong out there. */
import { useState } from 'react'
import type { PracticeSystemView } from '#protocol'
import { t } from '../../../text/index.ts'
import { Select, Switch } from '../../../ui/index.ts'
import { firstKind, permissionsOf, useFieldsOf } from './fault-choices.ts'
import {
  FAULT_SWITCHES,
  type FaultSwitch,
  type FaultWish,
  isOn,
  otherFaults,
  renamedTo,
  SLOW,
  STRIKES,
  turnedOff,
  turnedOn,
} from './faults.ts'
import { usePractice } from './practice-store.ts'

export function FaultsTab({ system }: { system: PracticeSystemView }) {
  const others = otherFaults(system.faults)
  return (
    <div className="h-full min-h-0 overflow-y-auto pt-3 pr-1">
      <p className="pb-1 text-13 text-muted">{t('practice.faults-about')}</p>
      <ul>
        {FAULT_SWITCHES.map((one) => (
          <li key={one.id} className="border-t border-hairline py-1.5 first:border-t-0">
            {one.asks === undefined && <PlainFault system={system} one={one} />}
            {one.asks === 'permission' && <PermissionFault system={system} one={one} />}
            {one.asks === 'field' && <FieldFault system={system} one={one} />}
          </li>
        ))}
      </ul>
      {others.length > 0 && (
        <p className="border-t border-hairline pt-2 text-13">{t('practice.other-faults', { count: others.length })}</p>
      )}
    </div>
  )
}

interface FaultProps {
  system: PracticeSystemView
  one: FaultSwitch
}

const COUNTS = { ...STRIKES, slow: SLOW / 1000 } as const

const aboutOf = (one: FaultSwitch, values?: Record<string, string>) =>
  t(`fault.${one.id}-about`, { count: one.id in COUNTS ? COUNTS[one.id as keyof typeof COUNTS] : 0, ...values })

function FaultToggle({
  system,
  one,
  wish,
  ready,
  about,
}: FaultProps & { wish: FaultWish; ready: boolean; about: string }) {
  const on = isOn(one, system.faults)
  const busy = usePractice((state) => state.busy)
  const turn = (next: boolean) => {
    const { name, faults } = system
    void usePractice.getState().setFaults(name, next ? turnedOn(one, faults, wish) : turnedOff(one, faults))
  }
  return (
    <Switch
      label={<span className="font-medium">{t(`fault.${one.id}`)}</span>}
      help={about}
      checked={on}
      disabled={busy || (!on && !ready)}
      onChange={turn}
    />
  )
}

const PlainFault = ({ system, one }: FaultProps) => (
  <FaultToggle system={system} one={one} wish={{}} ready about={aboutOf(one)} />
)

function PermissionFault({ system, one }: FaultProps) {
  const known = permissionsOf(system.name)
  const [permission, setPermission] = useState(known[0] ?? '')
  const set = system.faults[one.name]
  const lost = isOn(one, system.faults) && Array.isArray(set) ? set.join(', ') : ''
  const about =
    lost !== ''
      ? t('fault.permission-lost', { permission: lost })
      : t(known.length > 0 ? 'fault.permission-about' : 'fault.permission-none')
  return (
    <>
      <FaultToggle system={system} one={one} wish={{ permission }} ready={permission !== ''} about={about} />
      {lost === '' && known.length > 0 && (
        <div className="w-72">
          <Select
            label={t('fault.which-permission')}
            value={permission}
            choices={known.map((value) => ({ value, label: value }))}
            onChange={setPermission}
            mono
          />
        </div>
      )}
    </>
  )
}

function FieldFault({ system, one }: FaultProps) {
  const [picked, setPicked] = useState<string>()
  const kind = picked ?? firstKind(system)
  const [chosen, setChosen] = useState('')
  const fields = useFieldsOf(system.name, kind)
  const field = fields.includes(chosen) ? chosen : ''
  const told = isOn(one, system.faults) ? toldOf(one, system) : undefined
  const choose = t(one.id === 'renamed' ? 'fault.renamed-choose' : 'fault.required-choose')
  const about = told ?? (field === '' ? choose : aboutOf(one, { field, new: renamedTo(field) }))
  return (
    <>
      <FaultToggle system={system} one={one} wish={{ kind, field }} ready={field !== ''} about={about} />
      {told === undefined && (
        <div className="flex gap-3">
          <div className="w-52">
            <Select
              label={t('practice.kind')}
              value={kind}
              choices={system.kinds.map(({ name, title }) => ({ value: name, label: title }))}
              onChange={setPicked}
            />
          </div>
          <div className="w-72">
            <Select
              label={t('fault.which-field')}
              value={field}
              choices={fields.map((value) => ({ value, label: value }))}
              onChange={setChosen}
              disabled={fields.length === 0}
              mono
            />
          </div>
        </div>
      )}
    </>
  )
}

/** What is set now, in words. */
function toldOf({ id, name }: FaultSwitch, { faults, kinds }: PracticeSystemView): string {
  const set = faults[name]
  const list = Array.isArray(set) ? set : []
  const words = list.map((entry) => {
    const { kind = '', from = '', to = '', field = '' } = entry as Partial<Record<string, string>>
    const title = kinds.find((one) => one.name === kind)?.title ?? kind
    return t(id === 'renamed' ? 'fault.renamed-set' : 'fault.required-set', { kind: title, from, to, field })
  })
  return words.join(' ')
}

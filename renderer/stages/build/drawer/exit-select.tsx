import { EXIT_LABELS, exitsOf, type PortName, stepKind } from '#engine'
import { useDrawer } from '../../../state/drawer-store.ts'
import { useFlow } from '../../../state/flow-store.ts'
import { t } from '../../../text/index.ts'
import { Select } from '../../../ui/index.ts'

const ALL = 'all'

/** Narrows the records to those that left a step by one of its exits. */
export function ExitSelect({ step: id, port }: { step: string; port: PortName | undefined }) {
  const step = useFlow((state) => state.flow?.steps[id])
  const narrow = useDrawer((drawer) => drawer.narrow)
  const kind = step && stepKind(step.kind)
  if (!kind) return null
  const exits = exitsOf(kind, step.settings)
  if (exits.length < 2) return null
  return (
    <Select<PortName | typeof ALL>
      label={t('records.exit')}
      hideLabel
      className="w-36"
      value={port ?? ALL}
      choices={[
        { value: ALL, label: t('records.all-exits') },
        ...exits.map((value) => ({ value, label: EXIT_LABELS[value] })),
      ]}
      onChange={(value) => narrow({ port: value === ALL ? undefined : value })}
    />
  )
}

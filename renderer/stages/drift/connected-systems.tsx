/** Every system that the flow is connected to, and whether it is as it was learned. */
import { isInside, own } from '#engine'
import { connectors } from '../../client/index.ts'
import { useDrift } from '../../state/drift-store.ts'
import { useFlow } from '../../state/flow-store.ts'
import { t } from '../../text/index.ts'
import { ErrorNote } from '../../ui/index.ts'
import { DriftCard } from './drift-card.tsx'
import { useFreshDrift } from './use-fresh-drift.ts'

export function ConnectedSystems() {
  const flow = useFlow((state) => state.flow)
  const error = useDrift((state) => state.error)
  useFreshDrift()
  const systems = Object.entries(flow?.connections ?? {}).flatMap(([id, { name, connector }]) => {
    const known = own(connectors(), connector)
    return known && !isInside(known) && known.models === undefined ? [{ id, name, system: known.title }] : []
  })
  if (systems.length === 0) return null
  return (
    <section aria-labelledby="systems">
      <div className="flex min-h-7 items-baseline gap-3">
        <h2 id="systems" className="text-16">
          {t('drift.systems')}
        </h2>
        <span className="text-13 text-muted">{t('drift.systems-about')}</span>
      </div>
      {error && <ErrorNote reason={error} onDismiss={() => useDrift.getState().dismiss()} />}
      <ul className="sheet mt-2 divide-y divide-hairline">
        {systems.map(({ id, name, system }) => (
          <li key={id} className="px-4 py-3">
            <h3 className="pb-1 text-13 font-strong">{name}</h3>
            <DriftCard connection={id} system={system} />
          </li>
        ))}
      </ul>
    </section>
  )
}

/** What is in practice: every practice system, the things in it, what the last run changed, and what is broken there on purpose. */
import { useState } from 'react'
import type { PracticeSystemView } from '#protocol'
import { showNumber, t } from '../../../text/index.ts'
import { Button, Dialog, ErrorNote, Icon, joinClasses, Tabs } from '../../../ui/index.ts'
import { ChangedTab } from './changed-tab.tsx'
import { brokenCount } from './faults.ts'
import { FaultsTab } from './faults-tab.tsx'
import { inOrder, systemsOfFlow, usePractice } from './practice-store.ts'
import { ResetButton } from './reset-button.tsx'
import { ThingsTab } from './things-tab.tsx'

export function PracticeDialog() {
  const open = usePractice((state) => state.open)
  return open ? <OpenDialog /> : null
}

function OpenDialog() {
  const { systems, chosen, error, close, dismiss } = usePractice()
  const system = systems?.find(({ name }) => name === chosen)
  return (
    <Dialog
      open
      onClose={close}
      title={t('practice.title')}
      about={t('practice.about')}
      width={1160}
      actions={
        <>
          <MendAll />
          <Button onClick={close}>{t('app.close')}</Button>
        </>
      }
    >
      {error && (
        <div className="pb-3">
          <ErrorNote reason={error} onDismiss={dismiss} />
        </div>
      )}
      <div className="grid h-[60vh] grid-cols-[220px_minmax(0,1fr)] gap-6">
        <SystemList systems={systems ?? []} chosen={chosen} />
        {system && <System key={system.name} system={system} />}
      </div>
    </Dialog>
  )
}

function MendAll() {
  const systems = usePractice((state) => state.systems)
  const busy = usePractice((state) => state.busy)
  const count = (systems ?? []).filter(({ faults }) => brokenCount(faults) > 0).length
  if (count === 0) return null
  return (
    <Button icon="shield" busy={busy} onClick={() => void usePractice.getState().mendAll()}>
      {t('practice.mend-all', { count })}
    </Button>
  )
}

function SystemList({ systems, chosen }: { systems: readonly PracticeSystemView[]; chosen: string | undefined }) {
  const used = systemsOfFlow()
  const ordered = inOrder(systems, used)
  const groups = [
    { title: t('practice.in-flow'), systems: ordered.filter(({ name }) => used.includes(name)) },
    { title: t('practice.others'), systems: ordered.filter(({ name }) => !used.includes(name)) },
  ]
  return (
    <nav aria-label={t('practice.systems')} className="min-h-0 overflow-y-auto border-r border-hairline pr-3">
      {groups.map(
        (group) =>
          group.systems.length > 0 && (
            <section key={group.title} className="pb-3">
              <h3 className="py-1 text-12 font-medium text-muted">{group.title}</h3>
              <ul>
                {group.systems.map((system) => (
                  <SystemRow key={system.name} system={system} chosen={system.name === chosen} />
                ))}
              </ul>
            </section>
          ),
      )}
    </nav>
  )
}

function SystemRow({ system, chosen }: { system: PracticeSystemView; chosen: boolean }) {
  const broken = brokenCount(system.faults)
  const count = system.kinds.reduce((sum, kind) => sum + kind.count, 0)
  return (
    <li>
      <button
        type="button"
        aria-current={chosen}
        onClick={() => usePractice.getState().choose(system.name)}
        className={joinClasses(
          'flex min-h-8 w-full items-center gap-2 rounded-control px-2 py-1 text-left text-13 hover:bg-sunken',
          chosen && 'bg-tint-accent font-medium forced-colors:outline-2',
        )}
      >
        <span className="min-w-0 flex-1">{shortTitle(system)}</span>
        {broken > 0 && (
          <span className="inline-flex items-center gap-1 text-12 text-rejected">
            <Icon name="warning" size={14} />
            {t('practice.broken-short')}
          </span>
        )}
        <span className="text-12 text-muted">{showNumber(count)}</span>
      </button>
    </li>
  )
}

/** Every title begins with the word that the window says already. */
const shortTitle = ({ title }: PracticeSystemView) =>
  title.replace(/^Practice (.)/, (_, first: string) => first.toUpperCase())

type Tab = 'things' | 'changed' | 'faults'

function System({ system }: { system: PracticeSystemView }) {
  const [tab, setTab] = useState<Tab>('things')
  const broken = brokenCount(system.faults)
  return (
    <section aria-label={system.title} className="flex min-h-0 min-w-0 flex-col">
      <div className="flex items-center gap-3 pb-2">
        <h3 className="min-w-0 flex-1 text-16">{system.title}</h3>
        <ResetButton system={system} />
      </div>
      <div className="min-h-0 flex-1">
        <Tabs<Tab>
          label={system.title}
          tabs={[
            { id: 'things', label: t('practice.things') },
            { id: 'changed', label: t('practice.changed') },
            { id: 'faults', label: t('practice.faults'), ...(broken > 0 ? { count: broken } : {}) },
          ]}
          chosen={tab}
          onChoose={setTab}
        >
          {tab === 'things' && <ThingsTab system={system} />}
          {tab === 'changed' && <ChangedTab system={system} />}
          {tab === 'faults' && <FaultsTab system={system} />}
        </Tabs>
      </div>
    </section>
  )
}

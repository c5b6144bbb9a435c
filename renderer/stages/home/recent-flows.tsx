import { useState } from 'react'
import type { FlowSummary } from '#protocol'
import { useApp } from '../../state/app-store.ts'
import { showMoment, t } from '../../text/index.ts'
import { Button, Dialog, Empty, Icon, IconButton, Menu } from '../../ui/index.ts'
import type { HomeStore } from './home-store.ts'
import { lastResultOf } from './last-result.ts'

const TONE = { success: 'text-success', low: 'text-low', accent: 'text-accent', muted: 'text-muted' } as const

export function RecentFlows({ home }: { home: HomeStore }) {
  const [leaving, setLeaving] = useState<FlowSummary>()
  const flows = home.flows ?? []
  const name = nameOf(leaving)
  return (
    <section aria-labelledby="recent">
      <h2 id="recent" className="flex min-h-7 items-center text-16">
        {t('home.recent')}
      </h2>
      {home.flows && (
        <div className="sheet mt-2.5 py-1">
          {flows.length === 0 && <Empty>{t('home.recent-empty')}</Empty>}
          <ul>
            {flows.map((flow) => (
              <RecentFlow key={flow.id} flow={flow} home={home} onRemove={() => setLeaving(flow)} />
            ))}
          </ul>
        </div>
      )}
      <Dialog
        open={leaving !== undefined}
        onClose={() => setLeaving(undefined)}
        title={t('home.remove-title', { name })}
        about={t('home.remove-about')}
        width={420}
        actions={
          <>
            <Button onClick={() => setLeaving(undefined)}>{t('app.cancel')}</Button>
            <Button
              icon="remove"
              className="text-error"
              onClick={() => {
                if (leaving) void home.remove(leaving.id)
                setLeaving(undefined)
              }}
            >
              {t('home.remove-yes')}
            </Button>
          </>
        }
      />
    </section>
  )
}

const nameOf = (flow: FlowSummary | undefined) => flow?.name.trim() || t('flow.unnamed')

function RecentFlow({ flow, home, onRemove }: { flow: FlowSummary; home: HomeStore; onRemove(): void }) {
  const openFlow = useApp((state) => state.openFlow)
  const result = lastResultOf(flow)
  const name = nameOf(flow)
  return (
    <li className="relative flex items-start gap-3 px-3.5 py-2.5 not-first:border-t not-first:border-hairline hover:bg-sunken/50 large:px-4.5 large:py-3.5">
      <Icon name={result.icon} className={`mt-0.5 ${TONE[result.tone as keyof typeof TONE] ?? ''}`} />
      <div className="min-w-0 flex-1">
        <button
          type="button"
          onClick={() => openFlow(flow.id)}
          title={name}
          className="block max-w-full truncate text-left font-medium after:absolute after:inset-0 hover:text-accent"
        >
          {name}
        </button>
        <p className="text-13">{result.words}</p>
        <p className="text-12 text-muted">{t('home.edited', { when: showMoment(flow.updatedAt) })}</p>
      </div>
      <Menu
        label={t('home.remove-menu', { name })}
        align="end"
        trigger={<IconButton icon="more" label={t('home.remove-menu', { name })} className="z-1" />}
        groups={[
          [
            { id: 'copy', icon: 'save', label: t('home.export-item'), onChoose: () => void home.saveCopy(flow.id) },
            { id: 'remove', icon: 'remove', label: t('home.remove-item'), danger: true, onChoose: onRemove },
          ],
        ]}
      />
    </li>
  )
}

/** What the run wrote, by target: create, update or no change, field by field, each under its match key. */
import { useCallback, useState } from 'react'
import { own, type RunView } from '#engine'
import type { WriteSummary } from '#protocol'
import { studio } from '../../../client/index.ts'
import { useFlow } from '../../../state/flow-store.ts'
import { useRun } from '../../../state/run-store.ts'
import { rich, showNumber, t } from '../../../text/index.ts'
import { Empty, Icon, joinClasses, Segmented } from '../../../ui/index.ts'
import { type WriteTarget, writeTargets } from '../results/write-targets.ts'
import { type ReadPage, usePaged } from './use-paged.ts'
import { type WriteCounts, WriteRows } from './write-rows.tsx'

export function WritesTab() {
  const view = useRun((run) => run.view)
  const flow = useFlow((state) => state.flow)
  const [step, setStep] = useState<string>()
  const targets = flow ? writeTargets(flow) : []
  const chosen = targets.find((target) => target.step === step) ?? targets[0]
  if (!chosen) return <Empty icon="upsert">{t('writes.no-steps')}</Empty>
  if (!view) return <Empty icon="upsert">{t('writes.none-yet')}</Empty>
  return (
    <div className="flex h-full min-h-0">
      <ul className="w-[184px] shrink-0 overflow-y-auto border-r border-hairline bg-canvas p-1.5 large:w-[230px]">
        {targets.map((target) => (
          <li key={target.step}>
            <TargetButton
              target={target}
              view={view}
              chosen={target === chosen}
              onChoose={() => setStep(target.step)}
            />
          </li>
        ))}
      </ul>
      <OfTarget key={chosen.step} target={chosen} view={view} />
    </div>
  )
}

interface TargetButtonProps {
  target: WriteTarget
  view: RunView
  chosen: boolean
  onChoose(): void
}

function TargetButton({ target, view, chosen, onChoose }: TargetButtonProps) {
  const { create, update, unchanged } = countsOf(view, target.step)
  return (
    <button
      type="button"
      aria-pressed={chosen}
      onClick={onChoose}
      className={joinClasses(
        'flex w-full items-center gap-2 rounded-control border px-2 py-1.5 text-left text-12 text-muted',
        chosen ? 'border-hairline bg-panel' : 'border-transparent hover:bg-sunken',
      )}
    >
      <Icon name="upsert" size={16} />
      <span className="min-w-0">
        <b className="block truncate text-13 text-ink" title={target.name}>
          {target.name}
        </b>
        {t('writes.summary', { create, update, unchanged })}
      </span>
    </button>
  )
}

type Which = 'all' | 'create' | 'update' | 'unchanged'

function OfTarget({ target, view }: { target: WriteTarget; view: RunView }) {
  const [which, setWhich] = useState<Which>('all')
  const { run } = view
  const { step } = target
  const read: ReadPage<WriteSummary> = useCallback(
    async (offset, limit) => {
      const does = which === 'all' ? {} : { does: which }
      const { total, writes } = await studio().runs.writes({ run, step, ...does, offset, limit })
      return { total, items: writes }
    },
    [run, step, which],
  )
  const counts = countsOf(view, step)
  const paged = usePaged(read, view.seq)
  return (
    <div className="flex min-w-0 flex-1 flex-col">
      <div className="flex shrink-0 flex-wrap items-center justify-between gap-x-3 gap-y-1 px-3 py-1 text-13">
        <p>{rich('writes.headline', { target: target.name, ...counts })}</p>
        <Segmented<Which>
          label={t('writes.which')}
          chosen={which}
          onChoose={setWhich}
          choices={[
            { id: 'create', label: `${t('writes.create')} ${showNumber(counts.create)}` },
            { id: 'update', label: `${t('writes.update')} ${showNumber(counts.update)}` },
            { id: 'unchanged', label: `${t('writes.unchanged')} ${showNumber(counts.unchanged)}` },
            { id: 'all', label: t('writes.all') },
          ]}
        />
      </div>
      <WriteRows paged={paged} run={run} />
    </div>
  )
}

function countsOf(view: RunView, step: string): WriteCounts {
  const writes = own(view.steps, step)?.writes
  return { create: writes?.created ?? 0, update: writes?.updated ?? 0, unchanged: writes?.unchanged ?? 0 }
}

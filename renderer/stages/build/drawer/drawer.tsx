/** Under the canvas: samples, records, writes and problems. Folds to its row of tabs. */
import { type DrawerTab, useDrawer } from '../../../state/drawer-store.ts'
import { useDriftCount } from '../../../state/drift-store.ts'
import { useFlow } from '../../../state/flow-store.ts'
import { useRun } from '../../../state/run-store.ts'
import { useSample } from '../../../state/sample-store.ts'
import { showNumber, t } from '../../../text/index.ts'
import { IconButton, type Tab, Tabs } from '../../../ui/index.ts'
import { ProblemsTab } from './problems-tab.tsx'
import { RecordsTab } from './records-tab.tsx'
import { SamplesTab } from './samples-tab.tsx'
import { WritesTab } from './writes-tab.tsx'

export function Drawer() {
  const { tab, folded, show, fold } = useDrawer()
  return (
    <Tabs<DrawerTab>
      label={t('drawer.label')}
      tabs={useTabs()}
      chosen={tab}
      onChoose={show}
      className="flex h-full min-h-0 flex-col border-t border-hairline bg-panel"
      end={
        <IconButton
          icon={folded ? 'up' : 'down'}
          label={t(folded ? 'drawer.unfold' : 'drawer.fold')}
          aria-expanded={!folded}
          className="mr-2 self-center"
          side="top"
          onClick={() => fold(!folded)}
        />
      }
    >
      {!folded && <Content tab={tab} />}
    </Tabs>
  )
}

function useTabs(): Tab<DrawerTab>[] {
  const samples = useSample((sample) => sample.total)
  const received = useRun((run) => run.view?.received)
  const written = useRun((run) => {
    const steps = Object.values(run.view?.steps ?? {})
    return steps.reduce((sum, { writes }) => sum + (writes ? writes.created + writes.updated + writes.unchanged : 0), 0)
  })
  const ran = received !== undefined
  const drawn = useFlow((state) => state.problems.filter((problem) => problem.severity !== 'tip').length)
  const problems = drawn + useDriftCount()
  return [
    { id: 'samples', label: t('drawer.samples'), ...(samples > 0 ? { count: showNumber(samples) } : {}) },
    { id: 'records', label: t('drawer.records'), ...(ran ? { count: showNumber(received) } : {}) },
    {
      id: 'writes',
      label: t(ran ? 'drawer.written' : 'drawer.would-write'),
      ...(ran ? { count: showNumber(written) } : {}),
    },
    { id: 'problems', label: t('drawer.problems'), count: showNumber(problems) },
  ]
}

function Content({ tab }: { tab: DrawerTab }) {
  switch (tab) {
    case 'samples':
      return <SamplesTab />
    case 'records':
      return <RecordsTab />
    case 'writes':
      return <WritesTab />
    case 'problems':
      return <ProblemsTab />
  }
}

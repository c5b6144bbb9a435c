import type { ReactNode } from 'react'
import type { ChecklistRow } from '#engine'
import type { LaunchState } from '#protocol'
import { useApp } from '../../state/app-store.ts'
import { useDrawer } from '../../state/drawer-store.ts'
import { useFlow } from '../../state/flow-store.ts'
import { useLaunch } from '../../state/launch-store.ts'
import { t } from '../../text/index.ts'
import { Button } from '../../ui/index.ts'
import { PersonRow } from './person-row.tsx'
import { RowFrame } from './row-frame.tsx'

export function Checklist({ state: { rows } }: { state: LaunchState }) {
  const open = rows.filter((row) => row.state !== 'good').length
  return (
    <section
      aria-labelledby="checklist"
      className="w-106 shrink-0 overflow-y-auto border-r border-hairline bg-panel pt-4 pb-6 large:w-130 max-[900px]:w-full max-[900px]:border-r-0"
    >
      <div className="px-5">
        <h1 id="checklist" className="text-20">
          {open === 0 ? t('launch.ready') : t('launch.gaps', { count: open })}
        </h1>
        <p className="text-13 text-muted">
          {sumOfRows(rows)}
          {open > 0 && ` ${t('launch.every-row')}`}
        </p>
      </div>
      <Group title={t('launch.machine')} rows={rows.filter((row) => row.by === 'machine')}>
        {(row) => <MachineRow key={row.id} row={row} />}
      </Group>
      <Group title={t('launch.person')} rows={rows.filter((row) => row.by === 'person')}>
        {(row) => <PersonRow key={row.id} row={row} />}
      </Group>
    </section>
  )
}

/** `7 rows: 5 good, 1 missing, 1 stale.` */
function sumOfRows(rows: readonly ChecklistRow[]): string {
  const parts = (['good', 'missing', 'stale'] as const).flatMap((state) => {
    const count = rows.filter((row) => row.state === state).length
    return count === 0 ? [] : [t(`launch.sum-${state}`, { count })]
  })
  return t('launch.sum', { total: rows.length, parts: parts.join(', ') })
}

function Group({
  title,
  rows,
  children,
}: {
  title: string
  rows: readonly ChecklistRow[]
  children(row: ChecklistRow): ReactNode
}) {
  const good = rows.filter((row) => row.state === 'good').length
  return (
    <>
      <h2 className="mt-4 flex items-baseline px-5 pb-1.5 text-13 text-muted">
        {title}
        <span className="ml-auto font-regular">{t('launch.good-of', { good, total: rows.length })}</span>
      </h2>
      <ul>{rows.map(children)}</ul>
    </>
  )
}

function MachineRow({ row }: { row: ChecklistRow }) {
  const shown = { ...row, evidence: evidenceOf(row) }
  return <RowFrame row={shown} end={<Mend row={row} />} />
}

/** Both proof rows rest on the same two runs: the first says what to do, the second does not repeat it. */
function evidenceOf(row: ChecklistRow): string {
  if (row.code !== 'launch.not-proved') return row.evidence
  if (row.id === 'accounted') return t('launch.same-runs')
  return row.state === 'stale' ? t('launch.proved-before') : row.evidence
}

/** Where the evidence is, or the button that brings it. */
function Mend({ row }: { row: ChecklistRow }) {
  const goTo = useApp((state) => state.goTo)
  const flowId = useFlow((state) => state.flow?.id)
  const prove = useLaunch((launch) => launch.prove)
  const proving = useLaunch((launch) => launch.proving !== undefined)
  if (row.id === 'run-twice' && row.state !== 'good')
    return (
      <Button icon="twice" busy={proving} onClick={() => flowId && void prove(flowId)}>
        {t(row.state === 'stale' ? 'twice.again' : 'twice.start')}
      </Button>
    )
  if (row.state === 'good') return null
  if (row.step !== undefined) {
    const step = row.step
    const show = () => {
      useFlow.getState().select({ steps: [step] })
      goTo('build')
    }
    return <Button onClick={show}>{t('launch.see-step')}</Button>
  }
  if (row.id === 'complete') {
    const show = () => {
      useDrawer.getState().show('problems')
      goTo('build')
    }
    return <Button onClick={show}>{t('launch.see-problems')}</Button>
  }
  return null
}

/** Every record of the run with its outcome, where it ended and why; narrowed by outcome, step, exit and words. */
import { useCallback } from 'react'
import { OUTCOMES, type Outcome, type RunView, sentenceOf } from '#engine'
import type { RecordSummary } from '#protocol'
import { studio } from '../../../client/index.ts'
import { type RecordFilter, useDrawer } from '../../../state/drawer-store.ts'
import { useFlow } from '../../../state/flow-store.ts'
import { useRecord } from '../../../state/record-store.ts'
import { useRun } from '../../../state/run-store.ts'
import { showNumber, t } from '../../../text/index.ts'
import { Button, Empty, ErrorNote, Select, TextField } from '../../../ui/index.ts'
import { OutcomeBadge } from '../results/outcome-badge.tsx'
import { ExitSelect } from './exit-select.tsx'
import { type ReadPage, usePaged } from './use-paged.ts'
import { VirtualTable } from './virtual-table.tsx'

export function RecordsTab() {
  const view = useRun((run) => run.view)
  if (!view) return <Empty icon="play">{t('drawer.not-run')}</Empty>
  return (
    <div className="flex h-full min-h-0 flex-col">
      <Records view={view} />
    </div>
  )
}

const COLUMNS = [
  { id: 'number', title: t('records.number'), width: 92 },
  { id: 'title', title: t('records.title') },
  { id: 'outcome', title: t('records.outcome'), width: 150 },
  { id: 'where', title: t('records.where'), width: 150 },
  { id: 'why', title: t('records.why') },
]

function Records({ view }: { view: RunView }) {
  const { run } = view
  const filter = useDrawer((drawer) => drawer.filter)
  const chosen = useRecord((record) => (record.run === run ? record.seq : undefined))
  const steps = useFlow((state) => state.flow?.steps)
  const read: ReadPage<RecordSummary> = useCallback(
    async (offset, limit) => {
      const { total, records } = await studio().runs.records({ run, ...filter, offset, limit })
      return { total, items: records }
    },
    [run, filter],
  )
  const { total, at, see, loading, error } = usePaged(read, view.seq)
  const choose = (index: number) => {
    const record = at(index)
    if (!record) return
    void useRecord.getState().choose(run, record.seq)
    useFlow.getState().select({ steps: [record.step] })
  }
  return (
    <>
      <Filters filter={filter} total={total} />
      {error && <ErrorNote reason={error} />}
      {total === 0 && !loading && !error ? (
        <Empty>{t('records.none')}</Empty>
      ) : (
        <VirtualTable
          label={t('drawer.records')}
          columns={COLUMNS}
          count={total}
          minWidth={760}
          onSee={see}
          onChoose={choose}
          row={(index) => {
            const record = at(index)
            return record && rowOf(record, record.seq === chosen, steps?.[record.step]?.title ?? record.step)
          }}
        />
      )}
    </>
  )
}

function rowOf(record: RecordSummary, chosen: boolean, where: string) {
  const why = record.reason ? sentenceOf(record.reason.code, record.reason.values) : ''
  return {
    chosen,
    name: t('records.story', { seq: record.seq }),
    first: (
      <span className="font-record">
        {showNumber(record.seq)}{' '}
        {record.label !== `row ${record.seq}` && <span className="text-12 text-muted">{record.label}</span>}
      </span>
    ),
    cells: [
      <span key="title" className="font-record text-12" title={record.title}>
        {record.title}
      </span>,
      <OutcomeBadge key="outcome" outcome={record.outcome} />,
      <span key="where" title={where}>
        {where}
      </span>,
      <span key="why" className="text-muted" title={why}>
        {why}
      </span>,
    ],
  }
}

const ALL = 'all'

function Filters({ filter, total }: { filter: RecordFilter; total: number }) {
  const narrow = useDrawer((drawer) => drawer.narrow)
  const showRecords = useDrawer((drawer) => drawer.showRecords)
  const steps = useFlow((state) => state.flow?.steps)
  const narrowed = Object.keys(filter).length > 0
  return (
    <div className="flex shrink-0 flex-wrap items-center gap-2 px-3 py-1.5">
      <TextField
        label={t('records.search')}
        hideLabel
        placeholder={t('records.search')}
        type="search"
        className="w-48"
        value={filter.search ?? ''}
        onChange={(search) => narrow({ search })}
      />
      <Select
        label={t('records.outcome')}
        hideLabel
        className="w-40"
        value={filter.outcome ?? ALL}
        choices={[
          { value: ALL, label: t('records.all-outcomes') },
          ...OUTCOMES.map((value) => ({ value, label: t(`outcome.${value}`) })),
        ]}
        onChange={(value: Outcome | typeof ALL) => narrow({ outcome: value === ALL ? undefined : value })}
      />
      <Select
        label={t('records.step')}
        hideLabel
        className="w-44"
        value={filter.step ?? ALL}
        choices={[
          { value: ALL, label: t('records.all-steps') },
          ...Object.entries(steps ?? {}).map(([value, { title }]) => ({ value, label: title })),
        ]}
        onChange={(value) => narrow({ step: value === ALL ? undefined : value })}
      />
      {filter.step && <ExitSelect step={filter.step} port={filter.port} />}
      {narrowed && (
        <Button size="tight" variant="quiet" icon="close" onClick={() => showRecords({})}>
          {t('records.clear')}
        </Button>
      )}
      <span className="flex-1" />
      <span className="text-12 text-muted" role="status">
        {t('records.count', { count: total })}
      </span>
    </div>
  )
}

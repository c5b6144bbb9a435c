/** The lines of what was written: verb, record, match key, and each field old and new. */
import type { FieldChange } from '#engine'
import type { WriteSummary } from '#protocol'
import { useFlow } from '../../../state/flow-store.ts'
import { useRecord } from '../../../state/record-store.ts'
import { t } from '../../../text/index.ts'
import { Empty, ErrorNote, Icon, type IconName } from '../../../ui/index.ts'
import { fieldLabel } from '../results/write-targets.ts'
import { OldNew } from '../story/change-list.tsx'
import type { Paged } from './use-paged.ts'
import { VirtualTable } from './virtual-table.tsx'

export type WriteCounts = Record<WriteSummary['does'], number>

const VERBS: Readonly<Record<WriteSummary['does'], { icon: IconName; colour: string }>> = {
  create: { icon: 'plus', colour: 'text-success' },
  update: { icon: 'pencil', colour: 'text-accent' },
  unchanged: { icon: 'check', colour: 'text-muted' },
}

const COLUMNS = [
  { id: 'verb', title: t('writes.record'), width: 104 },
  { id: 'title', title: <span className="sr-only">{t('records.title')}</span>, width: 210 },
  { id: 'key', title: t('writes.key'), width: 190 },
  {
    id: 'changes',
    title: (
      <span className="inline-flex items-center gap-1">
        {t('writes.fields')}
        <Icon name="to" size={12} />
        {t('writes.fields-new')}
      </span>
    ),
  },
]

export function WriteRows({ paged, run }: { paged: Paged<WriteSummary>; run: string }) {
  const chosen = useRecord((record) => (record.run === run ? record.seq : undefined))
  const flow = useFlow((state) => state.flow)
  const choose = (index: number) => {
    const write = paged.at(index)
    if (!write) return
    void useRecord.getState().choose(run, write.seq)
    useFlow.getState().select({ steps: [write.step] })
  }
  if (paged.error) return <ErrorNote reason={paged.error} />
  if (paged.total === 0 && !paged.loading) return <Empty>{t('writes.none')}</Empty>
  return (
    <VirtualTable
      label={t('drawer.written')}
      columns={COLUMNS}
      count={paged.total}
      minWidth={900}
      onSee={paged.see}
      onChoose={choose}
      row={(index) => {
        const write = paged.at(index)
        return write && rowOf(write, write.seq === chosen, (field) => fieldLabel(flow, write.step, field))
      }}
    />
  )
}

function rowOf(write: WriteSummary, chosen: boolean, labelOf: (field: string) => string) {
  const { icon, colour } = VERBS[write.does]
  return {
    chosen,
    name: `${t(`writes.${write.does}`)} ${write.title}, ${t('records.story', { seq: write.seq })}`,
    first: (
      <span className={`inline-flex items-center gap-1 align-middle text-12 font-medium ${colour}`}>
        <Icon name={icon} size={14} />
        {t(`writes.${write.does}`)}
      </span>
    ),
    cells: [
      <span key="title" title={write.title}>
        {write.title}
      </span>,
      <span key="key" className="font-record text-12" title={write.key}>
        {write.key}
      </span>,
      <Changes key="changes" changes={write.changes} labelOf={labelOf} />,
    ],
  }
}

/** Changes that stand in one line before the rest is only counted. */
const IN_LINE = 5

function Changes({ changes, labelOf }: { changes: readonly FieldChange[]; labelOf(field: string): string }) {
  if (changes.length === 0) return <span className="text-muted">{t('writes.same')}</span>
  const rest = changes.length - IN_LINE
  return (
    <span className="inline-flex items-baseline gap-4">
      {changes.slice(0, IN_LINE).map((change) => (
        <span key={change.field} className="inline-flex items-baseline gap-1.5">
          <span className="text-12 text-muted">{labelOf(change.field)}</span>
          <OldNew change={change} line />
        </span>
      ))}
      {rest > 0 && <span className="text-12 text-muted">{t('writes.more', { count: rest })}</span>}
    </span>
  )
}

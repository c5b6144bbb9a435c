/** The rows of the file that the flow reads. Choosing one shows its values in the forms; stepping begins with it. */
import { useCallback } from 'react'
import { useSample } from '../../../state/sample-store.ts'
import { useStepping } from '../../../state/step-store.ts'
import { showNumber, t } from '../../../text/index.ts'
import { Badge, Button, Empty, ErrorNote } from '../../../ui/index.ts'
import { shown, valueIn } from '../stepping/changes.ts'
import { VirtualTable } from './virtual-table.tsx'

const COLUMN = 168

export function SamplesTab() {
  const { file, columns, total, rows, chosen, error, need, choose } = useSample()
  const see = useCallback((from: number, to: number) => void need(from + 1, to + 1), [need])
  if (!file) return <Empty icon="file">{t('samples.none')}</Empty>
  return (
    <div className="flex h-full min-h-0 flex-col">
      <div className="flex shrink-0 flex-wrap items-center gap-2 px-3 py-1 text-12 text-muted">
        <Badge icon="flask">{t('samples.watermark')}</Badge>
        <span className="min-w-0 truncate">
          {t(file.events ? 'samples.events' : 'samples.rows', { count: total, name: file.name })}
        </span>
        <span className="hidden min-w-0 truncate large:inline">{t('samples.edit-hint')}</span>
        <span className="flex-1" />
        {total > 0 && (
          <Button size="tight" icon="next" onClick={() => void useStepping.getState().enter(chosen)}>
            {t('samples.step', { row: chosen })}
          </Button>
        )}
      </div>
      {error && <ErrorNote reason={error} />}
      <VirtualTable
        label={t('drawer.samples')}
        columns={[
          { id: 'row', title: t('samples.row'), width: 76 },
          ...columns.map((name) => ({ id: `column ${name}`, title: <span title={name}>{name}</span>, width: COLUMN })),
        ]}
        minWidth={76 + columns.length * COLUMN}
        rowHeight={26}
        count={total}
        onSee={see}
        onChoose={(index) => choose(index + 1)}
        row={(index) => {
          const row = rows.get(index + 1)
          if (!row) return undefined
          return {
            chosen: row.row === chosen,
            name: `${t('samples.row')} ${showNumber(row.row)}`,
            first: <span className="font-record text-muted">{showNumber(row.row)}</span>,
            cells: columns.map((name) => {
              const text = shown(valueIn(row.data, name))
              return (
                <span key={name} className="font-record text-12" title={text}>
                  {text}
                </span>
              )
            }),
          }
        }}
      />
    </div>
  )
}

/** Which record is stepped: one before, one after, a number, and the marks of those around it that were stepped already. */
import { type FormEvent, useEffect, useState } from 'react'
import { useSample } from '../../../state/sample-store.ts'
import { useStepping } from '../../../state/step-store.ts'
import { showNumber, t } from '../../../text/index.ts'
import { IconButton, joinClasses, PortMark } from '../../../ui/index.ts'
import { OUTCOME_LOOKS } from '../results/outcome.ts'
import { titleOf } from './changes.ts'

export function RecordChooser() {
  const { row, total, goTo } = useStepping()
  return (
    <div className="flex min-w-0 items-center gap-2">
      <IconButton
        icon="left"
        label={t('walk.previous')}
        disabled={row <= 1}
        className="border border-edge"
        onClick={() => void goTo(row - 1)}
      />
      <IconButton
        icon="right"
        label={t('walk.next-record')}
        disabled={total > 0 && row >= total}
        className="border border-edge"
        onClick={() => void goTo(row + 1)}
      />
      <span className="text-14 font-strong whitespace-nowrap">
        {total > 0 ? t('walk.record-of', { row, total }) : t('walk.record', { row })}
      </span>
      <RowTitle row={row} />
      <RowField row={row} onGo={(to) => void goTo(to)} />
      <Ticks row={row} total={total} />
    </div>
  )
}

function RowTitle({ row }: { row: number }) {
  const data = useSample((sample) => sample.rows.get(row)?.data)
  const title = data ? titleOf(data) : ''
  return (
    <span className="max-w-52 min-w-0 large:max-w-96 truncate font-record text-13 text-muted" title={title}>
      {title}
    </span>
  )
}

function RowField({ row, onGo }: { row: number; onGo(row: number): void }) {
  const [text, setText] = useState(String(row))
  useEffect(() => setText(String(row)), [row])
  const go = (event: FormEvent) => {
    event.preventDefault()
    const to = Number.parseInt(text, 10)
    if (Number.isInteger(to) && to >= 1) onGo(to)
    else setText(String(row))
  }
  return (
    <form onSubmit={go}>
      <input
        aria-label={t('walk.row')}
        title={t('walk.row')}
        inputMode="numeric"
        value={text}
        onChange={(event) => setText(event.target.value)}
        onBlur={() => setText(String(row))}
        className="field w-16 text-right font-record"
      />
    </form>
  )
}

/** Rows on each side of the present one. */
const AROUND = 5

function Ticks({ row, total }: { row: number; total: number }) {
  const { ends, goTo } = useStepping()
  const first = Math.max(1, Math.min(row - AROUND, total - 2 * AROUND))
  const rows = Array.from({ length: Math.min(2 * AROUND + 1, total) }, (_, i) => first + i)
  return (
    <span className="hidden gap-[3px] min-[1240px]:inline-flex">
      {rows.map((one) => {
        const end = ends.get(one)
        return (
          <button
            key={one}
            type="button"
            aria-label={
              end ? `${t('walk.record', { row: one })}: ${t(`outcome.${end}`)}` : t('walk.record', { row: one })
            }
            aria-current={one === row ? 'true' : undefined}
            onClick={() => void goTo(one)}
            className={joinClasses(
              'grid h-[34px] min-w-6 content-end justify-items-center rounded-control px-0.5 hover:bg-sunken',
              one === row && 'bg-tint-accent ring-1 ring-accent ring-inset',
            )}
          >
            {end ? (
              <PortMark port={OUTCOME_LOOKS[end].port} size={11} />
            ) : (
              <span className="mb-0.5 h-2 w-2 rounded-full border-[1.5px] border-dashed border-edge" />
            )}
            <small className={joinClasses('text-11', one === row ? 'font-strong' : 'text-muted')}>
              {showNumber(one)}
            </small>
          </button>
        )
      })}
    </span>
  )
}

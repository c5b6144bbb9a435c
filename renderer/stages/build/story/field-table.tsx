/** The fields of a record around a step, changed ones first: one side of before and after, or both in one list. */

import { t } from '../../../text/index.ts'
import { joinClasses } from '../../../ui/index.ts'
import { type FieldRow, shown } from '../stepping/changes.ts'
import { OldNew } from './change-list.tsx'
import { ValueText } from './value-text.tsx'

const STATE_TINTS: Readonly<Record<FieldRow['state'], string>> = {
  new: 'bg-tint-success',
  changed: 'bg-tint-rejected',
  gone: 'bg-tint-error',
  same: '',
}

export interface FieldTableProps {
  rows: readonly FieldRow[]
  side: 'before' | 'after' | 'both'
  /** Fields that the reason names, such as those a check refused. */
  wrong?: ReadonlySet<string>
}

export function FieldTable({ rows, side, wrong }: FieldTableProps) {
  const there = rows.filter((row) => side === 'both' || row.state === 'same' || side in row || row.state === 'gone')
  const blank = there.filter((row) => isBlank(row) && !wrong?.has(row.field))
  const told = blank.length > FEW ? there.filter((row) => !blank.includes(row)) : there
  return (
    <>
      <dl>
        {told.map((row) => (
          <Line key={row.field} row={row} side={side} bad={wrong?.has(row.field) ?? false} />
        ))}
      </dl>
      {told !== there && (
        <details className="border-t border-hairline">
          <summary className="px-4 py-[7px] text-13 text-muted large:px-6 large:py-2.5">
            {t('value.blank-fields', { count: blank.length })}
          </summary>
          <dl>
            {blank.map((row) => (
              <Line key={row.field} row={row} side={side} bad={false} />
            ))}
          </dl>
        </details>
      )}
    </>
  )
}

/** Blank fields that are listed among the others. */
const FEW = 3

const isBlank = (row: FieldRow): boolean => row.state === 'same' && shown(row.after).trim() === ''

function Line({ row, side, bad }: { row: FieldRow; side: FieldTableProps['side']; bad: boolean }) {
  const tint = bad
    ? 'bg-tint-error'
    : side === 'before' && row.state !== 'changed' && row.state !== 'gone'
      ? ''
      : STATE_TINTS[row.state]
  return (
    <div
      className={joinClasses(
        'grid grid-cols-[minmax(84px,38%)_1fr] items-baseline gap-2 border-t border-hairline px-4 py-[7px] text-13 large:px-6 large:py-2.5',
        tint,
      )}
    >
      <dt className="truncate text-muted" title={row.field}>
        {row.field}
      </dt>
      <dd className="min-w-0">
        <Value row={row} side={side} />
      </dd>
    </div>
  )
}

function Value({ row, side }: { row: FieldRow; side: FieldTableProps['side'] }) {
  if (side === 'before') return <ValueText value={row.before} absent={!('before' in row)} />
  if (side === 'both' && row.state === 'changed')
    return <OldNew change={{ field: row.field, old: row.before ?? null, new: row.after ?? null }} />
  const gone = row.state === 'gone'
  return (
    <span>
      <ValueText value={gone ? row.before : row.after} />
      {row.state !== 'same' && <span className="ml-2 text-12 text-muted">{t(`record.state-${row.state}`)}</span>}
    </span>
  )
}

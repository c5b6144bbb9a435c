/** A table of any length of which only the rows in view exist. The first cell of a row is its button; arrow keys walk the rows. */
import { useVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import { joinClasses } from '../../../ui/index.ts'

export interface VirtualColumn {
  id: string
  title: ReactNode
  /** Pixels; what is left over goes to columns without one. */
  width?: number
}

export interface VirtualRow {
  /** What the button of the row says. */
  first: ReactNode
  /** Its name read aloud, when the text is too short to stand alone. */
  name?: string
  /** The cells after the first. */
  cells: readonly ReactNode[]
  chosen?: boolean
}

export interface VirtualTableProps {
  label: string
  columns: readonly VirtualColumn[]
  count: number
  rowHeight?: number
  /** Undefined while the row is being read. */
  row(index: number): VirtualRow | undefined
  onChoose(index: number): void
  onSee?(from: number, to: number): void
  /** Pixels below which the table scrolls sideways. */
  minWidth?: number
}

export function VirtualTable(props: VirtualTableProps) {
  const { label, columns, count, rowHeight = 28, row, onChoose, onSee, minWidth } = props
  const scroller = useRef<HTMLDivElement>(null)
  const [at, setAt] = useState(0)
  /** The row that gets the keyboard as soon as it is there. */
  const wanted = useRef<number>(undefined)
  const rows = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 8,
    scrollPaddingStart: HEAD,
  })
  const items = rows.getVirtualItems()
  const first = items[0]?.index ?? 0
  const last = items.at(-1)?.index ?? 0
  useEffect(() => {
    if (count > 0) onSee?.(first, last)
  }, [first, last, count, onSee])

  useEffect(() => {
    if (wanted.current === undefined) return
    const button = scroller.current?.querySelector<HTMLElement>(`[data-row="${wanted.current}"]`)
    if (!button) return
    wanted.current = undefined
    button.focus({ preventScroll: true })
  })

  const walk = (event: KeyboardEvent) => {
    const by = STEPS[event.key]
    const to = event.key === 'Home' ? 0 : event.key === 'End' ? count - 1 : by === undefined ? undefined : at + by
    if (to === undefined || count === 0) return
    event.preventDefault()
    const next = Math.max(0, Math.min(count - 1, to))
    setAt(next)
    wanted.current = next
    rows.scrollToIndex(next)
    // The row may have to be read first; until then the table itself keeps the keyboard.
    scroller.current?.focus({ preventScroll: true })
  }
  const focusable = at >= first && at <= last ? at : first
  const above = items[0]?.start ?? 0
  const below = rows.getTotalSize() - (items.at(-1)?.end ?? 0)
  return (
    <div
      ref={scroller}
      tabIndex={-1}
      className="h-full min-h-0 flex-1 overflow-auto outline-none"
      onKeyDown={walk}
      role="none"
    >
      <table
        aria-label={label}
        aria-rowcount={count + 1}
        className="w-full table-fixed border-collapse text-13"
        style={{ minWidth }}
      >
        <colgroup>
          {columns.map((column) => (
            <col key={column.id} style={column.width === undefined ? undefined : { width: column.width }} />
          ))}
        </colgroup>
        <thead>
          <tr>
            {columns.map((column) => (
              <th
                key={column.id}
                scope="col"
                className="sticky top-0 z-1 h-[22px] truncate bg-sunken px-3 py-0.5 text-left text-12 font-medium text-muted"
              >
                {column.title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <Gap height={above} span={columns.length} />
          {items.map(({ index }) => (
            <Row
              key={index}
              index={index}
              height={rowHeight}
              row={row(index)}
              columns={columns}
              focusable={index === focusable}
              onChoose={() => {
                setAt(index)
                onChoose(index)
              }}
            />
          ))}
          <Gap height={below} span={columns.length} />
        </tbody>
      </table>
    </div>
  )
}

const HEAD = 22
const STEPS: Readonly<Record<string, number>> = { ArrowUp: -1, ArrowDown: 1, PageUp: -10, PageDown: 10 }

const Gap = ({ height, span }: { height: number; span: number }) =>
  height <= 0 ? null : (
    <tr>
      <td colSpan={span} style={{ height, padding: 0 }} />
    </tr>
  )

interface RowProps {
  index: number
  height: number
  row: VirtualRow | undefined
  columns: readonly VirtualColumn[]
  focusable: boolean
  onChoose(): void
}

function Row({ index, height, row, columns, focusable, onChoose }: RowProps) {
  if (!row)
    return (
      <tr aria-rowindex={index + 2} style={{ height }}>
        <td colSpan={columns.length} className="border-t border-hairline" />
      </tr>
    )
  return (
    <tr
      aria-rowindex={index + 2}
      aria-selected={row.chosen}
      style={{ height }}
      className={joinClasses('relative hover:bg-sunken', row.chosen && 'bg-tint-accent forced-colors:outline-2')}
    >
      <th scope="row" className="truncate border-t border-hairline px-3 text-left align-middle font-regular">
        <button
          type="button"
          data-row={index}
          tabIndex={focusable ? 0 : -1}
          aria-label={row.name}
          onClick={onChoose}
          className="max-w-full truncate text-left -outline-offset-2 after:absolute after:inset-0"
        >
          {row.first}
        </button>
      </th>
      {columns.slice(1).map((column, i) => (
        <td key={column.id} className="truncate border-t border-hairline px-3 align-middle whitespace-nowrap">
          {row.cells[i]}
        </td>
      ))}
    </tr>
  )
}

import type { ReactNode } from 'react'
import { joinClasses } from '../../../ui/index.ts'

export interface PaneProps {
  title: string
  note?: ReactNode
  className?: string
  children: ReactNode
}

/** One of the three columns of stepping: a title that stays, a body that scrolls. */
export const Pane = ({ title, note, className, children }: PaneProps) => (
  <section
    aria-label={title}
    className={joinClasses(
      'flex min-h-0 min-w-0 flex-col border-l border-hairline first:border-l-0',
      className ?? 'bg-panel',
    )}
  >
    <div className="flex items-baseline gap-2 px-4 pt-3 pb-2 large:px-6 large:pt-4">
      <h2 className="text-16 whitespace-nowrap">{title}</h2>
      {note && <span className="min-w-0 truncate text-13 text-muted">{note}</span>}
    </div>
    <div className="min-h-0 flex-1 overflow-y-auto">{children}</div>
  </section>
)

import { ScrollArea } from '@base-ui/react/scroll-area'
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
      'flex min-h-0 min-w-0 flex-col border-l max-[900px]:min-h-72 border-hairline first:border-l-0',
      className ?? 'bg-panel',
    )}
  >
    <div className="flex items-baseline gap-2 px-4 pt-3 pb-2 large:px-6 large:pt-4">
      <h2 className="text-16 whitespace-nowrap">{title}</h2>
      {note && <span className="min-w-0 truncate text-13 text-muted">{note}</span>}
    </div>
    <ScrollArea.Root className="relative min-h-0 flex-1">
      <ScrollArea.Viewport className="h-full overscroll-contain -outline-offset-2">{children}</ScrollArea.Viewport>
      <ScrollArea.Scrollbar className="flex w-2.5 justify-center p-0.5 opacity-0 transition-opacity data-hovering:opacity-100 data-scrolling:opacity-100">
        <ScrollArea.Thumb className="w-full rounded-full bg-edge" />
      </ScrollArea.Scrollbar>
    </ScrollArea.Root>
  </section>
)

/** What every stage looks like from outside: top bar with its band, the stage itself, status line. */
import type { ReactNode } from 'react'
import { type Environment, EnvironmentBadge } from './marks.tsx'

export interface StageFrameProps {
  /** Small word at the left, such as `Build`. */
  stage?: string
  /** The flow's name, or whatever is open; may be a control to edit it. */
  name: ReactNode
  /** After the name, muted, such as `v4`. */
  note?: ReactNode
  environment?: Environment
  /** What the environment badge opens; it is a button then. */
  environmentDoor?: { label: string; open(): void }
  /** After the environment badge. */
  leading?: ReactNode
  /** At the right end; at most one primary button. */
  actions?: ReactNode
  status?: ReactNode
  statusEnd?: ReactNode
  children: ReactNode
}

export function StageFrame(props: StageFrameProps) {
  const { stage, name, note, environment, environmentDoor, leading, actions, status, statusEnd, children } = props
  return (
    <div className="grid h-full min-w-0 grid-rows-[var(--top)_minmax(0,1fr)_var(--status)]">
      <header className="relative z-20 flex min-w-0 items-center gap-3 border-b border-hairline bg-panel pr-3 pl-4">
        {stage && (
          <>
            <span className="text-13 text-muted">{stage}</span>
            <span aria-hidden="true" className="h-5 w-px bg-hairline" />
          </>
        )}
        <div className="min-w-0 truncate font-strong">{name}</div>
        {note && <span className="text-13 whitespace-nowrap text-muted">{note}</span>}
        {environment && (
          <EnvironmentBadge environment={environment} {...(environmentDoor ? { door: environmentDoor } : {})} />
        )}
        {leading}
        <div className="ml-auto flex shrink-0 items-center gap-3">{actions}</div>
        {environment && (
          <div
            aria-hidden="true"
            className={`absolute inset-x-0 -bottom-1 h-[3px] ${environment === 'live' ? 'bg-ink' : 'band-practice'}`}
          />
        )}
      </header>
      <main id="stage" tabIndex={-1} className="relative min-h-0 min-w-0 outline-none">
        {children}
      </main>
      <footer className="flex min-w-0 items-center gap-4 border-t border-hairline bg-panel px-3 text-12 whitespace-nowrap text-muted">
        <div className="flex min-w-0 items-center gap-4 overflow-hidden">{status}</div>
        <div className="ml-auto flex items-center gap-4">{statusEnd}</div>
      </footer>
    </div>
  )
}

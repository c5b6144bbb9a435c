import { Dialog as Base } from '@base-ui/react/dialog'
import { type ReactNode, useRef } from 'react'
import { t } from '../text/index.ts'
import { IconButton } from './button.tsx'

export interface DialogProps {
  open: boolean
  onClose(): void
  title: string
  /** One sentence under the title. */
  about?: string
  /** Pixels; 480 unless told. */
  width?: number
  children?: ReactNode
  /** Buttons, the one that acts last. */
  actions?: ReactNode
}

export function Dialog({ open, onClose, title, about, width = 480, children, actions }: DialogProps) {
  const popup = useRef<HTMLDivElement>(null)
  // The first field, or the dialog itself: focus on Close would open its tooltip, which takes the first Escape.
  const first = () => popup.current?.querySelector<HTMLElement>('input, textarea') ?? popup.current
  return (
    <Base.Root open={open} onOpenChange={(now) => !now && onClose()}>
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 z-40 bg-shade transition-opacity duration-(--m-panel) data-ending-style:opacity-0 data-starting-style:opacity-0" />
        <Base.Popup
          ref={popup}
          initialFocus={first}
          style={{ width }}
          className="fixed top-1/2 left-1/2 z-40 flex max-h-[calc(100vh-48px)] max-w-[calc(100vw-32px)] -translate-x-1/2 -translate-y-1/2 flex-col rounded-dialog border border-hairline bg-panel shadow-card transition-opacity duration-(--m-panel) data-ending-style:opacity-0 data-starting-style:opacity-0"
        >
          <div className="flex items-start gap-3 px-6 pt-5 pb-4">
            <div className="min-w-0 flex-1">
              <Base.Title className="text-20">{title}</Base.Title>
              {about && <Base.Description className="mt-1 text-13 text-muted">{about}</Base.Description>}
            </div>
            <Base.Close render={<IconButton icon="close" label={t('app.close')} />} />
          </div>
          {children && <div className="min-h-0 flex-1 overflow-y-auto px-6 pb-5">{children}</div>}
          {actions && (
            <div className="flex items-center justify-end gap-2 border-t border-hairline px-6 py-4">{actions}</div>
          )}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  )
}

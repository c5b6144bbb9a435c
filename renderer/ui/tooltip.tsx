import { Tooltip as Base } from '@base-ui/react/tooltip'
import type { ReactElement } from 'react'

export interface TooltipProps {
  text: string
  shortcut?: string
  side?: 'top' | 'bottom' | 'left' | 'right'
  /** One element that can take focus; it must have its own accessible name. */
  children: ReactElement
}

/** A name for the eye. It never holds the only copy of a text: what is needed is also on screen or read aloud. */
export function Tooltip({ text, shortcut, side = 'bottom', children }: TooltipProps) {
  return (
    <Base.Root>
      <Base.Trigger render={children} />
      <Base.Portal>
        <Base.Positioner side={side} sideOffset={6} className="z-50">
          <Base.Popup className="flex max-w-80 items-center gap-2 rounded-control bg-ink px-2 py-1 text-12 text-panel shadow-card transition-opacity duration-(--m-hover) data-starting-style:opacity-0">
            {text}
            {shortcut && <kbd className="font-ui opacity-75">{shortcut}</kbd>}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}

/** Around the app: once one tooltip was shown, its neighbours appear at once. */
export const TooltipGroup = Base.Provider

/** A panel whose size the person sets, by dragging its edge or with the arrow keys; remembered under a name. */
import { type CSSProperties, type PointerEvent, type ReactNode, useRef } from 'react'
import { useApp } from '../state/app-store.ts'
import { joinClasses } from './join-classes.ts'

export interface PanelProps {
  /** Name under which the size is remembered, such as `build.inspector`. */
  name: string
  label: string
  /** The edge that is dragged. */
  edge: 'left' | 'right' | 'top'
  /** Pixels. */
  size: number
  min: number
  max: number
  className?: string
  children: ReactNode
}

/** `size` holds until the person drags. */
export function Panel({ name, label, edge, size, min, max, className, children }: PanelProps) {
  const remembered = useApp((state) => state.panels[name])
  const pixels = Math.min(Math.max(typeof remembered === 'number' ? remembered : size, min), max)
  const style: CSSProperties = edge === 'top' ? { height: pixels } : { width: pixels }
  return (
    <section aria-label={label} style={style} className={joinClasses('relative min-h-0 min-w-0 shrink-0', className)}>
      {children}
      <Resizer label={label} edge={edge} pixels={pixels} min={min} max={max} name={name} />
    </section>
  )
}

const PLACE = {
  left: 'inset-y-0 -left-1 w-2 cursor-col-resize',
  right: 'inset-y-0 -right-1 w-2 cursor-col-resize',
  top: 'inset-x-0 -top-1 h-2 cursor-row-resize',
}

function Resizer({
  name,
  label,
  edge,
  pixels,
  min,
  max,
}: Pick<PanelProps, 'name' | 'label' | 'edge' | 'min' | 'max'> & { pixels: number }) {
  const setPanel = useApp((state) => state.setPanel)
  const from = useRef({ at: 0, pixels: 0 })
  const set = (next: number) => setPanel(name, Math.round(Math.min(Math.max(next, min), max)))
  const along = (event: PointerEvent) => (edge === 'top' ? -event.clientY : event.clientX * (edge === 'left' ? -1 : 1))
  const grow = edge === 'top' ? 'ArrowUp' : edge === 'left' ? 'ArrowLeft' : 'ArrowRight'
  const shrink = edge === 'top' ? 'ArrowDown' : edge === 'left' ? 'ArrowRight' : 'ArrowLeft'
  return (
    // biome wants an interactive element here; a focusable separator with a value is one (ARIA window splitter).
    <hr
      tabIndex={0}
      aria-label={label}
      aria-orientation={edge === 'top' ? 'horizontal' : 'vertical'}
      aria-valuenow={pixels}
      aria-valuemin={min}
      aria-valuemax={max}
      className={joinClasses(
        'absolute z-10 m-0 border-0 bg-transparent transition-colors hover:bg-accent/30',
        PLACE[edge],
      )}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId)
        from.current = { at: along(event), pixels }
      }}
      onPointerMove={(event) => {
        if (event.currentTarget.hasPointerCapture(event.pointerId))
          set(from.current.pixels + along(event) - from.current.at)
      }}
      onKeyDown={(event) => {
        if (event.key !== grow && event.key !== shrink) return
        event.preventDefault()
        set(pixels + (event.key === grow ? 16 : -16))
      }}
    />
  )
}

import type { PortName, Position } from '#engine'
import { showNumber } from '../text/index.ts'
import { portColour } from '../ui/index.ts'
import { LABEL_ROW } from './geometry.ts'

export interface ExitLabelProps {
  port: PortName
  name: string
  count: number | undefined
  /** The exit, in canvas pixels. */
  at: Position
  left: boolean
  row: number
}

/** The words beside the line that falls from an exit, with the records that went that way. */
export function ExitLabel({ port, name, count, at, left, row }: ExitLabelProps) {
  const y = at.y + LABEL_ROW.first + row * LABEL_ROW.height
  const place = `translate(${left ? at.x - 8 : at.x + 8}px, ${y}px) translate(${left ? '-100%' : '0'}, -50%)`
  return (
    <span className="exit-label" style={{ transform: place, color: portColour(port) }}>
      {name}
      {count !== undefined && (
        <span className="pill" data-some={count > 0 || undefined}>
          {showNumber(count)}
        </span>
      )}
    </span>
  )
}

import type { ConnectionLineComponentProps } from 'reactflow'
import { portColour } from '../ui/index.ts'
import { useCanvas } from './canvas-store.ts'
import type { CardNode } from './card-nodes.ts'
import { EXIT_HIT, rectAt } from './geometry.ts'
import { isOnward } from './ports.ts'
import { dashOf } from './wire-look.ts'
import { wirePath } from './wire-path.ts'

/** A wire while it is being drawn: already in the colour, dash and corners it will have. */
export function NewWire({ fromX, fromY, toX, toY }: ConnectionLineComponentProps<CardNode>) {
  const port = useCanvas((s) => s.connecting?.port) ?? 'main'
  const from = isOnward(port) ? { x: fromX - EXIT_HIT / 2, y: fromY } : { x: fromX, y: fromY - EXIT_HIT / 2 }
  const { d } = wirePath(from, rectAt({ x: toX, y: toY }, { width: 0, height: 0 }), !isOnward(port))
  return (
    <g>
      <path d={d} fill="none" stroke={portColour(port)} strokeWidth={2.5} strokeDasharray={dashOf(port)} />
      <circle cx={toX} cy={toY} r={4} fill={portColour(port)} />
    </g>
  )
}

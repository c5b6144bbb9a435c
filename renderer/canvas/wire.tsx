/** A wire: its line in the colour and dash of its exit, and on it the pill with the records that went that way. */
import { memo, useState } from 'react'
import { EdgeLabelRenderer, type EdgeProps } from 'reactflow'
import { type PortName, type Position, portKindOf } from '#engine'
import { useFlow } from '../state/flow-store.ts'
import { portColour } from '../ui/index.ts'
import { useCanvas } from './canvas-store.ts'
import type { WireEdge } from './card-nodes.ts'
import { problemOn } from './flow-index.ts'
import { CARD, EXIT_HIT, entryOf, rectAt } from './geometry.ts'
import { useExitCount, useWireLight } from './live.ts'
import { isOnward } from './ports.ts'
import { WireLabel } from './wire-label.tsx'
import { dashOf } from './wire-look.ts'
import { wirePath } from './wire-path.ts'

export const Wire = memo(function Wire(props: EdgeProps<WireEdge>) {
  const block = useCanvas((s) => s.level === 'block')
  return block ? <FarWire {...props} /> : <NearWire {...props} />
})

/** Seen from far away: only the line. */
function FarWire({ id, data, selected, ...at }: EdgeProps<WireEdge>) {
  const port = data?.port ?? 'main'
  const to = data?.to ?? CARD
  const target = rectAt({ x: at.targetX, y: at.targetY - entryOf(to) }, to)
  const { d } = wirePath(exitAt(port, at.sourceX, at.sourceY), target, !isOnward(port), data?.bend)
  const light = useWireLight(id)
  return (
    <g className="wire" data-state={selected ? 'selected' : light} style={{ color: portColour(port) }}>
      <path className="wire-line" d={d} strokeDasharray={dashOf(port)} />
    </g>
  )
}

function NearWire({ id, source, data, selected, ...at }: EdgeProps<WireEdge>) {
  const port = data?.port ?? 'main'
  const to = data?.to ?? CARD
  const target = rectAt({ x: at.targetX, y: at.targetY - entryOf(to) }, to)
  const exit = exitAt(port, at.sourceX, at.sourceY)
  const path = wirePath(exit, target, !isOnward(port), data?.bend)
  const [hovered, setHovered] = useState(false)
  const light = useWireLight(id)
  const splice = useCanvas((s) => s.splice === id)
  const count = useExitCount(source, port)
  const invalid = useFlow((s) => problemOn(s.problems, id) !== undefined)
  const state = splice ? 'splice' : selected ? 'selected' : light === 'none' ? (hovered ? 'hover' : 'idle') : light
  return (
    <>
      <g
        className="wire"
        data-state={state}
        data-invalid={invalid || undefined}
        style={{ color: portColour(port) }}
        onPointerEnter={() => setHovered(true)}
        onPointerLeave={() => setHovered(false)}
      >
        <path className="react-flow__edge-interaction" d={path.d} fill="none" strokeOpacity={0} strokeWidth={20} />
        <path className="wire-under" d={path.d} />
        <path
          className="wire-line"
          d={path.d}
          strokeDasharray={dashOf(port)}
          strokeLinecap={portKindOf(port) === 'duplicate' ? 'round' : 'butt'}
          data-thin={count === 0 && !isOnward(port) ? true : undefined}
        />
        <Arrow points={path.points} />
      </g>
      <EdgeLabelRenderer>
        <WireLabel
          id={id}
          source={source}
          port={port}
          exit={exit}
          middle={path.middle}
          short={path.short}
          selected={selected ?? false}
          hovered={hovered}
          light={light}
        />
      </EdgeLabelRenderer>
    </>
  )
}

/** React Flow gives the outer edge of the square around the mark; the wire begins in its middle. */
const exitAt = (port: PortName, x: number, y: number): Position =>
  isOnward(port) ? { x: x - EXIT_HIT / 2, y } : { x, y: y - EXIT_HIT / 2 }

function Arrow({ points }: { points: readonly Position[] }) {
  const [before, tip] = [points.at(-2), points.at(-1)]
  if (!before || !tip) return null
  const down = before.x === tip.x
  const d = down
    ? `M${tip.x - 4} ${tip.y - 9}L${tip.x} ${tip.y - 1}L${tip.x + 4} ${tip.y - 9}z`
    : `M${tip.x - 9} ${tip.y - 4}L${tip.x - 1} ${tip.y}L${tip.x - 9} ${tip.y + 4}z`
  return <path d={d} fill="currentColor" />
}

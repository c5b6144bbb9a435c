/** A wire: its line in the colour and dash of its exit, and on it the pill with the records that went that way. */
import { memo, useState } from 'react'
import { EdgeLabelRenderer, type EdgeProps } from 'reactflow'
import type { PortName, Position } from '#engine'
import { useFlow } from '../state/flow-store.ts'
import { showNumber, t } from '../text/index.ts'
import { IconButton, joinClasses, PORT_COLOUR } from '../ui/index.ts'
import { useActions } from './actions.ts'
import { useCanvas } from './canvas-store.ts'
import type { WireEdge } from './card-nodes.ts'
import { reconcile } from './card-status.ts'
import { describeWire } from './card-words.ts'
import { CARD, EXIT_HIT, exitLabel, LABEL_ROW, rectAt } from './geometry.ts'
import { exitsOf } from './kinds.ts'
import { useExitCount, useStepCounts, useWireLight } from './live.ts'
import { DASH } from './wire-look.ts'
import { wirePath } from './wire-path.ts'

export const Wire = memo(function Wire({ id, source, data, selected, ...at }: EdgeProps<WireEdge>) {
  const port = data?.port ?? 'main'
  const to = data?.to ?? CARD
  const target = rectAt({ x: at.targetX, y: at.targetY - to.height / 2 }, to)
  const exit = exitAt(port, at.sourceX, at.sourceY)
  const path = wirePath(exit, target, port !== 'main')
  const [hovered, setHovered] = useState(false)
  const light = useWireLight(id)
  const splice = useCanvas((s) => s.splice === id)
  const count = useExitCount(source, port)
  const state = splice ? 'splice' : selected ? 'selected' : light === 'none' ? (hovered ? 'hover' : 'idle') : light
  return (
    <>
      <g
        className="wire"
        data-state={state}
        style={{ color: PORT_COLOUR[port] }}
        onPointerEnter={() => setHovered(true)}
        onPointerLeave={() => setHovered(false)}
      >
        <path className="react-flow__edge-interaction" d={path.d} fill="none" strokeOpacity={0} strokeWidth={20} />
        <path className="wire-under" d={path.d} />
        <path
          className="wire-line"
          d={path.d}
          strokeDasharray={DASH[port]}
          strokeLinecap={port === 'duplicate' ? 'round' : 'butt'}
          data-thin={count === 0 && port !== 'main' ? true : undefined}
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
})

/** React Flow gives the outer edge of the square around the mark; the wire begins in its middle. */
const exitAt = (port: PortName, x: number, y: number): Position =>
  port === 'main' ? { x: x - EXIT_HIT / 2, y } : { x, y: y - EXIT_HIT / 2 }

function Arrow({ points }: { points: readonly Position[] }) {
  const [before, tip] = [points.at(-2), points.at(-1)]
  if (!before || !tip) return null
  const down = before.x === tip.x
  const d = down
    ? `M${tip.x - 4} ${tip.y - 9}L${tip.x} ${tip.y - 1}L${tip.x + 4} ${tip.y - 9}z`
    : `M${tip.x - 9} ${tip.y - 4}L${tip.x - 1} ${tip.y}L${tip.x - 9} ${tip.y + 4}z`
  return <path d={d} fill="currentColor" />
}

interface WireLabelProps {
  id: string
  source: string
  port: PortName
  exit: Position
  middle: Position
  short: boolean
  selected: boolean
  hovered: boolean
  light: string
}

function WireLabel({ id, source, port, exit, middle, short, selected, hovered, light }: WireLabelProps) {
  const level = useCanvas((s) => s.level)
  const count = useExitCount(source, port)
  const place = usePlace(source, port, exit)
  const [over, setOver] = useState(false)
  if (level === 'block') return null
  const raised = short && count !== undefined ? 21 : 0
  const transform = place ?? `translate(${middle.x}px, ${middle.y - raised}px) translate(-50%, -50%)`
  return (
    <div
      className="wire-label nopan nodrag"
      data-light={light}
      style={{ transform, zIndex: selected || over ? 20 : 5 }}
      onPointerEnter={() => setOver(true)}
      onPointerLeave={() => setOver(false)}
    >
      <WirePill id={id} port={port} count={count} selected={selected} words={place !== undefined && level === 'full'} />
      {selected && <WireTools id={id} />}
      {(over || hovered) && !selected && <Sum source={source} />}
    </div>
  )
}

/** Beside the fall, for the exits at the bottom edge; undefined for main. */
function usePlace(source: string, port: PortName, exit: Position): string | undefined {
  const step = useFlow((s) => s.flow?.steps[source])
  if (!step || port === 'main') return undefined
  const { left, row } = exitLabel(port, exitsOf(step))
  const y = exit.y + LABEL_ROW.first + row * LABEL_ROW.height
  return `translate(${left ? exit.x - 8 : exit.x + 8}px, ${y}px) translate(${left ? '-100%' : '0'}, -50%)`
}

interface WirePillProps {
  id: string
  port: PortName
  count: number | undefined
  selected: boolean
  words: boolean
}

function WirePill({ id, port, count, selected, words }: WirePillProps) {
  const name = useFlow((s) => (s.flow ? describeWire(s.flow, id) : ''))
  const here = useCanvas((s) => s.spot?.wire === id)
  return (
    <button
      type="button"
      data-wire={id}
      tabIndex={here ? 0 : -1}
      aria-label={count === undefined ? name : t('canvas.wire-records', { name, count })}
      aria-pressed={selected}
      className={joinClasses('wire-pill', words && 'wire-pill-falls')}
      style={words ? { color: PORT_COLOUR[port] } : undefined}
      onFocus={() => useCanvas.setState({ spot: { wire: id } })}
      onClick={() => useFlow.getState().select({ steps: [], wire: id })}
    >
      {words && <span>{t(`port.${port}`)}</span>}
      {count !== undefined && (
        <span className="pill" data-some={count > 0 || undefined}>
          {showNumber(count)}
        </span>
      )}
    </button>
  )
}

function WireTools({ id }: { id: string }) {
  const { insert, removeWire } = useActions()
  return (
    <span className="wire-tools">
      <IconButton icon="plus" label={t('canvas.insert')} shortcut="N" onClick={() => insert(id)} />
      <IconButton icon="close" label={t('canvas.remove-wire')} shortcut="Del" onClick={() => removeWire(id)} />
    </span>
  )
}

/** `12 in = 9 + 1 + 1 + 1`: the sum at the step that the wire leaves. */
function Sum({ source }: { source: string }) {
  const counts = useStepCounts(source)
  const step = useFlow((s) => s.flow?.steps[source])
  if (!counts || !step) return null
  const sum = reconcile(counts, exitsOf(step))
  return (
    <span className="wire-sum" role="status">
      {t('canvas.sum', { in: showNumber(sum.in), parts: sum.parts.map(showNumber).join(' + ') })}
    </span>
  )
}

/** What stands on a wire: the pill with its records, the sum on hover, and the tools of a selected wire. */
import { useState } from 'react'
import { type PortName, type Position, sentenceOf } from '#engine'
import { useFlow } from '../state/flow-store.ts'
import { showNumber, t } from '../text/index.ts'
import { Icon, IconButton, joinClasses, portColour } from '../ui/index.ts'
import { useActions } from './actions.ts'
import { useCanvas } from './canvas-store.ts'
import { reconcile } from './card-status.ts'
import { describeWire } from './card-words.ts'
import { problemOn } from './flow-index.ts'
import { exitLabel, LABEL_ROW } from './geometry.ts'
import { exitName, exitsOf } from './kinds.ts'
import { useExitCount, useStepCounts } from './live.ts'
import { isOnward } from './ports.ts'

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

export function WireLabel({ id, source, port, exit, middle, short, selected, hovered, light }: WireLabelProps) {
  const level = useCanvas((s) => s.level)
  const count = useExitCount(source, port)
  const place = usePlace(source, port, exit)
  const [over, setOver] = useState(false)
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
      <WirePill
        id={id}
        source={source}
        port={port}
        count={count}
        selected={selected}
        words={place !== undefined && level === 'full'}
      />
      {selected && <WireTools id={id} />}
      {(over || hovered) && !selected && <Sum source={source} />}
    </div>
  )
}

/** Beside the fall, for the exits at the bottom edge; undefined for main. */
function usePlace(source: string, port: PortName, exit: Position): string | undefined {
  const ports = useFlow((s) => s.flow && exitsOf(s.flow, source))
  if (!ports || isOnward(port)) return undefined
  const { left, row } = exitLabel(port, ports)
  const y = exit.y + LABEL_ROW.first + row * LABEL_ROW.height
  return `translate(${left ? exit.x - 8 : exit.x + 8}px, ${y}px) translate(${left ? '-100%' : '0'}, -50%)`
}

interface WirePillProps {
  id: string
  source: string
  port: PortName
  count: number | undefined
  selected: boolean
  words: boolean
}

function WirePill({ id, source, port, count, selected, words }: WirePillProps) {
  const name = useFlow((s) => (s.flow ? describeWire(s.flow, id) : ''))
  const exit = useFlow((s) => (s.flow ? exitName(s.flow, source, port) : ''))
  const here = useCanvas((s) => s.spot?.wire === id)
  const wrong = useFlow((s) => problemOn(s.problems, id))
  return (
    <button
      type="button"
      data-wire={id}
      tabIndex={here ? 0 : -1}
      aria-label={count === undefined ? name : t('canvas.wire-records', { name, count })}
      aria-pressed={selected}
      className={joinClasses('wire-pill', words && 'wire-pill-falls')}
      style={words ? { color: portColour(port) } : undefined}
      onFocus={() => useCanvas.setState({ spot: { wire: id } })}
      onClick={() => useFlow.getState().select({ steps: [], wire: id })}
    >
      {wrong && (
        <span className="wire-wrong" title={sentenceOf(wrong.code, wrong.values)}>
          <Icon name="warning" size={14} filled />
        </span>
      )}
      {words && <span>{exit}</span>}
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
  const ports = useFlow((s) => s.flow && exitsOf(s.flow, source))
  if (!counts || !ports) return null
  const sum = reconcile(counts, ports)
  return (
    <span className="wire-sum" role="status">
      {t('canvas.sum', { in: showNumber(sum.in), made: sum.made, parts: sum.parts.map(showNumber).join(' + ') })}
    </span>
  )
}

/** The card of a step. It asks the stores for its own slice only: a run that counts does not draw the others again. */
import { type CSSProperties, memo, type ReactNode } from 'react'
import { Handle, type NodeProps, Position } from 'reactflow'
import { stepKind } from '#engine'
import { useFlow } from '../state/flow-store.ts'
import { t } from '../text/index.ts'
import { Icon, joinClasses } from '../ui/index.ts'
import { type Level, useCanvas } from './canvas-store.ts'
import { CardExits } from './card-exits.tsx'
import { EndFace, Face } from './card-face.tsx'
import type { CardNode } from './card-nodes.ts'
import { describeStep } from './card-words.ts'
import { whyNotConnect } from './connect-rules.ts'
import { problemsAt } from './flow-index.ts'
import { CARD, EXIT_HIT, entryOf, portOffset } from './geometry.ts'
import { exitsOf, sizeOf } from './kinds.ts'
import { useStepLight } from './live.ts'
import { isOnward } from './ports.ts'

export const StepCard = memo(function StepCard({ id, selected, dragging }: NodeProps<CardNode>) {
  const block = useCanvas((s) => s.level === 'block')
  return block ? (
    <BlockCard id={id} selected={selected} />
  ) : (
    <WholeCard id={id} selected={selected} dragging={dragging} />
  )
})

interface CardProps {
  id: string
  selected: boolean
}

function WholeCard({ id, selected, dragging }: CardProps & { dragging: boolean }) {
  const kindName = useFlow((s) => s.flow?.steps[id]?.kind)
  const level = useCanvas((s) => s.level)
  const refusal = useRefusal(id)
  if (kindName === undefined) return null
  const kind = stepKind(kindName)
  const end = kind?.group === 'end'
  return (
    <CardFrame
      id={id}
      selected={selected}
      className={joinClasses('card', end && 'card-end', dragging && 'card-dragging')}
      level={level}
      refusal={refusal}
    >
      {end ? <EndFace id={id} kind={kind} /> : <Face id={id} kind={kind} />}
      <Handle type="target" position={Position.Left} className="card-target" isConnectableStart={false} />
      <CardExits id={id} />
    </CardFrame>
  )
}

/** Where wires meet a block, as React Flow looks for it in the page; nothing that is seen or pointed at. */
function WireEnds({ id }: { id: string }) {
  const ports = useFlow((s) => s.flow && exitsOf(s.flow, id))
  const size = useFlow((s) => (s.flow ? sizeOf(s.flow, id) : undefined))
  if (!ports || !size) return null
  const side = EXIT_HIT / 2
  return (
    <>
      <i className="card-wire-end target" data-handlepos="left" style={{ left: 0, top: entryOf(size) }} />
      {ports.map((port) => {
        const { x, y } = portOffset(port, ports, size)
        return (
          <i
            key={port}
            className="card-wire-end source"
            data-handleid={port}
            data-handlepos={isOnward(port) ? 'right' : 'bottom'}
            style={{ left: x - side, top: y - side, width: EXIT_HIT, height: EXIT_HIT }}
          />
        )
      })}
    </>
  )
}

/** Seen from far away: a block with its icon, and a mark where something is wrong. */
function BlockCard({ id, selected }: CardProps) {
  const kindName = useFlow((s) => s.flow?.steps[id]?.kind)
  const blocked = useFlow((s) => problemsAt(s.problems, id)[0]?.severity === 'blocks')
  if (kindName === undefined) return null
  return (
    <CardFrame id={id} selected={selected} className="card-block" level="block">
      <Icon
        name={blocked ? 'warning' : (stepKind(kindName)?.icon ?? 'warning')}
        size={40}
        className={blocked ? 'text-error' : ''}
      />
      <WireEnds id={id} />
    </CardFrame>
  )
}

interface CardFrameProps extends CardProps {
  className: string
  level: Level
  refusal?: string | undefined
  children: ReactNode
}

/** What every card is for keyboard and screen reader, however little of it is drawn. */
function CardFrame({ id, selected, className, level, refusal, children }: CardFrameProps) {
  const label = useFlow((s) => (s.flow ? describeStep(s.flow, s.problems, id) : ''))
  const here = useCanvas((s) => s.spot?.step === id)
  const light = useStepLight(id)
  const rows = useFlow((s) => (s.flow && level !== 'block' ? sizeOf(s.flow, id).height - CARD.height : 0))
  return (
    <fieldset
      data-step={id}
      aria-roledescription={t('canvas.step')}
      aria-label={selected ? t('canvas.selected', { name: label }) : label}
      tabIndex={here ? 0 : -1}
      onFocus={() => useCanvas.setState({ spot: { step: id } })}
      className={className}
      data-selected={selected || undefined}
      data-light={light}
      data-refused={refusal}
      data-level={level}
      data-ways={rows > 0 || undefined}
      style={rows > 0 ? ({ '--under-face': `${rows}px` } as CSSProperties) : undefined}
    >
      {children}
    </fieldset>
  )
}

/** Why the wire that is being drawn may not come here, in words. */
function useRefusal(id: string): string | undefined {
  const connecting = useCanvas((s) => s.connecting)
  const why = useFlow((s) => (connecting && s.flow ? whyNotConnect(s.flow, connecting, id) : undefined))
  return why && t(`connect.${why}`)
}

/** The exits of a card: marks on its edges from which wires are drawn, and a tray where an exit falls to the hold list. */
import { memo } from 'react'
import { Handle, Position } from 'reactflow'
import type { PortName } from '#engine'
import { useFlow } from '../state/flow-store.ts'
import { showNumber, t } from '../text/index.ts'
import { Icon, PORT_COLOUR, PortMark } from '../ui/index.ts'
import { holds } from './basin.ts'
import { useCanvas } from './canvas-store.ts'
import { ExitLabel } from './exit-label.tsx'
import { wireAt } from './flow-index.ts'
import { exitLabel, portOffset } from './geometry.ts'
import { useBasin } from './hold-basin.tsx'
import { exitsOf, sizeOf } from './kinds.ts'
import { useExitCount } from './live.ts'
import { DASH } from './wire-look.ts'

export const CardExits = memo(function CardExits({ id }: { id: string }) {
  const step = useFlow((s) => s.flow?.steps[id])
  if (!step) return null
  const ports = exitsOf(step)
  return ports.map((port) => <CardExit key={port} id={id} port={port} ports={ports} />)
})

function CardExit({ id, port, ports }: { id: string; port: PortName; ports: readonly PortName[] }) {
  const size = useFlow((s) => (s.flow ? sizeOf(s.flow, id) : undefined))
  const wired = useFlow((s) => (s.flow ? wireAt(s.flow, id, port) !== undefined : false))
  const falls = useBasin(id)
  const connecting = useCanvas((s) => s.connecting?.step === id && s.connecting.port === port)
  if (!size) return null
  const { x, y } = portOffset(port, ports, size)
  const label = t('canvas.exit', { exit: t(`port.${port}`) })
  return (
    <>
      <Handle
        type="source"
        id={port}
        position={port === 'main' ? Position.Right : Position.Bottom}
        className="card-exit"
        data-active={connecting || undefined}
        isConnectableEnd={false}
        style={{ left: x, top: y }}
        title={label}
        onClick={(event) => {
          event.stopPropagation()
          useCanvas.setState({ connecting: connecting ? undefined : { step: id, port } })
        }}
      >
        <PortMark port={port} size={13} />
      </Handle>
      {!wired && holds(port) && !falls && <Tray id={id} port={port} x={x} />}
      {!wired && port === 'duplicate' && <EndsHere id={id} port={port} ports={ports} x={x} y={y} />}
    </>
  )
}

/** How many records left by this exit and wait on the hold list. */
function Tray({ id, port, x }: { id: string; port: PortName; x: number }) {
  const count = useExitCount(id, port)
  const level = useCanvas((s) => s.level)
  if (level === 'block') return null
  return (
    <span
      className="card-tray"
      data-some={count ? true : undefined}
      style={{ left: x }}
      title={t('canvas.tray', { exit: t(`port.${port}`) })}
    >
      <Icon name="hold" size={14} />
      {showNumber(count ?? 0)}
    </span>
  )
}

/** A duplicate that leads nowhere is not held: it ends here, counted. */
function EndsHere({
  id,
  port,
  ports,
  x,
  y,
}: {
  id: string
  port: PortName
  ports: readonly PortName[]
  x: number
  y: number
}) {
  const count = useExitCount(id, port)
  const level = useCanvas((s) => s.level)
  if (level !== 'full') return null
  return (
    <>
      <svg className="card-ends" style={{ left: x }} width="1" height="50" aria-hidden="true">
        <title>{t('canvas.ends-here')}</title>
        <path
          d="M0 7V44"
          stroke={PORT_COLOUR[port]}
          strokeWidth={2.8}
          strokeDasharray={DASH[port]}
          strokeLinecap="round"
        />
        <path d="M-7 47H7" stroke={PORT_COLOUR[port]} strokeWidth={2.5} strokeLinecap="round" />
      </svg>
      <span className="absolute top-0 left-0" title={t('canvas.ends-here')}>
        <ExitLabel port={port} count={count} at={{ x, y }} {...exitLabel(port, ports)} />
      </span>
    </>
  )
}

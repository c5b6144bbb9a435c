/** The exits of a card: marks on its edges from which wires are drawn, and a tray where an exit falls to the hold list. */
import { memo } from 'react'
import { Handle, Position } from 'reactflow'
import { type PortName, portKindOf } from '#engine'
import { useFlow } from '../state/flow-store.ts'
import { showNumber, t } from '../text/index.ts'
import { Icon, PortMark, portColour } from '../ui/index.ts'
import { holds } from './basin.ts'
import { useCanvas } from './canvas-store.ts'
import { ExitLabel } from './exit-label.tsx'
import { wireAt } from './flow-index.ts'
import { EXIT_ROW, exitLabel, portOffset } from './geometry.ts'
import { useBasin } from './hold-basin.tsx'
import { exitName, exitsOf, sizeOf } from './kinds.ts'
import { useExitCount } from './live.ts'
import { isOnward } from './ports.ts'
import { dashOf } from './wire-look.ts'

export const CardExits = memo(function CardExits({ id }: { id: string }) {
  const ports = useFlow((s) => s.flow && exitsOf(s.flow, id))
  if (!ports) return null
  const onward = ports.filter(isOnward)
  return (
    <>
      {onward.length > 1 && <ExitRows id={id} ports={onward} />}
      {ports.map((port) => (
        <CardExit key={port} id={id} port={port} ports={ports} />
      ))}
    </>
  )
})

const useExitName = (id: string, port: PortName): string => useFlow((s) => (s.flow ? exitName(s.flow, id, port) : ''))

const useWired = (id: string, port: PortName): boolean =>
  useFlow((s) => (s.flow ? wireAt(s.flow, id, port) !== undefined : false))

/** The names of several ways on, one under the other, each beside its mark. */
function ExitRows({ id, ports }: { id: string; ports: readonly PortName[] }) {
  const small = useCanvas((s) => s.level === 'small')
  if (small) return null
  return (
    <ul className="card-ways" style={{ top: EXIT_ROW.first }}>
      {ports.map((port) => (
        <ExitRow key={port} id={id} port={port} />
      ))}
    </ul>
  )
}

function ExitRow({ id, port }: { id: string; port: PortName }) {
  const name = useExitName(id, port)
  const wired = useWired(id, port)
  const count = useExitCount(id, port)
  return (
    <li style={{ height: EXIT_ROW.height }} title={name}>
      <span className="truncate" data-open={wired ? undefined : true}>
        {name}
      </span>
      {!wired && holds(port) && (
        <span className="card-way-held" title={t('canvas.tray', { exit: name })}>
          <Icon name="hold" size={14} />
          {count !== undefined && count > 0 && showNumber(count)}
        </span>
      )}
    </li>
  )
}

function CardExit({ id, port, ports }: { id: string; port: PortName; ports: readonly PortName[] }) {
  const size = useFlow((s) => (s.flow ? sizeOf(s.flow, id) : undefined))
  const wired = useWired(id, port)
  const falls = useBasin(id)
  const connecting = useCanvas((s) => s.connecting?.step === id && s.connecting.port === port)
  const name = useExitName(id, port)
  if (!size) return null
  const { x, y } = portOffset(port, ports, size)
  const onward = isOnward(port)
  return (
    <>
      <Handle
        type="source"
        id={port}
        position={onward ? Position.Right : Position.Bottom}
        className="card-exit"
        data-active={connecting || undefined}
        isConnectableEnd={false}
        style={{ left: x, top: y }}
        title={t('canvas.exit', { exit: name })}
        onClick={(event) => {
          event.stopPropagation()
          useCanvas.setState({ connecting: connecting ? undefined : { step: id, port } })
        }}
      >
        <PortMark port={port} size={13} />
      </Handle>
      {!wired && !onward && holds(port) && !falls && <Tray id={id} port={port} x={x} />}
      {!wired && portKindOf(port) === 'duplicate' && <EndsHere id={id} port={port} ports={ports} x={x} y={y} />}
    </>
  )
}

/** How many records left by this exit and wait on the hold list. */
function Tray({ id, port, x }: { id: string; port: PortName; x: number }) {
  const count = useExitCount(id, port)
  const level = useCanvas((s) => s.level)
  const name = useExitName(id, port)
  if (level === 'block') return null
  return (
    <span
      className="card-tray"
      data-some={count ? true : undefined}
      style={{ left: x }}
      title={t('canvas.tray', { exit: name })}
    >
      <Icon name="hold" size={14} />
      {showNumber(count ?? 0)}
    </span>
  )
}

interface EndsHereProps {
  id: string
  port: PortName
  ports: readonly PortName[]
  x: number
  y: number
}

/** What means no harm and leads nowhere is not held: it ends here, counted. */
function EndsHere({ id, port, ports, x, y }: EndsHereProps) {
  const count = useExitCount(id, port)
  const level = useCanvas((s) => s.level)
  const name = useExitName(id, port)
  if (level !== 'full') return null
  const colour = portColour(port)
  return (
    <>
      <svg className="card-ends" style={{ left: x }} width="1" height="50" aria-hidden="true">
        <title>{t('canvas.ends-here')}</title>
        <path d="M0 7V44" stroke={colour} strokeWidth={2.8} strokeDasharray={dashOf(port)} strokeLinecap="round" />
        <path d="M-7 47H7" stroke={colour} strokeWidth={2.5} strokeLinecap="round" />
      </svg>
      <span className="absolute top-0 left-0" title={t('canvas.ends-here')}>
        <ExitLabel port={port} name={name} count={count} at={{ x, y }} {...exitLabel(port, ports)} />
      </span>
    </>
  )
}

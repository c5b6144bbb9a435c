/** The hold list as a basin under the flow: what cannot go on falls into it and is kept. */
import { memo } from 'react'
import { ViewportPortal } from 'reactflow'
import { useFlow } from '../state/flow-store.ts'
import { useRun } from '../state/run-store.ts'
import { showNumber, t } from '../text/index.ts'
import { Button, Icon, portColour } from '../ui/index.ts'
import { useActions } from './actions.ts'
import { type BasinFall, basinOf } from './basin.ts'
import { useCanvas } from './canvas-store.ts'
import { ExitLabel } from './exit-label.tsx'
import { exitName } from './kinds.ts'
import { useExitCount, useStepLight } from './live.ts'
import { dashOf } from './wire-look.ts'

/** True when the exits of a step fall straight into the basin. */
export const useBasin = (step: string): boolean =>
  useFlow((s) => (s.flow ? (basinOf(s.flow)?.steps.has(step) ?? false) : false))

export const HoldBasin = memo(function HoldBasin() {
  const basin = useFlow((s) => (s.flow ? basinOf(s.flow) : undefined))
  const held = useRun((s) => s.view?.outcomes.held)
  const block = useCanvas((s) => s.level === 'block')
  const { showHeld } = useActions()
  if (!basin) return null
  const { x, y, width, height } = basin.rect
  return (
    <ViewportPortal>
      <svg className="basin-falls" aria-hidden="true">
        <title>{t('canvas.hold')}</title>
        {basin.falls.map((fall) => (
          <Fall key={`${fall.step} ${fall.port}`} fall={fall} to={y + 8} />
        ))}
      </svg>
      {basin.falls.map((fall) => (
        <FallLabel key={`${fall.step} ${fall.port}`} fall={fall} />
      ))}
      <div className="basin" style={{ transform: `translate(${x}px, ${y}px)`, width, height }}>
        <Water width={width} height={height} />
        {!block && (
          <div className="basin-words">
            <Icon name="hold" size={18} />
            <span className="font-strong">{t('canvas.hold')}</span>
            {held !== undefined && (
              <span className="pill" data-some={held > 0 || undefined}>
                {showNumber(held)}
              </span>
            )}
            <span className="min-w-0 truncate text-muted">
              {t(held ? 'canvas.hold-some' : 'canvas.hold-none', { count: held ?? 0 })}
            </span>
            {held !== undefined && held > 0 && (
              <Button size="tight" className="nopan ml-auto" onClick={showHeld}>
                {t('canvas.hold-show')}
              </Button>
            )}
          </div>
        )}
      </div>
    </ViewportPortal>
  )
})

function Fall({ fall, to }: { fall: BasinFall; to: number }) {
  const count = useExitCount(fall.step, fall.port)
  const light = useStepLight(fall.step)
  return (
    <path
      d={`M${fall.x} ${fall.top + 7}V${to}`}
      stroke={portColour(fall.port)}
      strokeWidth={count ? 2.2 : 1.5}
      strokeDasharray={dashOf(fall.port)}
      opacity={light === 'dim' ? 0.35 : count ? 1 : 0.7}
      fill="none"
    />
  )
}

function FallLabel({ fall }: { fall: BasinFall }) {
  const count = useExitCount(fall.step, fall.port)
  const level = useCanvas((s) => s.level)
  const name = useFlow((s) => (s.flow ? exitName(s.flow, fall.step, fall.port) : ''))
  if (level !== 'full') return null
  return <ExitLabel port={fall.port} name={name} count={count} at={{ x: fall.x, y: fall.top }} {...fall.label} />
}

/** The outline of the basin and its waves. */
const Water = memo(function Water({ width, height }: { width: number; height: number }) {
  const waves = Math.max(8, Math.round(width / 32))
  const half = width / waves / 2
  const crest = `M0 6${`q${half / 2} -4 ${half} 0t${half} 0`.repeat(waves)}`
  const bed = `M0 6V${height - 12}Q0 ${height} 12 ${height}H${width - 12}Q${width} ${height} ${width} ${height - 12}V6`
  return (
    <svg className="basin-water" width={width} height={height} aria-hidden="true">
      <title>{t('canvas.hold')}</title>
      <path
        d={`${crest}V${height - 12}Q${width} ${height} ${width - 12} ${height}H12Q0 ${height} 0 ${height - 12}z`}
        fill="var(--sunken)"
      />
      <path
        d={`M0 -8V6${bed.slice(4)}M${width} 6V-8`}
        fill="none"
        stroke="var(--edge)"
        strokeWidth="2"
        strokeLinecap="round"
      />
      <path d={crest} fill="none" stroke="var(--edge)" strokeWidth="1.2" />
    </svg>
  )
})

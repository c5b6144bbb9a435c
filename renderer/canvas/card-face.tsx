/** What is drawn on a card: icon, name, summary, status, counts, and the water gauge. */
import { PORTS, type PortName, type StepCounts, type StepKind } from '#engine'
import { useFlow } from '../state/flow-store.ts'
import { showNumber, t } from '../text/index.ts'
import { Icon, type IconName, joinClasses } from '../ui/index.ts'
import { useCanvas } from './canvas-store.ts'
import { CardName } from './card-name.tsx'
import { type CardStatus, cardStatus, gateOf, shareOf, waitingAt } from './card-status.ts'
import { problemsAt } from './flow-index.ts'
import { exitsOf, summaryOf, touchesSystem } from './kinds.ts'
import { useRunState, useStale, useStepCounts } from './live.ts'
import { isOnward } from './ports.ts'

export function Face({ id, kind }: { id: string; kind: StepKind | undefined }) {
  const full = useCanvas((s) => s.level === 'full')
  const status = useStatus(id)
  return (
    <>
      <Gauge id={id} />
      <span className="card-tile">
        <Icon name={kind?.icon ?? 'warning'} size={full ? 18 : 26} />
        {full && touchesSystem(kind) && <PracticeMark />}
      </span>
      <div className="card-text">
        <CardName id={id} />
        {full && <Summary id={id} />}
      </div>
      <div className="card-foot">
        <Foot id={id} status={status} />
      </div>
    </>
  )
}

/** Status and counts; on smaller cards the counts, or the status while there are none. */
function Foot({ id, status }: { id: string; status: CardStatus }) {
  const level = useCanvas((s) => s.level)
  const counted = useStepCounts(id) !== undefined
  return (
    <>
      {level === 'full' || !counted ? <StatusWord status={status} /> : <ProblemMark status={status} />}
      <Counts id={id} />
    </>
  )
}

/** This step talks to a system, and in practice only. */
const PracticeMark = () => (
  <span className="card-practice" title={t('environment.practice-about')}>
    <Icon name="flask" size={11} />
    <span className="sr-only">{t('environment.practice')}</span>
  </span>
)

export function EndFace({ id, kind }: { id: string; kind: StepKind }) {
  return (
    <>
      <Icon name={kind.icon} size={16} className="text-muted" />
      <div className="card-text flex flex-col">
        <CardName id={id} />
        <Counts id={id} />
      </div>
    </>
  )
}

function useStatus(id: string): CardStatus {
  const counts = useStepCounts(id)
  const run = useRunState()
  const stale = useStale()
  return useFlow((s) => {
    const ports = s.flow ? exitsOf(s.flow, id) : []
    return cardStatus({ problems: problemsAt(s.problems, id), counts, run: stale ? undefined : run, ports })
  })
}

const LOOK: Record<CardStatus, { icon: IconName; tone: string }> = {
  'needs-setup': { icon: 'pencil', tone: 'text-rejected' },
  'has-problems': { icon: 'warning', tone: 'text-error' },
  ready: { icon: 'check', tone: 'text-muted' },
  running: { icon: 'play', tone: 'text-accent' },
  handled: { icon: 'check', tone: 'text-success' },
  waits: { icon: 'pace', tone: 'text-low' },
  paused: { icon: 'pause', tone: 'text-rejected' },
}

function StatusWord({ status }: { status: CardStatus }) {
  const { icon, tone } = LOOK[status]
  return (
    <span className={`inline-flex items-center gap-1 font-medium ${tone}`}>
      <Icon name={icon} size={14} />
      {t(`status.${status}`)}
    </span>
  )
}

/** On small cards only what asks for attention keeps its mark. */
function ProblemMark({ status }: { status: CardStatus }) {
  if (status !== 'needs-setup' && status !== 'has-problems') return null
  const { icon, tone } = LOOK[status]
  return (
    <span className={`card-problem ${tone}`} title={t(`status.${status}`)}>
      <Icon name={icon} size={22} filled />
    </span>
  )
}

function Summary({ id }: { id: string }) {
  const text = useFlow((s) => {
    const step = s.flow?.steps[id]
    return s.flow && step ? summaryOf(s.flow, step) || t('canvas.unknown-kind', { kind: step.kind }) : ''
  })
  return (
    <div className="card-summary" title={text}>
      {text}
    </div>
  )
}

function Counts({ id }: { id: string }) {
  const counts = useStepCounts(id)
  const stale = useStale()
  const ports = useFlow((s) => s.flow && exitsOf(s.flow, id))
  if (!counts || !ports) return null
  const text = countsText(counts, ports)
  return (
    <span className={joinClasses('card-counts', stale && 'opacity-70')} title={stale ? t('canvas.stale') : undefined}>
      {text}
    </span>
  )
}

/** 3 px of water: how much of what came in is through, with a gate that stands high, half or low. */
function Gauge({ id }: { id: string }) {
  const counts = useStepCounts(id)
  const ports = useFlow((s) => s.flow && exitsOf(s.flow, id))
  const gate = useFlow((s) => gateOf({ problems: problemsAt(s.problems, id), counts }))
  const share = ports ? shareOf(counts, ports) : 0
  return (
    <span className="card-gauge" data-gate={gate} aria-hidden="true">
      <i style={{ height: `${Math.round(share * 1000) / 10}%` }} />
    </span>
  )
}

/** Records that went on, by whichever way; undefined before there were any. */
function onwardCount({ ports }: StepCounts): number | undefined {
  const counts = PORTS.flatMap((port) => (isOnward(port) && ports[port] !== undefined ? [ports[port]] : []))
  return counts.length === 0 ? undefined : counts.reduce((sum, count) => sum + count, 0)
}

/** What came in, and what became of it; while records still wait here, how many. */
function countsText(counts: StepCounts, ports: readonly PortName[]): string {
  const arrived = showNumber(counts.in)
  const { writes } = counts
  const waiting = waitingAt(counts, ports)
  if (waiting > 0) return t('canvas.in-waiting', { in: arrived, waiting: showNumber(waiting) })
  if (writes)
    return t('canvas.in-done', { in: arrived, done: showNumber(writes.created + writes.updated + writes.unchanged) })
  const on = onwardCount(counts)
  return on === undefined ? t('canvas.in', { in: arrived }) : t('canvas.in-on', { in: arrived, on: showNumber(on) })
}

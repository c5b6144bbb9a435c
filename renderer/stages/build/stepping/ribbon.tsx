/** The way of the stepped record in one line: travelled bright, where it is ringed, what it has not reached dimmed and hatched. */
import { Fragment, useEffect, useMemo, useRef } from 'react'
import { EXIT_LABELS, type Flow, type PortName, type RecordStory, stepKind } from '#engine'
import { flowOrder } from '../../../canvas/index.ts'
import { useStepping } from '../../../state/step-store.ts'
import { rich, t } from '../../../text/index.ts'
import { Icon, joinClasses, PORT_COLOUR, PortMark } from '../../../ui/index.ts'
import { type RibbonCard, ribbonOf } from './ribbon-path.ts'

export interface RibbonProps {
  flow: Flow
  story: RecordStory
  stages: number
}

export function Ribbon({ flow, story, stages }: RibbonProps) {
  const order = useMemo(() => flowOrder(flow), [flow])
  const cards = ribbonOf(flow, order, story, stages)
  const now = useRef<HTMLLIElement>(null)
  useEffect(() => {
    if (stages > 0) now.current?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }, [stages])
  return (
    <ol
      aria-label={t('record.path')}
      className="flex h-[138px] shrink-0 items-start overflow-x-auto overflow-y-hidden bg-canvas px-5 pt-6 large:px-12"
    >
      {cards.map((card, i) => (
        <Fragment key={card.step}>
          <li
            ref={card.state === 'now' || card.aside.some((one) => one.now) ? now : undefined}
            className="relative max-w-44 min-w-[122px] flex-[3]"
          >
            <Card card={card} flow={flow} />
            <Below card={card} flow={flow} story={story} stages={stages} toLeft={i > 0 && i >= cards.length / 2} />
          </li>
          {card.onward !== 'none' && <Pipe lit={card.onward === 'lit'} />}
        </Fragment>
      ))}
    </ol>
  )
}

const RINGS: Readonly<Record<PortName, string>> = {
  main: 'ring-accent',
  error: 'ring-error',
  duplicate: 'ring-duplicate',
  rejected: 'ring-rejected',
  'low-confidence': 'ring-low',
}

function Card({ card, flow }: { card: RibbonCard; flow: Flow }) {
  const step = flow.steps[card.step]
  const showStage = useStepping((state) => state.showStage)
  if (!step) return null
  const inside = (
    <>
      <Icon name={stepKind(step.kind)?.icon ?? 'document'} size={18} />
      <span className="min-w-0 flex-1 truncate text-13 font-strong">{step.title}</span>
    </>
  )
  const look = 'flex h-12 w-full items-center gap-2 rounded-card border px-3 text-left'
  if (card.stage === undefined)
    return (
      <div className={joinClasses(look, 'border-hairline bg-canvas')} title={step.title}>
        <span className="flex min-w-0 flex-1 items-center gap-2 opacity-55">{inside}</span>
      </div>
    )
  const { stage } = card
  return (
    <button
      type="button"
      title={step.title}
      aria-current={card.state === 'now' ? 'step' : undefined}
      onClick={() => showStage(stage)}
      className={joinClasses(
        look,
        'bg-panel hover:bg-sunken',
        card.state === 'past' ? 'border-accent' : 'border-hairline',
        card.state === 'now' && `ring-3 ring-offset-2 ring-offset-canvas ${RINGS[card.turned ?? 'main']}`,
      )}
    >
      {inside}
    </button>
  )
}

const HATCHED = { background: 'repeating-linear-gradient(45deg, var(--edge) 0 2px, var(--canvas) 2px 6px)' }

const Pipe = ({ lit }: { lit: boolean }) => (
  <li aria-hidden="true" className="flex h-12 min-w-5 flex-1 items-center">
    <span className={lit ? 'h-[3.5px] w-full bg-accent' : 'h-1.5 w-full'} style={lit ? undefined : HATCHED} />
  </li>
)

/** Under the card where the record stands or turned off: the exit and the tag with its name. */
function Below({ card, flow, story, stages, toLeft }: { card: RibbonCard; toLeft: boolean } & RibbonProps) {
  const aside = card.aside.at(-1)
  const here = card.state === 'now' || aside?.now === true
  if (!here) return null
  const ended = stages >= story.stages.length && story.outcome !== undefined
  const port = card.turned ?? 'main'
  return (
    <div
      className={joinClasses(
        'absolute top-12 z-1 flex flex-col',
        toLeft ? 'right-1/4 items-end' : 'left-1/4 items-start',
      )}
    >
      {card.turned && <Drop port={card.turned} toLeft={toLeft} />}
      <span
        className={joinClasses(
          'inline-flex h-[26px] items-center gap-1.5 rounded-full border bg-panel px-2.5 text-13 whitespace-nowrap',
          !card.turned && 'mt-5 border-accent',
          toLeft ? '-mr-6' : '-ml-6',
        )}
        style={card.turned ? { borderColor: PORT_COLOUR[card.turned] } : undefined}
      >
        <PortMark port={port} />
        <TagText card={card} story={story} ended={ended} />
        {aside && (
          <span className="text-muted">
            {' · '}
            {flow.steps[aside.step]?.title}
          </span>
        )}
      </span>
    </div>
  )
}

function TagText({ card, story, ended }: { card: RibbonCard; story: RecordStory; ended: boolean }) {
  if (ended && story.outcome)
    return rich('walk.ended', { label: story.label, outcome: t(`outcome.${story.outcome}`).toLowerCase() })
  if (card.turned) return rich('walk.turned-off', { label: story.label, exit: EXIT_LABELS[card.turned] })
  return rich('walk.stands', { label: story.label })
}

const DASHES: Readonly<Record<PortName, string | undefined>> = {
  main: undefined,
  error: '4 4',
  duplicate: '1 5',
  rejected: '11 5',
  'low-confidence': '9 4 1 4',
}

/** The exit that falls from the bottom edge, in its own dash, with its label. */
const Drop = ({ port, toLeft }: { port: PortName; toLeft: boolean }) => (
  <span className={joinClasses('flex items-center gap-2', toLeft && 'flex-row-reverse')}>
    <svg width="14" height="34" aria-hidden="true" className="overflow-visible">
      <path
        d="M7 0V34"
        stroke={PORT_COLOUR[port]}
        strokeWidth="3"
        strokeDasharray={DASHES[port]}
        strokeLinecap={port === 'duplicate' ? 'round' : 'butt'}
      />
    </svg>
    <span className="text-12 font-strong" style={{ color: PORT_COLOUR[port] }}>
      {EXIT_LABELS[port]}
    </span>
  </span>
)

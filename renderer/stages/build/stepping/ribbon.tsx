/** The way of the stepped record in one line: travelled bright, where it is ringed, what it has not reached dimmed and hatched. */
import { Fragment, useEffect, useMemo, useRef } from 'react'
import { type Flow, type PortKind, portKindOf, type RecordStory, stepKind } from '#engine'
import { flowOrder } from '../../../canvas/index.ts'
import { useStepping } from '../../../state/step-store.ts'
import { t } from '../../../text/index.ts'
import { Icon, joinClasses } from '../../../ui/index.ts'
import { type RibbonCard, ribbonOf } from './ribbon-path.ts'
import { RibbonTag } from './ribbon-tag.tsx'

export interface RibbonProps {
  flow: Flow
  story: RecordStory
  stages: number
}

export function Ribbon({ flow, story, stages }: RibbonProps) {
  const order = useMemo(() => flowOrder(flow), [flow])
  const cards = ribbonOf(flow, order, story, stages)
  const ended = stages >= story.stages.length && story.outcome !== undefined
  const unreached = ended ? cards.findIndex((card) => card.state === 'rest') : -1
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
            className="relative max-w-44 min-w-[122px] flex-[3] large:max-w-60"
          >
            <Card card={card} flow={flow} />
            <RibbonTag card={card} flow={flow} story={story} ended={ended} toLeft={i > 0 && i >= cards.length / 2} />
            {i === unreached && (
              <p
                className={joinClasses(
                  'absolute text-12 whitespace-nowrap text-muted max-[1100px]:hidden',
                  // Where nothing drops from the card before, its tag is in the way.
                  cards[i - 1]?.turned ? 'top-14' : 'top-[96px]',
                  i >= cards.length - 2 ? 'right-0' : 'left-0',
                )}
              >
                {t('walk.never', { label: story.label })}
              </p>
            )}
          </li>
          {card.onward !== 'none' && <Pipe lit={card.onward === 'lit'} />}
        </Fragment>
      ))}
    </ol>
  )
}

const RINGS: Readonly<Record<PortKind, string>> = {
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
        <span className="flex min-w-0 flex-1 items-center gap-2 text-muted">{inside}</span>
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
        card.state === 'now' &&
          `ring-3 ring-offset-2 ring-offset-canvas forced-colors:border-4 ${RINGS[portKindOf(card.turned ?? 'main')]}`,
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

/** Where the stepped record is, in words under its card. */
import { type Flow, type PortKind, type PortName, portKindOf, type RecordStory } from '#engine'
import { exitName } from '../../../canvas/index.ts'
import { rich, t } from '../../../text/index.ts'
import { joinClasses, PortMark, portColour } from '../../../ui/index.ts'
import type { RibbonCard } from './ribbon-path.ts'

export interface RibbonTagProps {
  card: RibbonCard
  flow: Flow
  story: RecordStory
  /** The story is told to its end. */
  ended: boolean
  /** The tag grows to the left, for cards near the right edge. */
  toLeft: boolean
}

/** Under the card where the record stands or turned off: the exit and the tag with its name. */
export function RibbonTag({ card, flow, story, ended, toLeft }: RibbonTagProps) {
  const aside = card.aside.at(-1)
  const here = card.state === 'now' || aside?.now === true
  if (!here) return null
  const port = card.turned ?? 'main'
  return (
    <div
      className={joinClasses(
        'absolute top-12 z-1 flex flex-col',
        toLeft ? 'right-1/4 items-end' : 'left-1/4 items-start',
      )}
    >
      {card.turned && <Drop port={card.turned} name={exitName(flow, card.step, card.turned)} toLeft={toLeft} />}
      <span
        className={joinClasses(
          'inline-flex h-[26px] items-center gap-1.5 rounded-full border bg-panel px-2.5 text-13 whitespace-nowrap',
          !card.turned && 'mt-5 border-accent',
          toLeft ? '-mr-6' : '-ml-6',
        )}
        style={card.turned ? { borderColor: portColour(card.turned) } : undefined}
      >
        <PortMark port={port} />
        <TagText card={card} flow={flow} story={story} ended={ended} />
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

function TagText({ card, flow, story, ended }: Omit<RibbonTagProps, 'toLeft'>) {
  if (ended && story.outcome)
    return rich('walk.ended', { label: story.label, outcome: t(`outcome.${story.outcome}`).toLowerCase() })
  if (card.turned) return rich('walk.turned-off', { label: story.label, exit: exitName(flow, card.step, card.turned) })
  return rich('walk.stands', { label: story.label })
}

const DASHES: Readonly<Record<PortKind, string | undefined>> = {
  main: undefined,
  error: '4 4',
  duplicate: '1 5',
  rejected: '11 5',
  'low-confidence': '9 4 1 4',
}

/** The exit that falls from the bottom edge, in its own dash, with its label. */
const Drop = ({ port, name, toLeft }: { port: PortName; name: string; toLeft: boolean }) => (
  <span className={joinClasses('flex items-center gap-2', toLeft && 'flex-row-reverse')}>
    <svg width="14" height="34" aria-hidden="true" className="overflow-visible">
      <path
        d="M7 0V34"
        stroke={portColour(port)}
        strokeWidth="3"
        strokeDasharray={DASHES[portKindOf(port)]}
        strokeLinecap={portKindOf(port) === 'duplicate' ? 'round' : 'butt'}
      />
    </svg>
    <span className="text-12 font-strong" style={{ color: portColour(port) }}>
      {name}
    </span>
  </span>
)

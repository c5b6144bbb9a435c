/** Small marks that carry state: always a shape and a word, never colour alone. */
import type { ReactNode } from 'react'
import { type PortKind, type PortName, portKindOf } from '#engine'
import { t } from '../text/index.ts'
import { Icon, type IconName } from './icon.tsx'
import { joinClasses } from './join-classes.ts'

export type Tone = 'accent' | 'success' | 'error' | 'rejected' | 'duplicate' | 'low' | 'muted'

const TINT: Record<Tone, string> = {
  accent: 'bg-tint-accent border-accent/35 text-ink',
  success: 'bg-tint-success border-success/40 text-success',
  error: 'bg-tint-error border-error/40 text-error',
  rejected: 'bg-tint-rejected border-rejected/40 text-rejected',
  duplicate: 'bg-tint-duplicate border-duplicate/40 text-duplicate',
  low: 'bg-tint-low border-low/40 text-low',
  muted: 'bg-sunken border-hairline text-muted',
}

/** A count or a short state, such as `1 held`. */
export function Badge({ tone = 'muted', icon, children }: { tone?: Tone; icon?: IconName; children: ReactNode }) {
  return (
    <span
      className={joinClasses(
        'inline-flex h-5 items-center gap-1 rounded-full border px-1.5 text-12 font-medium whitespace-nowrap',
        TINT[tone],
      )}
    >
      {icon && <Icon name={icon} size={12} />}
      {children}
    </span>
  )
}

export type Environment = 'practice' | 'live'

/** Word and icon; the band under the top bar repeats it as a pattern. */
export interface EnvironmentBadgeProps {
  environment: Environment
  /** Makes it a button that opens something; `label` says what. */
  door?: { label: string; open(): void }
}

export function EnvironmentBadge({ environment, door }: EnvironmentBadgeProps) {
  const live = environment === 'live'
  const word = t(live ? 'environment.live' : 'environment.practice')
  const about = t(live ? 'environment.live-about' : 'environment.practice-about')
  const look = joinClasses(
    'inline-flex h-6 items-center gap-1.5 rounded-control border pr-2.5 pl-2 text-12 font-strong tracking-wider whitespace-nowrap uppercase',
    live ? 'border-ink bg-ink text-panel' : 'stripes border-edge text-ink',
  )
  const content = (
    <>
      <Icon name={live ? 'globe' : 'flask'} size={14} />
      {word}
    </>
  )
  if (!door)
    return (
      <span title={about} className={look}>
        {content}
      </span>
    )
  return (
    <button
      type="button"
      title={about}
      aria-label={`${word}: ${door.label}`}
      aria-haspopup="dialog"
      onClick={door.open}
      className={joinClasses(look, 'hover:border-ink')}
    >
      {content}
      <Icon name="down" size={12} />
    </button>
  )
}

const COLOURS: Record<PortKind, string> = {
  main: 'var(--accent)',
  error: 'var(--error)',
  duplicate: 'var(--duplicate)',
  rejected: 'var(--rejected)',
  'low-confidence': 'var(--low)',
}

/** The colour of an exit, its wire and its words. */
export const portColour = (port: PortName): string => COLOURS[portKindOf(port)]

/** The mark of a port: circle, octagon, paired squares, slashed square, diamond. Decoration beside a word, unless `label`. */
export function PortMark({ port, size = 12, label }: { port: PortName; size?: number; label?: string }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 14 14"
      className="inline-block shrink-0 align-[-0.1em]"
      fill="var(--panel)"
      stroke={portColour(port)}
      strokeWidth="2"
      strokeLinejoin="round"
      role="img"
      aria-label={label}
      aria-hidden={label === undefined}
    >
      {SHAPES[portKindOf(port)]}
    </svg>
  )
}

const SHAPES: Record<PortKind, ReactNode> = {
  main: <circle cx="7" cy="7" r="5" />,
  error: <path d="M4.7 1.5h4.6l3.2 3.2v4.6l-3.2 3.2H4.7L1.5 9.300V4.7z" />,
  duplicate: (
    <>
      <rect x="1.5" y="1.5" width="7" height="7" />
      <rect x="5.5" y="5.5" width="7" height="7" />
    </>
  ),
  rejected: (
    <>
      <rect x="1.7" y="1.7" width="10.6" height="10.6" />
      <path d="M2 12 12 2" />
    </>
  ),
  'low-confidence': <path d="M7 .8 13.2 7 7 13.2.8 7z" />,
}

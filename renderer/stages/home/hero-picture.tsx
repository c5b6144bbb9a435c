/** The example drawn small: what goes on runs left to right, what is stopped falls into a basin. A picture, not a control. */
import type { PortName } from '#engine'
import { t } from '../../text/index.ts'
import { portColour } from '../../ui/index.ts'

const GATES = [
  { title: 'home.pic-source', about: 'home.pic-source-about' },
  { title: 'home.pic-check', about: 'home.pic-check-about', port: 'rejected', basin: 'home.pic-rejected' },
  { title: 'home.pic-dedupe', about: 'home.pic-dedupe-about', port: 'duplicate', basin: 'home.pic-seen' },
  { title: 'home.pic-invoice', about: 'home.pic-invoice-about', port: 'error', basin: 'home.pic-held' },
  { title: 'home.pic-message', about: 'home.pic-message-about' },
] as const

const CARD = { width: 120, height: 54, y: 39, gap: 22 }
const leftOf = (at: number) => 26 + at * (CARD.width + CARD.gap)
const MIDDLE = CARD.y + CARD.height / 2

export const HeroPicture = () => (
  <svg viewBox="0 0 800 196" className="h-auto w-full" role="img" aria-label={t('home.hero-picture')}>
    <path d={`M2 ${MIDDLE}H26`} stroke="var(--accent)" strokeWidth="3" />
    {GATES.map((gate, at) => (
      <g key={gate.title}>
        <path
          d={`M${leftOf(at) + CARD.width} ${MIDDLE}h${at === GATES.length - 1 ? 24 : CARD.gap}`}
          stroke="var(--accent)"
          strokeWidth="3"
        />
        <Gate x={leftOf(at)} title={t(gate.title)} about={t(gate.about)} />
        {'port' in gate && <Fall x={leftOf(at) + CARD.width / 2} port={gate.port} words={t(gate.basin)} />}
      </g>
    ))}
    <path d={`M732 ${MIDDLE - 5}l8 5-8 5z`} fill="var(--accent)" />
    <text x="750" y={MIDDLE + 5} fontSize="16" fontWeight="680" fill="var(--text)">
      {t('home.pic-end')}
    </text>
  </svg>
)

function Gate({ x, title, about }: { x: number; title: string; about: string }) {
  return (
    <g>
      <rect
        x={x}
        y={CARD.y}
        width={CARD.width}
        height={CARD.height}
        rx="8"
        fill="var(--panel)"
        stroke="var(--hairline)"
      />
      <rect x={x + 5} y={CARD.y + 7} width="3" height="40" rx="1.5" fill="var(--accent)" />
      <rect x={x + 2} y={CARD.y + 6} width="9" height="3" rx="1" fill="var(--text)" />
      <text x={x + 18} y={CARD.y + 23} fontSize="13" fontWeight="680" fill="var(--text)">
        {title}
      </text>
      <text x={x + 18} y={CARD.y + 39} fontSize="12" fill="var(--muted)">
        {about}
      </text>
      <circle cx={x + CARD.width} cy={MIDDLE} r="5" fill="var(--panel)" stroke={portColour('main')} strokeWidth="2" />
    </g>
  )
}

const DASH: Partial<Record<PortName, string>> = { rejected: '11 5', duplicate: '1 5', error: '4 4' }

function Fall({ x, port, words }: { x: number; port: 'rejected' | 'duplicate' | 'error'; words: string }) {
  const colour = portColour(port)
  return (
    <g>
      <path
        d={`M${x} 96V156`}
        stroke={colour}
        strokeWidth={port === 'duplicate' ? 3.2 : 2.4}
        strokeLinecap={port === 'duplicate' ? 'round' : 'butt'}
        strokeDasharray={DASH[port]}
      />
      <path
        d={`M${x - 50} 148V172a10 10 0 0 0 10 10h80a10 10 0 0 0 10-10V148`}
        fill="var(--sunken)"
        stroke="var(--edge)"
        strokeWidth="1.6"
        strokeLinecap="round"
      />
      <path d={`M${x - 49} 157h98`} stroke="var(--hairline)" />
      <text x={x} y="174" textAnchor="middle" fontSize="13" fontWeight="680" fill="var(--text)">
        {words}
      </text>
      <PortShape x={x} port={port} />
    </g>
  )
}

function PortShape({ x, port }: { x: number; port: 'rejected' | 'duplicate' | 'error' }) {
  const y = CARD.y + CARD.height
  const stroke = { fill: 'var(--panel)', stroke: portColour(port), strokeWidth: 2 }
  if (port === 'error') return <path d={`M${x - 2.5} ${y - 6}h5l3.5 3.5v5l-3.5 3.5h-5l-3.5-3.5v-5z`} {...stroke} />
  if (port === 'duplicate')
    return (
      <>
        <rect x={x - 6} y={y - 6} width="8" height="8" {...stroke} />
        <rect x={x - 2} y={y - 2} width="8" height="8" {...stroke} />
      </>
    )
  return (
    <>
      <rect x={x - 5.5} y={y - 5.5} width="11" height="11" {...stroke} />
      <path d={`M${x - 5} ${y + 5}L${x + 5} ${y - 5}`} {...stroke} />
    </>
  )
}

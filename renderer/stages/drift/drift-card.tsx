/** How the system of one connection compares with what was learned of it; looks again, and accepts what is there now. */
import type { ConnectionDrift } from '#protocol'
import { useDrift } from '../../state/drift-store.ts'
import { showMoment, t } from '../../text/index.ts'
import { Button, ErrorNote, Icon, type IconName } from '../../ui/index.ts'
import { Finding } from './finding.tsx'

export interface DriftCardProps {
  connection: string
  /** What the system is called. */
  system: string
}

type State = ConnectionDrift['state'] | 'unseen'

const LOOKS: Readonly<Record<State, { icon: IconName; colour: string }>> = {
  unseen: { icon: 'minus', colour: 'text-muted' },
  learned: { icon: 'check', colour: 'text-success' },
  same: { icon: 'check', colour: 'text-success' },
  drifted: { icon: 'warning', colour: 'text-rejected' },
  unwatched: { icon: 'info', colour: 'text-low' },
  unreachable: { icon: 'warning', colour: 'text-error' },
}

export function DriftCard({ connection, system }: DriftCardProps) {
  const drift = useDrift((state) => state.found.get(connection))
  const busy = useDrift((state) => state.busy)
  const { check, accept } = useDrift.getState()
  const state: State = drift?.state ?? 'unseen'
  const look = LOOKS[state]
  return (
    <section aria-label={t('drift.label', { system })} className="flex flex-col gap-2 text-13">
      <p role="status" className="flex items-start gap-1.5">
        <Icon name={look.icon} size={14} className={`mt-0.5 ${look.colour}`} />
        <span>{wordsFor(state, system, drift)}</span>
      </p>
      {drift?.reason && <ErrorNote reason={drift.reason} />}
      {drift && drift.findings.length > 0 && (
        <ul className="flex flex-col gap-2 border-l-2 border-hairline pl-2.5">
          {drift.findings.map((finding) => (
            <li key={`${finding.reason.code} ${finding.drift.object} ${finding.drift.field}`}>
              <Finding finding={finding} />
            </li>
          ))}
        </ul>
      )}
      <div className="flex flex-wrap gap-2">
        <Button size="tight" icon="look" busy={busy} onClick={() => void check()}>
          {t('drift.check')}
        </Button>
        {state === 'drifted' && (
          <Button size="tight" icon="check" busy={busy} onClick={() => void accept(connection)}>
            {t('drift.accept')}
          </Button>
        )}
      </div>
    </section>
  )
}

function wordsFor(state: State, system: string, drift: ConnectionDrift | undefined): string {
  const moment = (ms: number | undefined) => (ms === undefined ? '' : showMoment(ms))
  const values = { system, learned: moment(drift?.learnedAt), checked: moment(drift?.checkedAt) }
  return t(`drift.state-${state}`, { ...values, count: drift?.findings.length ?? 0 })
}

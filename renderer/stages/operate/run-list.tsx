import type { RunView } from '#engine'
import { wordsOf } from '#engine'
import { showMoment, showTime, t } from '../../text/index.ts'
import { Badge, type IconName, type Tone } from '../../ui/index.ts'
import { sumOf } from '../home/last-result.ts'

const LOOK: Record<RunView['state'], { tone: Tone; icon: IconName }> = {
  running: { tone: 'accent', icon: 'play' },
  finished: { tone: 'success', icon: 'check' },
  waiting: { tone: 'low', icon: 'person' },
  interrupted: { tone: 'rejected', icon: 'warning' },
  stopped: { tone: 'muted', icon: 'stop' },
}

/** Every run as a sum that adds up. */
export const RunList = ({ runs }: { runs: readonly RunView[] }) => (
  <section aria-labelledby="runs">
    <div className="flex min-h-7 items-baseline gap-3">
      <h2 id="runs" className="text-16">
        {t('operate.runs')}
      </h2>
      <span className="text-13 text-muted">{t('operate.runs-about')}</span>
    </div>
    <ul className="sheet mt-2 divide-y divide-hairline text-13">
      {runs.map((run) => (
        <li key={run.run} className="px-4 py-2.5">
          <div className="flex items-center gap-2">
            <span className="font-medium">
              {t('operate.run-at', { when: momentOf(run.startedAt), version: run.revision })}
            </span>
            <Badge {...LOOK[run.state]}>{t(`operate.state-${run.state}`)}</Badge>
            <span className="ml-auto text-12 text-muted">{tookOf(run)}</span>
          </div>
          <p className="mt-0.5">{sumOf(run.received, run.outcomes)}</p>
          {run.reason && <p className="mt-0.5 text-muted">{wordsOf(run.reason.code, run.reason.values).what}</p>}
        </li>
      ))}
    </ul>
  </section>
)

function momentOf(ms: number): string {
  const day = showMoment(ms)
  const time = showTime(ms)
  return day === time ? time : `${day} ${time}`
}

/** How long it worked; only told where that is known. */
function tookOf(run: RunView): string {
  if (run.finishedAt === undefined || run.resumed > 0) return ''
  const seconds = (run.finishedAt - run.startedAt) / 1000
  const time =
    seconds < 60
      ? t('operate.seconds', { seconds })
      : t('operate.minutes', { minutes: Math.floor(seconds / 60), seconds: Math.round(seconds % 60) })
  return t('operate.run-took', { time })
}

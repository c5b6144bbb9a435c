/** The proof that a second run changes nothing: the two runs side by side, or the runs as they go. */
import type { Proof } from '#engine'
import { useFlow } from '../../state/flow-store.ts'
import { useLaunch } from '../../state/launch-store.ts'
import { useRun } from '../../state/run-store.ts'
import { showMoment, showNumber, t } from '../../text/index.ts'
import { Button, ErrorNote, Icon, joinClasses } from '../../ui/index.ts'
import { firstLines, isClean, type ProofLine, secondLines } from './proof-lines.ts'

export function ProofCard() {
  const flowId = useFlow((state) => state.flow?.id)
  const hash = useLaunch((launch) => launch.state?.hash)
  const proof = useLaunch((launch) => launch.state?.proof)
  const proving = useLaunch((launch) => launch.proving)
  const error = useLaunch((launch) => launch.proofError)
  const prove = useLaunch((launch) => launch.prove)
  const stale = proof !== undefined && proof.hash !== hash
  return (
    <section aria-labelledby="proof" className="space-y-2.5">
      <div className="flex min-h-8 items-center gap-3">
        <h2 id="proof" className="text-16">
          {t('twice.title')}
        </h2>
        <span className="ml-auto text-13 text-muted">
          {proof && !proving && t(stale ? 'twice.stale-when' : 'twice.when', { when: showMoment(proof.at) })}
        </span>
        {proving ? (
          <Button icon="stop" onClick={() => void useRun.getState().stop()}>
            {t('twice.stop')}
          </Button>
        ) : (
          <Button icon="twice" onClick={() => flowId && void prove(flowId)}>
            {t(proof ? 'twice.again' : 'twice.start')}
          </Button>
        )}
      </div>
      {error && <ErrorNote reason={error} />}
      {proving ? <Going /> : proof ? <TwoLists proof={proof} stale={stale} /> : <NoProof />}
    </section>
  )
}

const NoProof = () => <p className="sheet px-4 py-4 text-13 text-muted">{t('twice.none')}</p>

function Going() {
  const view = useRun((run) => run.view)
  const proving = useLaunch((launch) => launch.proving)
  const started = view !== undefined && proving?.first !== undefined
  const values = view && { received: view.received, ended: view.received - view.outcomes.waiting }
  const words = !started
    ? t('twice.saving')
    : t(view.run === proving.first ? 'twice.first-going' : 'twice.second-going', values)
  return (
    <div className="sheet px-4 py-4">
      <p className="text-13 font-medium" role="status">
        {words}
      </p>
      <div aria-hidden="true" className="mt-2.5 h-1 overflow-hidden rounded-full bg-sunken">
        <div className="h-full w-1/3 animate-pulse rounded-full bg-accent motion-reduce:animate-none" />
      </div>
    </div>
  )
}

function TwoLists({ proof, stale }: { proof: Proof; stale: boolean }) {
  const clean = isClean(proof)
  const { created, updated, newlyHeld } = proof.second
  const verdict = clean
    ? t('twice.clean')
    : created + updated > 0
      ? t('twice.not-clean', { created, updated })
      : t('twice.newly-held', { count: newlyHeld })
  const tone = stale ? 'text-muted' : clean ? 'text-success' : 'text-error'
  return (
    <div className={joinClasses('sheet grid grid-cols-2 divide-x divide-hairline', stale && 'text-muted')}>
      <List title={t('twice.first')} lines={firstLines(proof)} />
      <List
        title={
          <span className="flex items-center gap-2">
            <Icon name={stale ? 'clock' : clean ? 'check' : 'warning'} size={16} className={tone} />
            {verdict}
          </span>
        }
        lines={secondLines(proof)}
      />
    </div>
  )
}

const List = ({ title, lines }: { title: React.ReactNode; lines: ProofLine[] }) => (
  <div className="px-4 py-3">
    <h3 className="text-13">{title}</h3>
    <dl className="mt-1.5 grid grid-cols-[minmax(104px,auto)_1fr] gap-x-4 gap-y-1.5 text-13">
      {lines.map((line) => (
        <div key={line.label} className="contents">
          <dt className={line.total ? 'font-medium' : 'text-muted'}>{t(line.label)}</dt>
          <dd className={joinClasses(line.total && 'font-medium', line.wrong && 'text-error')}>
            {showNumber(line.count)}
            {line.about && <span className="ml-2 text-12 text-muted">{t(line.about)}</span>}
          </dd>
        </div>
      ))}
    </dl>
  </div>
)

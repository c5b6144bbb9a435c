/** The result as a sentence above the canvas: every record that came in, and every way in which it ended. */
import { type RunView, wordsOf } from '#engine'
import { useDrawer } from '../../state/drawer-store.ts'
import { useFlow } from '../../state/flow-store.ts'
import { useRun } from '../../state/run-store.ts'
import { ownSandboxes, useSlots } from '../../state/slot-store.ts'
import { rich, t } from '../../text/index.ts'
import { Badge, ErrorNote, Icon, joinClasses, PortMark, Tooltip } from '../../ui/index.ts'
import { OUTCOME_LOOKS, TONE_CLASSES } from './results/outcome.ts'
import { RunAnnouncer } from './results/run-announcer.tsx'
import { type SumTerm, sumOf } from './results/sum.ts'

export function ResultStrip() {
  const view = useRun((run) => run.view)
  return (
    <section aria-label={t('strip.label')} className="relative z-2 shrink-0 border-b border-hairline bg-panel">
      <div className="flex min-h-[41px] flex-wrap items-center gap-x-0.5 gap-y-0.5 px-3 pt-[9px] pb-1.5 text-13 large:gap-x-3 large:px-6 large:text-14">
        {view ? <Sum view={view} /> : <span className="text-muted">{t('strip.not-run')}</span>}
        <span className="ml-auto inline-flex items-center gap-3">
          {view && <RunState view={view} />}
          <Seal />
        </span>
      </div>
      <Trouble view={view} />
      <RunAnnouncer />
    </section>
  )
}

function Sum({ view }: { view: RunView }) {
  const sum = sumOf(view)
  const show = useDrawer((drawer) => drawer.showRecords)
  return (
    <>
      <Tooltip text={t('strip.show-all')}>
        <button type="button" className="rounded-control px-0.5 hover:bg-sunken" onClick={() => show({})}>
          {rich('strip.in', { count: sum.received })}
        </button>
      </Tooltip>
      {sum.made > 0 && <span>{rich('strip.made', { count: sum.made })}</span>}
      {sum.terms.map((term, i) => (
        <span key={term.outcome} className="inline-flex items-center gap-x-1 large:gap-x-3">
          <span className="text-muted">{i === 0 ? '=' : '+'}</span>
          <Term term={term} />
        </span>
      ))}
    </>
  )
}

function Term({ term }: { term: SumTerm }) {
  const show = useDrawer((drawer) => drawer.showRecords)
  const words =
    term.fresh === undefined
      ? rich(term.text, { count: term.count })
      : rich('sum.held-new', { count: term.count, fresh: term.fresh })
  return (
    <Tooltip text={t('strip.show', { count: term.count })}>
      <button
        type="button"
        className={joinClasses(
          'inline-flex items-center gap-1 rounded-control px-0.5 whitespace-nowrap hover:bg-sunken',
          term.count === 0 && 'text-muted',
        )}
        onClick={() => show({ outcome: term.outcome })}
      >
        <span className={joinClasses('inline-flex', TONE_CLASSES[term.tone])}>
          <PortMark port={OUTCOME_LOOKS[term.outcome].port} />
        </span>
        {words}
      </button>
    </Tooltip>
  )
}

function RunState({ view }: { view: RunView }) {
  const hash = useFlow((flow) => flow.hash)
  if (view.state === 'running')
    return (
      <Badge tone="accent" icon="play">
        {t('strip.running')}
      </Badge>
    )
  return (
    <>
      {view.state === 'stopped' && <Badge icon="pause">{t('strip.stopped')}</Badge>}
      {view.state === 'waiting' && <Badge icon="person">{t('strip.waiting')}</Badge>}
      {view.state === 'interrupted' && (
        <Badge tone="error" icon="warning">
          {t('strip.interrupted')}
        </Badge>
      )}
      {view.resumed > 0 && <span className="text-muted">{t('strip.went-on', { count: view.resumed })}</span>}
      {hash !== '' && view.hash !== hash && (
        <Badge tone="rejected" icon="pencil">
          {t('strip.edited')}
        </Badge>
      )}
    </>
  )
}

/** Where the writes of practice go, in words. */
function Seal() {
  const slots = useSlots((state) => state.slots)
  const connections = useFlow((state) => state.flow?.connections)
  const outside = ownSandboxes(slots)
  const names = outside.map(({ connection, account, address }) =>
    [connections?.[connection]?.name, account ?? address].filter(Boolean).join(' '),
  )
  return (
    <span className="inline-flex items-center gap-1 text-12 whitespace-nowrap text-muted large:gap-1.5 large:text-14">
      <Icon name={outside.length > 0 ? 'flask' : 'lock'} size={15} />
      {outside.length > 0 ? t('strip.sandbox', { names: names.join(', ') }) : t('strip.sealed')}
    </span>
  )
}

function Trouble({ view }: { view: RunView | undefined }) {
  const error = useRun((run) => run.error)
  const busy = useRun((run) => run.busy)
  const start = useRun((run) => run.start)
  const lost = view ? sumOf(view).unaccounted : 0
  const reason = error ?? (view?.state === 'interrupted' ? view.reason : undefined)
  const trouble = view?.state === 'running' ? view.trouble : undefined
  if (!reason && !trouble && (lost === 0 || view?.state === 'running')) return null
  return (
    <div className="flex flex-col gap-2 px-3.5 pb-2.5 large:px-6">
      {trouble && view && (
        <p role="status" className="flex items-start gap-2 rounded-card bg-tint-rejected px-3 py-2 text-13">
          <Icon name="warning" className="mt-px text-rejected" />
          {t('strip.trouble', { what: wordsOf(trouble.code, trouble.values).what, count: view.outcomes.waiting })}
        </p>
      )}
      {reason && (
        <ErrorNote
          reason={reason}
          action={{ label: t('strip.run-again'), onPress: () => void start(), busy }}
          {...(error ? { onDismiss: () => useRun.setState({ error: undefined }) } : {})}
        />
      )}
      {view && lost !== 0 && view.state !== 'running' && (
        <p role="alert" className="flex items-start gap-2 rounded-card border border-error/40 bg-tint-error px-3 py-2">
          <Icon name="warning" className="mt-px text-error" />
          {t('strip.unaccounted', { count: lost, run: view.run })}
        </p>
      )}
    </div>
  )
}

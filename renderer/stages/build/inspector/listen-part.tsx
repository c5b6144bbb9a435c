/** A start that begins by itself does so in practice too, for as long as Sluice is open and a person lets it. */
import { useEffect } from 'react'
import { type SourceKind, wordsOf } from '#engine'
import { useTriggers } from '../../../state/trigger-store.ts'
import { showMoment, type TextKey, t } from '../../../text/index.ts'
import { Badge, Button, ErrorNote, Icon } from '../../../ui/index.ts'
import type { StepForm } from './form.ts'

/** What it does in practice, by how its records come; the others are read when the flow is run. */
const ABOUT: Partial<Record<SourceKind, TextKey>> = {
  schedule: 'listen.schedule',
  poll: 'listen.poll',
  folder: 'listen.folder',
  webhook: 'listen.webhook',
  events: 'listen.webhook',
}
const BY_ITSELF: readonly (SourceKind | undefined)[] = ['schedule', 'poll', 'folder']

/** Milliseconds between two looks at how it stands, while it is shown. */
const AGAIN = 2000

export function ListenPart({ form }: { form: StepForm }) {
  const { source } = form.kind
  const about = source && ABOUT[source]
  if (!about) return null
  return (
    <section
      aria-label={t('listen.title')}
      className="rounded-card border border-hairline bg-canvas px-3 py-2.5 text-12"
    >
      {BY_ITSELF.includes(source) ? (
        <Listening form={form} about={t(about)} />
      ) : (
        <p className="text-muted">{t(about)}</p>
      )}
    </section>
  )
}

function Listening({ form, about }: { form: StepForm; about: string }) {
  const flowId = form.flow.id
  const { busy, error, look, start, stop, dismiss, flowId: shown, state: known } = useTriggers()
  const state = shown === flowId ? known : undefined
  useEffect(() => {
    void look(flowId)
    const timer = setInterval(() => void look(flowId), AGAIN)
    return () => clearInterval(timer)
  }, [flowId, look])
  const watching = state?.watching === true
  const blocked = form.problems.some(({ severity }) => severity === 'blocks')
  const last = state?.told.at(-1)
  return (
    <div className="flex flex-col gap-2">
      <div className="flex items-center gap-2">
        <Badge tone={watching ? 'accent' : 'muted'} icon={watching ? 'events' : 'pause'}>
          {t(watching ? 'listen.on' : 'listen.off')}
        </Badge>
        <Button
          size="tight"
          className="ml-auto"
          icon={watching ? 'stop' : 'play'}
          busy={busy}
          disabled={!watching && blocked}
          onClick={() => void (watching ? stop(flowId) : start(flowId))}
        >
          {t(watching ? 'listen.stop' : 'listen.start')}
        </Button>
      </div>
      <p role="status" className="text-muted">
        {watching ? form.kind.summary(form.step.settings, form.flow) : about}
        {watching && <span className="block text-ink">{doneOf(state)}</span>}
      </p>
      {last && (
        <p className="flex items-start gap-1.5">
          <Icon name="warning" size={14} className="mt-px text-rejected" />
          <span>
            {t('listen.told', { when: showMoment(last.at), what: wordsOf(last.reason.code, last.reason.values).what })}
          </span>
        </p>
      )}
      {error && <ErrorNote reason={error} onDismiss={dismiss} />}
    </div>
  )
}

/** `Last looked 10:04 · 3 runs started`. */
function doneOf({ lookedAt, started }: { lookedAt?: number; started: number }): string {
  const looked = lookedAt === undefined ? [] : [t('listen.looked', { when: showMoment(lookedAt) })]
  return [...looked, t('listen.started', { count: started })].join(' · ')
}

/**
 * Step-through: one record, one step at a time, before and after side by side, with the step's own settings between them.
 * Nothing is written; a change of the settings is stepped again at once.
 */
import { useEffect } from 'react'
import type { Flow, RecordStory, Stage } from '#engine'
import { useFlow } from '../../../state/flow-store.ts'
import { useStepping } from '../../../state/step-store.ts'
import { t } from '../../../text/index.ts'
import { Button, Empty, ErrorNote, Icon } from '../../../ui/index.ts'
import { AfterPane } from './after-pane.tsx'
import { BeforePane } from './before-pane.tsx'
import { Crumbs } from './crumbs.tsx'
import { titleAt } from './inside.ts'
import { MiddlePane } from './middle-pane.tsx'
import { PauseButton } from './pause-dialog.tsx'
import { RecordChooser } from './record-chooser.tsx'
import { Ribbon } from './ribbon.tsx'
import { SearchBar } from './search-bar.tsx'
import { TriedBar } from './tried-bar.tsx'

/** Milliseconds of calm after an edit before the record is stepped again. */
const CALM = 350

export function Stepping() {
  const flow = useFlow((state) => state.flow)
  const { story, stages, error, loading, tried, changedSince } = useStepping()
  useStepAgain(flow)
  const stage = story?.stages[stages - 1]
  return (
    <section aria-label={t('walk.label')} className="flex h-full min-h-0 flex-col">
      <Bar flow={flow} />
      <SearchBar />
      <Crumbs />
      {tried && story && <TriedBar story={story} tried={tried} />}
      {changedSince && (
        <p role="status" className="border-b border-hairline bg-tint-rejected px-5 py-2 text-13 large:px-12">
          {t('walk.changed-since')}
        </p>
      )}
      {error && (
        <div className="p-4">
          <ErrorNote reason={error} />
        </div>
      )}
      {flow && story && stage && <Walk flow={flow} story={story} stage={stage} stages={stages} />}
      {!story && !error && <Empty icon="next">{t(loading ? 'walk.loading' : 'walk.no-file')}</Empty>}
    </section>
  )
}

function useStepAgain(flow: Flow | undefined): void {
  useEffect(() => {
    if (!flow) return
    const timer = setTimeout(() => void useStepping.getState().refresh(), CALM)
    return () => clearTimeout(timer)
  }, [flow])
}

function Bar({ flow }: { flow: Flow | undefined }) {
  const { story, stages, next, back } = useStepping()
  const length = story?.stages.length ?? 0
  return (
    <div className="flex min-h-12 shrink-0 flex-wrap items-center gap-2 border-b border-hairline bg-panel px-5 pt-1">
      <RecordChooser />
      <span className="flex-1" />
      {length > 0 && (
        <span className="text-12 text-muted">{t('walk.position', { stage: stages, stages: length })}</span>
      )}
      {flow && <PauseButton flow={flow} />}
      <Button size="tight" icon="back" disabled={stages <= 1} onClick={back}>
        {t('walk.back')}
      </Button>
      <Button size="tight" disabled={stages >= length} onClick={next}>
        {t('walk.next')}
        <Icon name="next" size={16} />
      </Button>
      <kbd className="rounded-control border border-hairline px-1.5 font-ui text-12 text-muted">
        {t('walk.next-key')}
      </kbd>
    </div>
  )
}

function Walk({ flow, story, stage, stages }: { flow: Flow; story: RecordStory; stage: Stage; stages: number }) {
  const ended = stages >= story.stages.length
  const from = story.stages[stages - 2]?.step
  const isPart = useStepping((state) => state.path.length > 0)
  return (
    <>
      <Ribbon flow={flow} story={story} stages={stages} />
      <p role="status" className="sr-only">
        {titleAt(flow, stage.step)}. {t('walk.position', { stage: stages, stages: story.stages.length })}.
        {ended && story.outcome ? ` ${t('walk.outcome')}: ${t(`outcome.${story.outcome}`)}.` : ''}
      </p>
      <div className="grid min-h-0 flex-1 grid-cols-[272px_minmax(0,1fr)_292px] max-[900px]:grid-cols-1 max-[900px]:overflow-y-auto border-t border-hairline large:grid-cols-[420px_minmax(0,1fr)_460px]">
        <BeforePane
          key={`${story.walkId} ${stages}`}
          stage={stage}
          story={story}
          isPart={isPart}
          {...(from ? { from: titleAt(flow, from) } : {})}
        />
        <MiddlePane key={stage.step} stage={stage} story={story} ended={ended} />
        <AfterPane stage={stage} story={story} index={stages - 1} ended={ended} />
      </div>
    </>
  )
}

/** What the step did with the chosen record: before and after, the exit it took and why, and the write it made. */
import { EXIT_LABELS, type RecordStory, type Stage } from '#engine'
import { useFlow } from '../../../state/flow-store.ts'
import { useRecord } from '../../../state/record-store.ts'
import { useStepping } from '../../../state/step-store.ts'
import { t } from '../../../text/index.ts'
import { Button, ErrorNote, IconButton, joinClasses, PortMark } from '../../../ui/index.ts'
import { OutcomeBadge } from '../results/outcome-badge.tsx'
import { fieldRows } from '../stepping/changes.ts'
import { wrongFields } from '../stepping/wrong-fields.ts'
import { FieldTable } from '../story/field-table.tsx'
import { ReasonNote } from '../story/reason-note.tsx'
import { WriteNote } from '../story/write-note.tsx'

export function RecordTab({ stepId }: { stepId: string }) {
  const { run, seq, story, error, clear } = useRecord()
  if (error) return <ErrorNote reason={error} />
  if (seq === undefined) return <p className="text-13 text-muted">{t('record.none')}</p>
  if (!story)
    return (
      <p className="text-13 text-muted" role="status">
        {t('record.loading')}
      </p>
    )
  const stage = story.stages.find((one) => one.step === stepId)
  return (
    <div className="flex flex-col gap-4">
      <div className="flex items-center gap-2">
        <h3 className="min-w-0 flex-1 truncate text-13 font-strong">
          {t('record.title', { seq: story.seq })}{' '}
          {story.label !== `row ${story.seq}` && <span className="font-regular text-muted">{story.label}</span>}
        </h3>
        {story.outcome && <OutcomeBadge outcome={story.outcome} />}
        <IconButton icon="close" label={t('record.close')} onClick={clear} />
      </div>
      {stage ? (
        <AtStep stage={stage} story={story} />
      ) : (
        <p className="text-13 text-muted">{t('record.not-here', { seq })}</p>
      )}
      <Way story={story} stepId={stepId} />
      {run !== undefined && (
        <div>
          <Button size="tight" icon="next" onClick={() => void useStepping.getState().enterRecord(run, seq)}>
            {t('record.step-through')}
          </Button>
        </div>
      )}
      {story.correlation && (
        <p className="text-12 text-muted">
          {t('record.correlation')} <span className="font-record break-all">{story.correlation}</span>
        </p>
      )}
    </div>
  )
}

function AtStep({ stage, story }: { stage: Stage; story: RecordStory }) {
  const reason = stage.reason ?? (story.stages.at(-1) === stage ? story.reason : undefined)
  const wrong = wrongFields(reason)
  return (
    <>
      {reason && <ReasonNote reason={reason} port={stage.port} />}
      {stage.write && <WriteNote write={stage.write} step={stage.step} />}
      {stage.port && stage.port !== 'main' && (
        <p className="flex items-center gap-1.5 text-13">
          <PortMark port={stage.port} />
          {t('record.took', { exit: EXIT_LABELS[stage.port] })}
        </p>
      )}
      <div className="-mx-4 border-b border-hairline">
        <FieldTable rows={fieldRows(stage.before, stage.after, wrong)} side="both" wrong={wrong} />
      </div>
    </>
  )
}

/** The steps it was at, as buttons to look at each. */
function Way({ story, stepId }: { story: RecordStory; stepId: string }) {
  const steps = useFlow((state) => state.flow?.steps)
  const select = useFlow((state) => state.select)
  return (
    <nav aria-label={t('record.path')} className="text-12">
      <h3 className="mb-1 text-12 font-medium text-muted">{t('record.path')}</h3>
      <ol className="flex flex-col">
        {story.stages.map((stage) => (
          <li key={stage.step}>
            <button
              type="button"
              aria-current={stage.step === stepId ? 'step' : undefined}
              onClick={() => select({ steps: [stage.step] })}
              className={joinClasses(
                'flex min-h-7 w-full items-center gap-2 rounded-control px-1.5 text-left hover:bg-sunken',
                stage.step === stepId && 'bg-tint-accent font-medium',
              )}
            >
              <PortMark port={stage.port ?? 'main'} size={11} />
              <span className="min-w-0 flex-1 truncate">{steps?.[stage.step]?.title ?? stage.step}</span>
              {stage.port && stage.port !== 'main' && <span className="text-muted">{EXIT_LABELS[stage.port]}</span>}
            </button>
          </li>
        ))}
      </ol>
    </nav>
  )
}

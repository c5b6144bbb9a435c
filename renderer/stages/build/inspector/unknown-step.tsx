/** A step of a kind that this version does not know: it is kept and named, and nothing is guessed about it. */
import { useFlow } from '../../../state/flow-store.ts'
import { t } from '../../../text/index.ts'
import { Icon, IconButton } from '../../../ui/index.ts'
import { ProblemNotes } from './problem-notes.tsx'

export function UnknownStep({ stepId, onClose }: { stepId: string; onClose?(): void }) {
  const title = useFlow((state) => state.flow?.steps[stepId]?.title ?? '')
  const problems = useFlow((state) => state.problems)
  return (
    <div className="flex flex-col gap-3 p-4">
      <div className="flex items-start gap-2.5">
        <Icon name="warning" className="mt-1 text-error" />
        <h2 className="min-w-0 flex-1 text-16">{title}</h2>
        {onClose && <IconButton icon="close" label={t('inspector.close')} onClick={onClose} />}
      </div>
      <p className="text-13 text-muted">{t('inspector.unknown-kind')}</p>
      <ProblemNotes problems={problems.filter((problem) => problem.at.step === stepId)} />
    </div>
  )
}

/** What the step does with the record: why it left, if it did, and the settings that decide, which can be changed here. */
import { type RecordStory, type Stage, stepKind } from '#engine'
import { useFlow } from '../../../state/flow-store.ts'
import { t } from '../../../text/index.ts'
import { Icon } from '../../../ui/index.ts'
import { useStepForm } from '../inspector/form.ts'
import { SetUpTab } from '../inspector/set-up-tab.tsx'
import { ReasonNote } from '../story/reason-note.tsx'
import { stepAt } from './inside.ts'
import { Pane } from './pane.tsx'
import { TaskNote } from './task-note.tsx'

export interface MiddlePaneProps {
  stage: Stage
  story: RecordStory
  /** The story is told to its end. */
  ended: boolean
}

export function MiddlePane({ stage, story, ended }: MiddlePaneProps) {
  const form = useStepForm(stage.step)
  const { title, note } = useHeading(stage.step)
  const reason = stage.reason ?? (ended ? story.reason : undefined)
  return (
    <Pane title={title} note={note} className="bg-canvas">
      <div className="flex flex-col gap-4 px-4 pb-4 large:px-6">
        {reason && <ReasonNote reason={reason} port={stage.port} />}
        {stage.task && <TaskNote task={stage.task} step={stage.step} data={stage.before} />}
        {form && (
          <div className="rounded-card border border-hairline bg-panel p-4">
            <SetUpTab form={form} />
          </div>
        )}
        <p className="flex items-start gap-2 text-12 text-muted">
          <Icon name="lock" size={14} className="mt-px" />
          {t('walk.nothing-written')}
        </p>
      </div>
    </Pane>
  )
}

/** The step's title, and its settings in words; for a step of a flow inside, also the steps that lead to it. */
function useHeading(id: string): { title: string; note: string } {
  const flow = useFlow((state) => state.flow)
  const placed = flow && stepAt(flow, id)
  if (!placed) return { title: id, note: '' }
  const { step, calls } = placed
  const summary = stepKind(step.kind)?.summary(step.settings, placed.flow) ?? ''
  const inside = calls.length > 0 ? [t('into.inside', { steps: calls.join(' › ') })] : []
  return { title: step.title, note: [...inside, summary].filter((text) => text !== '').join(' · ') }
}

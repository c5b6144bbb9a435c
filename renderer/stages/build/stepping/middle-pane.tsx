/** What the step does with the record: why it left, if it did, and the settings that decide, which can be changed here. */
import type { RecordStory, Stage } from '#engine'
import { t } from '../../../text/index.ts'
import { Icon } from '../../../ui/index.ts'
import { useStepForm } from '../inspector/form.ts'
import { SetUpTab } from '../inspector/set-up-tab.tsx'
import { ReasonNote } from '../story/reason-note.tsx'
import { Pane } from './pane.tsx'

export interface MiddlePaneProps {
  stage: Stage
  story: RecordStory
  /** The story is told to its end. */
  ended: boolean
}

export function MiddlePane({ stage, story, ended }: MiddlePaneProps) {
  const form = useStepForm(stage.step)
  const reason = stage.reason ?? (ended ? story.reason : undefined)
  return (
    <Pane
      title={form?.step.title ?? stage.step}
      note={form?.kind.summary(form.step.settings, form.flow)}
      className="bg-canvas"
    >
      <div className="flex flex-col gap-4 px-4 pb-4 large:px-6">
        {reason && <ReasonNote reason={reason} port={stage.port} />}
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

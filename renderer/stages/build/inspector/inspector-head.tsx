/** Icon, editable name, and what came in and went out of the step in the last run. */
import { useRef } from 'react'
import { useFlow } from '../../../state/flow-store.ts'
import { useRun } from '../../../state/run-store.ts'
import { t } from '../../../text/index.ts'
import { Icon, IconButton } from '../../../ui/index.ts'
import { stepSentence } from '../results/step-sum.ts'
import type { StepForm } from './form.ts'

export function InspectorHead({ form, onClose }: { form: StepForm; onClose?(): void }) {
  const { stepId, step, kind } = form
  const sum = useRun((run) => stepSentence(run.view, form.flow, stepId, kind.group === 'end'))
  const { apply, endGroup } = useFlow.getState()
  const opened = useRef(step.title)
  const rename = (title: string) =>
    apply({ kind: 'update-step', id: stepId, patch: { title } }, t('change.title', { step: opened.current }), {
      group: `${stepId} title`,
    })
  return (
    <header className="flex items-start gap-2.5 pt-3 pr-3 pb-2 pl-4">
      <span className="mt-0.5 grid h-7 w-7 shrink-0 place-items-center rounded-tile bg-sunken">
        <Icon name={kind.icon} />
      </span>
      <div className="min-w-0 flex-1">
        <input
          aria-label={t('inspector.title')}
          value={step.title}
          maxLength={120}
          title={step.title}
          placeholder={kind.title}
          onChange={(event) => rename(event.target.value)}
          onFocus={() => {
            opened.current = step.title
          }}
          onBlur={endGroup}
          className="-ml-1.5 h-7 w-full truncate rounded-control border border-transparent bg-transparent px-1.5 text-16 font-strong hover:border-hairline focus:border-edge focus:bg-panel"
        />
        <p className="-mr-8 text-12 text-muted">{sum ?? kind.summary(step.settings, form.flow)}</p>
      </div>
      {onClose && <IconButton icon="close" label={t('inspector.close')} onClick={onClose} />}
    </header>
  )
}

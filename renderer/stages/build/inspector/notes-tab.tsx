import { useFlow } from '../../../state/flow-store.ts'
import { t } from '../../../text/index.ts'
import { TextArea } from '../../../ui/index.ts'
import type { StepForm } from './form.ts'

export function NotesTab({ form }: { form: StepForm }) {
  const { stepId, step } = form
  const write = (note: string) =>
    useFlow
      .getState()
      .apply(
        { kind: 'update-step', id: stepId, patch: { note: note === '' ? null : note } },
        t('change.note', { step: step.title }),
        { group: `${stepId} note` },
      )
  return (
    <TextArea
      label={t('notes.label')}
      help={t('notes.help')}
      value={step.note ?? ''}
      rows={10}
      maxLength={5000}
      onChange={write}
    />
  )
}

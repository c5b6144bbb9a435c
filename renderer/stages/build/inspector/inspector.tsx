/** Right of the canvas: everything about the chosen step, derived from what its kind declares. */
import { useEffect, useState } from 'react'
import { useFlow } from '../../../state/flow-store.ts'
import { useRecord } from '../../../state/record-store.ts'
import { t } from '../../../text/index.ts'
import { Empty, Tabs } from '../../../ui/index.ts'
import { FailureTab } from './failure-tab.tsx'
import { type StepForm, useStepForm } from './form.ts'
import { InspectorHead } from './inspector-head.tsx'
import { NotesTab } from './notes-tab.tsx'
import { RecordTab } from './record-tab.tsx'
import { SetUpTab } from './set-up-tab.tsx'
import { UnknownStep } from './unknown-step.tsx'

export interface InspectorProps {
  /** Shown as a button at the top, when the frame can close it. */
  onClose?(): void
}

export function Inspector({ onClose }: InspectorProps) {
  const chosen = useFlow((state) => state.selection.steps)
  const [stepId] = chosen
  const exists = useFlow((state) => stepId !== undefined && state.flow?.steps[stepId] !== undefined)
  const close = onClose ? { onClose } : {}
  if (stepId === undefined || chosen.length > 1 || !exists)
    return (
      <Empty icon="build">
        {chosen.length > 1 ? t('inspector.many', { count: chosen.length }) : t('inspector.none')}
      </Empty>
    )
  return <OfStep key={stepId} stepId={stepId} {...close} />
}

type TabId = 'set-up' | 'record' | 'fails' | 'notes'

function OfStep({ stepId, onClose }: InspectorProps & { stepId: string }) {
  const form = useStepForm(stepId)
  const seq = useRecord((record) => record.seq)
  const [tab, setTab] = useState<TabId>(seq === undefined ? 'set-up' : 'record')
  // A record that is chosen while the step is open shows what happened to it here.
  useEffect(() => {
    if (seq !== undefined) setTab('record')
  }, [seq])
  const close = onClose ? { onClose } : {}
  if (!form) return <UnknownStep stepId={stepId} {...close} />
  return (
    <div className="flex h-full min-h-0 flex-col bg-panel">
      <InspectorHead form={form} {...close} />
      <Tabs<TabId>
        className="flex min-h-0 flex-1 flex-col"
        label={t('inspector.tabs')}
        tabs={[
          { id: 'set-up', label: t('inspector.set-up') },
          { id: 'record', label: t('inspector.record') },
          { id: 'fails', label: t('inspector.fails') },
          { id: 'notes', label: t('inspector.notes') },
        ]}
        chosen={tab}
        onChoose={setTab}
      >
        <div className="p-4">
          <Content tab={tab} form={form} />
        </div>
      </Tabs>
    </div>
  )
}

function Content({ tab, form }: { tab: TabId; form: StepForm }) {
  switch (tab) {
    case 'set-up':
      return <SetUpTab form={form} />
    case 'record':
      return <RecordTab stepId={form.stepId} />
    case 'fails':
      return <FailureTab form={form} />
    case 'notes':
      return <NotesTab form={form} />
  }
}

/** Whether what is drawn is safe on disk, in one sentence; and the choice when somebody else saved meanwhile. */
import { useState } from 'react'
import { asReason, studio } from '../../client/index.ts'
import { useApp } from '../../state/app-store.ts'
import { useFlow } from '../../state/flow-store.ts'
import { showTime, t } from '../../text/index.ts'
import { Button, ErrorNote, Icon } from '../../ui/index.ts'

export function SaveNote() {
  const state = useFlow((s) => s.saveState)
  const at = useFlow((s) => s.savedAt)
  const text = state === 'saved' ? t('save.saved', { time: at === undefined ? '' : showTime(at) }) : t(`save.${state}`)
  const icon = state === 'saved' ? 'check' : state === 'lost' || state === 'conflict' ? 'warning' : 'save'
  return (
    <span className="inline-flex items-center gap-1.5">
      <Icon name={icon} size={14} />
      {text}
    </span>
  )
}

/** Nothing is thrown away without being asked: reload theirs, or keep mine as a copy. */
export function ConflictNote() {
  const conflict = useFlow((s) => s.saveState === 'conflict')
  const reason = useFlow((s) => s.saveError)
  const [failed, setFailed] = useState<ReturnType<typeof asReason>>()
  if (!conflict || !reason) return null
  const attempt = (action: () => Promise<void>) => () =>
    void action().catch((error: unknown) => setFailed(asReason(error)))
  const reload = async () => {
    const flow = useFlow.getState().flow
    if (flow) useFlow.getState().load(await studio().flows.open({ flow: flow.id }))
  }
  const copy = async () => {
    const flow = useFlow.getState().flow
    if (!flow) return
    const text = JSON.stringify({ ...flow, name: t('save.copy-of', { name: flow.name }) })
    const saved = await studio().flows.import({ name: flow.name, text })
    useFlow.getState().load(saved)
    useApp.getState().openFlow(saved.flow.id)
  }
  return (
    <div className="absolute inset-x-0 top-2 z-20 mx-auto w-[560px] max-w-[90%]">
      <ErrorNote reason={failed ?? reason} action={{ label: t('save.copy'), onPress: attempt(copy) }} />
      <div className="mt-1 flex justify-end">
        <Button size="tight" onClick={attempt(reload)}>
          {t('save.reload')}
        </Button>
      </div>
    </div>
  )
}

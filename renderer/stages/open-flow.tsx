/** Opens the flow that the window is at, once for all stages: drawing, runs and results of one flow stay while stages change. */
import { type ReactNode, useCallback, useEffect, useState } from 'react'
import type { Reason } from '#engine'
import { asReason, studio } from '../client/index.ts'
import { useApp } from '../state/app-store.ts'
import { useFlow } from '../state/flow-store.ts'
import { useFollowFlow } from '../state/follow-flow.ts'
import { useRun } from '../state/run-store.ts'
import { t } from '../text/index.ts'
import { ErrorNote, StageFrame } from '../ui/index.ts'

export function OpenFlow({ flowId, children }: { flowId: string; children: ReactNode }) {
  const open = useFlow((state) => state.flow?.id === flowId)
  const goTo = useApp((state) => state.goTo)
  const [error, setError] = useState<Reason>()
  useFollowFlow()

  const load = useCallback(async () => {
    setError(undefined)
    try {
      const saved = await studio().flows.open({ flow: flowId })
      if (useApp.getState().flowId === flowId) useFlow.getState().load(saved)
    } catch (thrown) {
      setError(asReason(thrown))
    }
  }, [flowId])

  useEffect(() => {
    if (useFlow.getState().flow?.id !== flowId) void load()
    useRun.getState().attach(flowId)
  }, [flowId, load])

  if (open) return children
  return (
    <StageFrame name={t('app.name')}>
      {error && (
        <div className="mx-auto max-w-xl p-10">
          <ErrorNote reason={error} action={{ label: t('app.to-home'), onPress: () => goTo('home') }} />
        </div>
      )}
    </StageFrame>
  )
}

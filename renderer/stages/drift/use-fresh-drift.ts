import { useEffect } from 'react'
import { useOpenings } from '../../client/index.ts'
import { useDrift } from '../../state/drift-store.ts'
import { useFlow } from '../../state/flow-store.ts'

/** Reads what the last look found whenever another flow is open, or the studio is there again. Nothing is called. */
export function useFreshDrift(): void {
  const flowId = useFlow((state) => state.flow?.id)
  const openings = useOpenings()
  useEffect(() => {
    if (flowId === undefined || openings === 0) return
    const later = requestIdleCallback(() => void useDrift.getState().load(flowId), { timeout: 5_000 })
    return () => cancelIdleCallback(later)
  }, [flowId, openings])
}

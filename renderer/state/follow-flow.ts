/** Keeps runs, sample and practice sign-ins those of the flow that is open, whichever stage shows it. */
import { useEffect } from 'react'
import { useOpenings } from '../client/index.ts'
import { useFlow } from './flow-store.ts'
import { useRecord } from './record-store.ts'
import { useRun } from './run-store.ts'
import { fileOf, sampleSetting, useSample } from './sample-store.ts'
import { useSlots } from './slot-store.ts'
import { useStepping } from './step-store.ts'

export function useFollowFlow(): void {
  const flowId = useFlow((state) => state.flow?.id)
  const setting = useFlow((state) => sampleSetting(state.flow))
  const opened = useOpenings()
  useEffect(() => {
    useRecord.getState().clear()
    useStepping.getState().leave()
    if (flowId !== undefined) useRun.getState().attach(flowId)
  }, [flowId])
  useEffect(() => {
    // Once the connection is there, and again after each loss.
    if (flowId !== undefined && opened > 0) void useSlots.getState().load(flowId)
  }, [flowId, opened])
  useEffect(() => {
    const { flow } = useFlow.getState()
    void useSample.getState().show(setting === undefined ? undefined : fileOf(flow))
  }, [setting])
}

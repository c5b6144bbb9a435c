/** What Operate shows: the runs of the open flow and its whole hold list, read again when a run ends or the line comes back. */
import { useCallback, useEffect, useState } from 'react'
import type { Reason, RunView } from '#engine'
import type { HoldEntry } from '#protocol'
import { asReason, studio, useOpenings } from '../../client/index.ts'
import { useRun } from '../../state/run-store.ts'

export interface OperateData {
  runs?: RunView[]
  held?: { total: number; entries: HoldEntry[] }
  error?: Reason
  reload(): void
}

const PAGE = 1000
/** More are counted, but not listed. */
const LISTED = 5000

export function useOperate(flowId: string | undefined): OperateData {
  const [data, setData] = useState<Omit<OperateData, 'reload'>>({})
  const opening = useOpenings()
  const occasion = useRun((run) => `${run.view?.run} ${run.view?.state} ${opening}`)

  const load = useCallback(async () => {
    if (!flowId) return
    try {
      const [runs, held] = await Promise.all([studio().runs.list({ flow: flowId }), readHoldList(flowId)])
      setData({ runs, held })
    } catch (thrown) {
      setData((before) => ({ ...before, error: asReason(thrown) }))
    }
  }, [flowId])

  useEffect(() => {
    if (occasion) void load()
  }, [occasion, load])

  return { ...data, reload: () => void load() }
}

async function readHoldList(flow: string): Promise<{ total: number; entries: HoldEntry[] }> {
  const first = await studio().runs.holdList({ flow, offset: 0, limit: PAGE })
  const entries = [...first.entries]
  while (entries.length < Math.min(first.total, LISTED)) {
    const more = await studio().runs.holdList({ flow, offset: entries.length, limit: PAGE })
    if (more.entries.length === 0) break
    entries.push(...more.entries)
  }
  return { total: first.total, entries }
}

/** What Home shows, read when it appears: examples, recent flows, version. And the four ways to begin. */
import { useCallback, useEffect, useState } from 'react'
import type { Reason } from '#engine'
import type { ExampleSummary, FlowSummary } from '#protocol'
import { asReason, studio, useOpenings } from '../../client/index.ts'
import { useApp } from '../../state/app-store.ts'
import { saveAsFile } from '../save-as-file.ts'

export interface HomeData {
  examples: ExampleSummary[]
  /** Absent until read. */
  flows?: FlowSummary[]
  version?: string
  error?: Reason
  /** The action that is under way. */
  busy?: string
  openExample(id: string): void
  openBlank(): void
  openFile(file: File): void
  remove(id: string): void
  saveCopy(id: string): void
  dismiss(): void
}

interface Read {
  examples: ExampleSummary[]
  flows?: FlowSummary[]
  version?: string
}

export function useHome(): HomeData {
  const [read, setRead] = useState<Read>({ examples: [] })
  const [error, setError] = useState<Reason>()
  const [busy, setBusy] = useState<string>()
  const openings = useOpenings()
  const openFlow = useApp((state) => state.openFlow)

  const refresh = useCallback(async () => {
    const [examples, flows, { version }] = await Promise.all([
      studio().flows.examples(),
      studio().flows.list(),
      studio().app.info(),
    ])
    setRead({ examples, flows, version })
  }, [])

  useEffect(() => {
    if (openings > 0) refresh().catch((thrown: unknown) => setError(asReason(thrown)))
  }, [openings, refresh])

  const attempt = (what: string, act: () => Promise<void>) => {
    setBusy(what)
    setError(undefined)
    act()
      .catch((thrown: unknown) => setError(asReason(thrown)))
      .finally(() => setBusy(undefined))
  }

  return {
    ...read,
    ...(error ? { error } : {}),
    ...(busy ? { busy } : {}),
    openExample: (example) =>
      attempt(example, async () => openFlow((await studio().flows.create({ example })).flow.id)),
    openBlank: () => attempt('blank', async () => openFlow((await studio().flows.create({})).flow.id)),
    openFile: (file) =>
      attempt('file', async () => {
        const saved = await studio().flows.import({ name: file.name, text: await file.text() })
        openFlow(saved.flow.id)
      }),
    remove: (flow) =>
      attempt(flow, async () => {
        await studio().flows.remove({ flow })
        if (useApp.getState().flowId === flow) useApp.getState().closeFlow()
        await refresh()
      }),
    saveCopy: (flow) =>
      attempt(flow, async () => {
        const { name, text } = await studio().flows.export({ flow })
        saveAsFile(name, text)
      }),
    dismiss: () => setError(undefined),
  }
}

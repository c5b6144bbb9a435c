/** What the canvas lights: the record that is being stepped, or else the one that was chosen from a run. */
import { useMemo } from 'react'
import { useFlow } from './flow-store.ts'
import { useRecord } from './record-store.ts'
import { useStepping } from './step-store.ts'
import { pathOf, type StoryPath } from './story-path.ts'

/** Undefined when nothing is lit. `label` is what the record tag says. */
export interface LitPath extends StoryPath {
  label: string
  stepping: boolean
}

export function useLitPath(): LitPath | undefined {
  const flow = useFlow((s) => s.flow)
  const stepping = useStepping((s) => s.active)
  const stepped = useStepping((s) => s.story)
  const stages = useStepping((s) => s.stages)
  const chosen = useRecord((s) => s.story)
  return useMemo(() => {
    const story = stepping ? stepped : chosen
    if (!flow || !story) return undefined
    return { ...pathOf(flow, story, stepping ? stages : undefined), label: story.label, stepping }
  }, [flow, stepping, stepped, stages, chosen])
}

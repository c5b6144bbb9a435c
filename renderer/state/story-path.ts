/** The way one record took through the drawing: what to light, where it stands, and what it never reached. */
import type { Flow, Outcome, PortName, RecordStory } from '#engine'

export interface StoryPath {
  /** Steps that the record has been at, in order. */
  steps: readonly string[]
  /** Wires that it travelled. */
  wires: readonly string[]
  /** The step it is at, or ended at. */
  at?: string
  /** The exit by which it left that step, once that is known. */
  port?: PortName
  /** Present when the story is told to its end. */
  outcome?: Outcome
}

/** The path of the first `stages` stages (all when absent). */
export function pathOf(flow: Flow, story: RecordStory, stages = story.stages.length): StoryPath {
  // Steps of a flow inside light the one that goes through it.
  const told = story.stages
    .slice(0, stages)
    .map((stage) => ({ ...stage, step: stage.step.split('/')[0] ?? stage.step }))
  const wires: string[] = []
  told.forEach((stage, i) => {
    const next = told[i + 1]
    if (!next) return
    const wire = flow.wires.find(
      (w) => w.from.step === stage.step && w.from.port === stage.port && w.to.step === next.step,
    )
    if (wire) wires.push(wire.id)
  })
  const last = told.at(-1)
  const ended = stages >= story.stages.length && story.outcome !== undefined
  return {
    steps: [...new Set(told.map((stage) => stage.step))],
    wires,
    ...(last ? { at: last.step } : {}),
    ...(last?.port ? { port: last.port } : {}),
    ...(ended && story.outcome ? { outcome: story.outcome } : {}),
  }
}

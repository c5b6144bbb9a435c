/** The drawing as one line for stepping: its happy path, where the record is on it, and where it turned off. */
import { type Flow, PORTS, type PortName, type RecordStory } from '#engine'
import { outerStep } from './inside.ts'

export interface RibbonCard {
  step: string
  state: 'past' | 'now' | 'rest'
  /** The stage of the story that tells of it, from 0. */
  stage?: number
  /** The way to the next card. */
  onward: 'lit' | 'rest' | 'none'
  /** Left the line here by this exit. */
  turned?: PortName
  /** Steps beside the line that it went to from here. */
  aside: { step: string; stage: number; now: boolean }[]
}

/** `order` is the flow from its start, the happy path first; the story is told up to `stages`. */
export function ribbonOf(flow: Flow, order: readonly string[], story: RecordStory, stages: number): RibbonCard[] {
  const line = lineOf(flow, order)
  const told = story.stages.slice(0, stages).map(({ step, port }) => ({ step: outerStep(step), id: step, port }))
  const at = told.at(-1)?.step
  const cards = line.map((step, i): RibbonCard => {
    const stage = told.findIndex((one) => one.step === step)
    // A flow inside another is left by the step that goes through it.
    const last = told.findLastIndex((one) => one.id === step)
    const next = line[i + 1]
    const went = last >= 0 && next !== undefined && told[last + 1]?.step === next
    return {
      step,
      state: step === at ? 'now' : stage >= 0 ? 'past' : 'rest',
      ...(stage >= 0 ? { stage } : {}),
      onward: next === undefined ? 'none' : went ? 'lit' : 'rest',
      ...turnOf(told[last]?.port),
      aside: [],
    }
  })
  let last: RibbonCard | undefined
  told.forEach(({ step }, stage) => {
    const card = cards.find((one) => one.step === step)
    if (card) last = card
    else last?.aside.push({ step, stage, now: step === at })
  })
  return cards
}

const turnOf = (port: PortName | undefined) => (port === undefined || port === 'main' ? {} : { turned: port })

/** Along `main` from the start; when nothing continues, the line ends. */
function lineOf(flow: Flow, order: readonly string[]): string[] {
  const line: string[] = []
  let here = order[0]
  while (here !== undefined && !line.includes(here) && Object.hasOwn(flow.steps, here)) {
    const step: string = here
    line.push(step)
    here = flow.wires.find((wire) => wire.from.step === step && wire.from.port === PORTS[0])?.to.step
  }
  return line
}

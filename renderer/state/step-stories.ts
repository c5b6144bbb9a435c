/** Stories inside of stories, and what becomes of one when it is stepped again with other values. Pure. */
import type { Data, Json, PortName, RecordStory, Stage } from '#engine'

/** The story at a path of parts; undefined when there is none. */
export function storyAt(story: RecordStory | undefined, path: readonly number[]): RecordStory | undefined {
  return path.reduce<RecordStory | undefined>((at, index) => at?.parts?.[index], story)
}

/** The parts that were made at a stage: they begin with its step. */
export function partsAt(story: RecordStory, stage: number): RecordStory[] {
  const step = story.stages[stage]?.step
  if (step === undefined || story.stages.findIndex((one) => one.step === step) !== stage) return []
  return (story.parts ?? []).filter((part) => part.stages[0]?.step === step)
}

/** From where a record goes on when it is stepped again at a stage: through the step, or from the exit it stands in already. */
export function beginningAt({ stages }: RecordStory, stage: number, isPart: boolean): { port?: PortName } | undefined {
  const at = stages[stage]
  const cameBack = at && stages[stage - 1]?.step.startsWith(`${at.step}/`)
  if (!at || !(cameBack || (isPart && stage === 0))) return undefined
  return at.port ? { port: at.port } : {}
}

/** The story up to a stage, and from there as it went when it was stepped again. */
export function withTried(story: RecordStory, stage: number, tried: RecordStory): RecordStory {
  const { seq, label, walkId, madeOf } = story
  const { stages, outcome, reason, parts, partsTotal, gathering } = tried
  return {
    ...{ seq, label, stages: [...story.stages.slice(0, stage), ...stages] },
    ...(walkId === undefined ? {} : { walkId }),
    ...(madeOf ? { madeOf } : {}),
    ...(outcome ? { outcome } : {}),
    ...(reason ? { reason } : {}),
    ...(parts ? { parts } : {}),
    ...(partsTotal === undefined ? {} : { partsTotal }),
    ...(gathering ? { gathering } : {}),
  }
}

/** The story with another one at a path of parts. */
export function withStoryAt(story: RecordStory, path: readonly number[], instead: RecordStory): RecordStory {
  const [index, ...rest] = path
  if (index === undefined) return instead
  const parts = (story.parts ?? []).map((part, i) => (i === index ? withStoryAt(part, rest, instead) : part))
  return { ...story, parts }
}

export interface Difference {
  /** Fields that leave with another value, or are written with one, besides those that were changed. */
  fields: string[]
  /** It takes another way. */
  way: boolean
  /** It ends otherwise. */
  outcome: boolean
}

/** What else is different when a record was stepped again with other values in `edited`. */
export function differenceOf(before: RecordStory, after: RecordStory, edited: readonly string[]): Difference {
  const [left, right] = [resultOf(before), resultOf(after)]
  const names = [...new Set([...Object.keys(left), ...Object.keys(right)])]
  const fields = names.filter((name) => !edited.includes(name) && !same(fieldOf(left, name), fieldOf(right, name)))
  const wayOf = ({ stages }: RecordStory) => stages.map(({ step, port }) => `${step}:${port ?? ''}`).join(' ')
  return { fields, way: wayOf(before) !== wayOf(after), outcome: before.outcome !== after.outcome }
}

function resultOf({ stages }: RecordStory): Data {
  const result: Data = Object.assign(Object.create(null), stages.at(-1)?.after)
  for (const stage of stages) for (const { field, new: value } of writtenIn(stage)) result[field] = value ?? null
  return result
}

const writtenIn = ({ write }: Stage) => write?.changes ?? []

const fieldOf = (data: Data, name: string): Json | undefined => (Object.hasOwn(data, name) ? data[name] : undefined)
const same = (a: Json | undefined, b: Json | undefined): boolean => JSON.stringify(a) === JSON.stringify(b)

/** A value typed in place of another, of the same kind where it can be. */
export function typedValue(text: string, before: Json | undefined): Json {
  if (typeof before === 'number' && text.trim() !== '' && Number.isFinite(Number(text))) return Number(text)
  if (typeof before === 'boolean' && (text === 'true' || text === 'false')) return text === 'true'
  if (before === null && text === '') return null
  if (typeof before !== 'object' || before === null) return text
  try {
    return JSON.parse(text) as Json
  } catch {
    return text
  }
}

/** Measures how often a step that asks a model is right, on labelled samples, and keeps that for exactly this definition. */
import { createFileSource } from '#adapters/files'
import { systemClock } from '#adapters/system'
import {
  asksModel,
  type Behaviour,
  type Data,
  type Evaluation,
  evaluate,
  Failure,
  isMeasured,
  type Json,
  type PlannedStep,
  putBack,
  type Scored,
  type Seen,
  stepKind,
} from '#engine'
import type { SavedFlow } from '#protocol'
import type { Context } from './context.ts'
import { type Asker, openAsker } from './models.ts'
import { planOf } from './runs.ts'

export interface EvaluateRequest {
  /** Id or title of the step; absent: the only one that there is. */
  step?: string | undefined
  /** The samples: a file, or what people corrected. */
  from: { file: string } | 'corrections'
  /** The field that holds the right answer; of a step that fills several fields, what stands before their names. */
  answer?: string | undefined
  /** Told after every sample. */
  progressed?(done: number, of: number): void
}

type Asking = PlannedStep & { behaviour: Behaviour & { role: 'model' } }

/** What the model sees of a sample, and what is right. */
interface Labelled {
  label: string
  seen: Seen
  wanted: string
}

export const RIGHT = 'right answer'
/** Questions under way at once; the account's own limits hold besides. */
const AT_ONCE = 8
const MOST_SAMPLES = 10_000

/** Throws Failures evaluate.no-step, evaluate.no-samples, evaluate.no-corrections, those of reading the file, and of a call that is refused. */
export async function evaluateStep(
  context: Context,
  { flow, hash }: SavedFlow,
  { step: named, from, answer = RIGHT, progressed }: EvaluateRequest,
): Promise<Evaluation> {
  const step = stepNamed(Object.values(planOf(context, flow).steps), flow.name, named)
  const names = fieldsOf(step)
  const samples =
    from === 'corrections' ? corrected(context, flow.id, step, names) : await labelledIn(from.file, step, names, answer)
  if (samples.length === 0 && from === 'corrections')
    throw new Failure('evaluate.no-corrections', 'validation', { step: step.title })
  if (samples.length === 0) throw new Failure('evaluate.no-samples', 'validation', { field: answer })
  const asker = await openAsker(context, flow)
  try {
    let done = 0
    const scored = await inTurn(samples, async (sample) => {
      const one = await score(asker, step, names, sample)
      progressed?.(++done, samples.length)
      return one
    })
    const choices = choicesOf(step)
    const evaluation = evaluate({
      ...{ step: step.id, title: step.title, model: step.behaviour.model.model, scored, at: systemClock.now() },
      threshold: step.behaviour.threshold,
      ...(choices ? { choices } : {}),
    })
    context.store.models.keepEvaluation(flow.id, hash, evaluation)
    return evaluation
  } finally {
    await asker.close()
  }
}

const isAsking = (step: PlannedStep): step is Asking =>
  step.behaviour.role === 'model' && isMeasured(stepKind(step.kind)) && asksModel(stepKind(step.kind))

function stepNamed(steps: readonly PlannedStep[], flow: string, named: string | undefined): Asking {
  const asking = steps.filter(isAsking)
  const fits = asking.filter(({ id, title }) => named === undefined || id === named || title === named)
  const [only, ...others] = fits
  if (only && others.length === 0) return only
  throw new Failure('evaluate.no-step', 'validation', { flow, steps: asking.map(({ id }) => id) })
}

/** The fields that it fills, by their names in the form of the answer; undefined for a choice. */
function fieldsOf({ behaviour }: Asking): Map<string, string> | undefined {
  const properties = formOf(behaviour)
  if (properties.choice) return undefined
  const named = Object.entries(properties).filter(([key]) => key.startsWith('field_'))
  return new Map(named.map(([key, { description = '' }]) => [key, /^(.*?) \(/.exec(description)?.[1] ?? key]))
}

const formOf = ({ model }: Asking['behaviour']): Record<string, { enum?: string[]; description?: string }> =>
  (model.schema as { properties: Record<string, { enum?: string[]; description?: string }> }).properties

const choicesOf = ({ behaviour }: Asking): readonly string[] | undefined => formOf(behaviour).choice?.enum

/** What is right is never shown to the model. */
async function labelledIn(
  file: string,
  { behaviour }: Asking,
  names: Map<string, string> | undefined,
  answer: string,
): Promise<Labelled[]> {
  const found: Labelled[] = []
  for await (const { records } of createFileSource(file).read({ taken: 0 }, 1000)) {
    for (const { label, data, reason } of records) {
      const wanted = reason ? undefined : wantedIn(data, names, answer)
      if (wanted === undefined || found.length >= MOST_SAMPLES) continue
      const shown = Object.fromEntries(Object.entries(data).filter(([name]) => !isAnswer(name, names, answer)))
      found.push({ label, seen: behaviour.see(shown), wanted })
    }
  }
  return found
}

/** `right answer`, or for several fields `right answer total`. */
const isAnswer = (name: string, names: Map<string, string> | undefined, answer: string): boolean =>
  name === answer || (names !== undefined && [...names.values()].some((field) => name === `${answer} ${field}`))

function wantedIn(data: Data, names: Map<string, string> | undefined, answer: string): string | undefined {
  if (!names) return Object.hasOwn(data, answer) ? textOf(data[answer]) || undefined : undefined
  const there = [...names.values()].filter((field) => Object.hasOwn(data, `${answer} ${field}`))
  return there.length === 0 ? undefined : lineOf(there.map((field) => [field, data[`${answer} ${field}`] ?? null]))
}

function corrected(context: Context, flow: string, { id }: Asking, names: Map<string, string> | undefined): Labelled[] {
  return context.store.models.corrections(flow, id).flatMap(({ run, seq, input, wanted }) => {
    const right = wantedOf(wanted, names)
    // What was kept back is not kept: stand-ins are compared as they are.
    return right === undefined ? [] : [{ label: `record ${seq} of ${run}`, seen: { input, kept: {} }, wanted: right }]
  })
}

function wantedOf(wanted: Json, names: Map<string, string> | undefined): string | undefined {
  const fields = wanted !== null && typeof wanted === 'object' && !Array.isArray(wanted) ? wanted : undefined
  if (names) return fields && lineOf([...names.values()].map((field) => [field, fields[field] ?? null]))
  // The choice is the one text among the fields that the answer filled, or what a person chose.
  const text = fields ? Object.values(fields).find((value) => typeof value === 'string') : wanted
  return textOf(text) || undefined
}

async function score(
  asker: Asker,
  { id, behaviour }: Asking,
  names: Map<string, string> | undefined,
  { label, seen, wanted }: Labelled,
): Promise<Scored> {
  const answer = await asker.ask(id, behaviour.model, seen)
  const said = answer?.said
  const taken = said && behaviour.take({}, said, seen)
  const useful = taken?.reason === undefined || taken.reason.code === 'model.unsure'
  if (!said || !('value' in said) || !useful) return { label, wanted, confidence: 0, right: false }
  const value = putBack(said.value, seen.kept) as Data
  const asked = wanted.split('; ').map((part) => part.split(': ')[0])
  const text = names
    ? lineOf([...names].filter(([, field]) => asked.includes(field)).map(([key, field]) => [field, value[key] ?? null]))
    : textOf(value.choice)
  return { label, wanted, said: text, confidence: Number(value.confidence), right: same(text, wanted) }
}

const same = (one: string, other: string): boolean => one.trim().toLowerCase() === other.trim().toLowerCase()

const textOf = (value: Json | undefined): string =>
  value === undefined || value === null ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value).trim()

const lineOf = (fields: readonly (readonly [string, Json])[]): string =>
  fields.map(([field, value]) => `${field}: ${textOf(value)}`).join('; ')

/** Answers in the order of the samples. */
async function inTurn<T, R>(all: readonly T[], work: (one: T) => Promise<R>): Promise<R[]> {
  const results: R[] = new Array(all.length)
  let next = 0
  const worker = async () => {
    for (let at = next++; at < all.length; at = next++) results[at] = await work(all[at] as T)
  }
  await Promise.all(Array.from({ length: AT_ONCE }, worker))
  return results
}

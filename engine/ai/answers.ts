/** The forms of answers that models are asked for, and what an answer means: sure enough, not sure enough, or of no use. */
import type { Reason } from '../model/failure.ts'
import type { Data, Json } from '../model/json.ts'
import type { ModelSaid, SchemaPort } from '../ports.ts'
import type { Seen } from '../steps/declare.ts'

/** With what every answer says of itself. All members are required and no others allowed, as vendors demand of structured output. */
export function answerForm(properties: Record<string, Json>): Json {
  const all = {
    ...properties,
    confidence: { type: 'number', description: 'How likely the answer is right, from 0 to 1.' },
    reason: { type: 'string', description: 'One short sentence: what the answer rests on.' },
  }
  return { type: 'object', properties: all, required: Object.keys(all), additionalProperties: false }
}

/** An answer that keeps to the form. */
export interface Judged {
  value: Data
  /** From 0 to 1. */
  confidence: number
  because: string
}

/** `why` the answer cannot be used, or (`judged`) what it says; `reason`: why a person decides. */
export type Judgement = { judged: Judged; reason?: Reason } | { reason: Reason }

const MOST_SAID = 2000
const MOST_WORDS = 300

export interface JudgeOptions {
  schema: SchemaPort
  /** The form, with all that vendors would not enforce. */
  form: Json
  /** From 0 to 1. */
  threshold: number
  /** The answer in a few words. */
  words(value: Data): string
}

export function createJudge({
  schema,
  form,
  threshold,
  words,
}: JudgeOptions): (said: ModelSaid, seen: Seen) => Judgement {
  let validate: ReturnType<SchemaPort['compile']> | undefined
  return (said, seen) => {
    if ('refused' in said)
      return { reason: because('model.refused', { said: brief(said.refused) }, said.refused, seen) }
    if ('unusable' in said) return { reason: unusable('it is no JSON of that form', said.unusable, seen) }
    const { value } = said
    const whole = JSON.stringify(value)
    if (!isGroup(value)) return { reason: unusable('it is no JSON object', whole, seen) }
    validate ??= schema.compile(form)
    const [problem] = validate(value)
    const confidence = Object.hasOwn(value, 'confidence') ? value.confidence : undefined
    if (problem || typeof confidence !== 'number' || !(confidence >= 0 && confidence <= 1))
      return { reason: unusable(problem?.words ?? 'its confidence is no number from 0 to 1', whole, seen) }
    const judged: Judged = { value, confidence, because: String(value.reason ?? '') }
    if (confidence >= threshold) return { judged }
    const values = {
      answer: brief(words(value)),
      confidence: percent(confidence),
      threshold: percent(threshold),
      because: brief(judged.because) || 'it did not say why.',
    }
    return { judged, reason: because('model.unsure', values, whole, seen) }
  }
}

const isGroup = (value: Json): value is Data => typeof value === 'object' && value !== null && !Array.isArray(value)

const unusable = (why: string, said: string, seen: Seen): Reason =>
  because('model.unusable', { why, said: brief(said) }, said, seen)

/** What the model saw and said stays with the reason: a person who decides needs no other place to look. */
function because(code: Reason['code'], values: Reason['values'], said: string, { input }: Seen): Reason {
  return {
    code,
    category: 'permanent',
    values: { ...values, saw: brief(input) },
    details: { saw: input.slice(0, MOST_SAID).toWellFormed(), said: said.slice(0, MOST_SAID).toWellFormed() },
  }
}

const percent = (share: number): number => Math.floor(share * 100)

const brief = (text: string): string => {
  const line = text.toWellFormed().replace(/\s+/g, ' ').trim()
  return line.length > MOST_WORDS ? `${line.slice(0, MOST_WORDS).toWellFormed()}…` : line
}

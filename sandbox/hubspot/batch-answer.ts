// How a batch is read, run and answered, whatever it does.
import { type Call, isRecord, jsonBody, type Reply } from '../http/exchange.ts'
import type { Desk } from './desk.ts'
import { invalid, invalidValues, Refusal, type ValueProblem } from './errors.ts'
import type { Kind } from './kinds.ts'
import { isoTime } from './shape.ts'

export type Input = Readonly<Record<string, unknown>>

const largestBatch = 100

/** One entry of `errors` in a 207 (`StandardError` in @hubspot/api-client). */
interface BatchError {
  readonly status: 'error'
  readonly category: string
  readonly message: string
  readonly context: Readonly<Record<string, readonly string[]>>
}

/** The object that an input names does not exist. */
interface Missing {
  readonly missing: string
}

/** Reads one input, noting problems with values, and answers what carries it out. */
export type Job<T> = (input: Input, problems: ValueProblem[]) => () => T | Missing

interface Outcomes<T> {
  readonly results: readonly T[]
  readonly errors: readonly BatchError[]
}

/**
 * The inputs of a batch.
 * @throws Refusal 400 when there are none or more than 100. Unconfirmed: both texts.
 */
export function readBatch(call: Call): { readonly body: Input; readonly inputs: readonly Input[] } {
  const body = jsonBody(call)
  const inputs = isRecord(body) ? body.inputs : undefined
  if (!isRecord(body) || !Array.isArray(inputs) || !inputs.every(isRecord)) {
    throw invalid('Invalid input JSON: "inputs" has to be a list of objects')
  }
  if (inputs.length === 0) throw invalid('The batch has no inputs')
  if (inputs.length > largestBatch) {
    throw invalid(`The maximum number of inputs supported in a batch request is ${largestBatch}, not ${inputs.length}`)
  }
  return { body, inputs }
}

/**
 * Runs a batch in one transaction. Ordinarily one bad input refuses the whole batch with its problems in `errors`; when
 * every input carries an `objectWriteTraceId`, the good ones are carried out and the bad ones listed in a 207
 * (developers.hubspot.com, Error handling, Multi-status errors: documented for create, reported for the others).
 */
export function runBatch<T>(desk: Desk, kind: Kind, inputs: readonly Input[], job: Job<T>): Outcomes<T> {
  const traces = inputs.map((input) => input.objectWriteTraceId)
  if (traces.every((trace) => typeof trace === 'string' && trace !== '')) {
    return runTraced(desk, kind, inputs, traces as string[], job)
  }
  const problems: ValueProblem[] = []
  const actions = inputs.map((input) => job(input, problems))
  if (problems.length > 0) throw invalidValues(problems)
  const outcomes = desk.store.together(() => actions.map((action) => action()))
  const missing = outcomes.filter(isMissing).map((outcome) => outcome.missing)
  return {
    results: outcomes.filter((outcome): outcome is T => !isMissing(outcome)),
    errors: missing.length === 0 ? [] : [notFound(kind, missing)],
  }
}

function runTraced<T>(
  desk: Desk,
  kind: Kind,
  inputs: readonly Input[],
  traces: readonly string[],
  job: Job<T>,
): Outcomes<T> {
  const results: T[] = []
  const errors: BatchError[] = []
  const runOne = (input: Input, trace: string) => {
    const problems: ValueProblem[] = []
    const action = job(input, problems)
    if (problems.length > 0) throw invalidValues(problems)
    const outcome = desk.store.together(action)
    if (isMissing(outcome)) errors.push(notFound(kind, [outcome.missing], trace))
    else results.push({ ...outcome, objectWriteTraceId: trace })
  }
  desk.store.together(() => {
    for (const [index, input] of inputs.entries()) {
      const trace = traces[index] ?? ''
      try {
        if (desk.takesPartial()) throw invalid('The record could not be saved')
        runOne(input, trace)
      } catch (error) {
        if (!(error instanceof Refusal)) throw error
        const { category, message, context } = error.parts
        errors.push({ status: 'error', category, message, context: { ...context, objectWriteTraceId: [trace] } })
      }
    }
  })
  return { results, errors }
}

/** OBJECT_NOT_FOUND in a 207; all missing ids stand in one entry, as in the real system. */
export function notFound(kind: Kind, ids: readonly string[], trace?: string): BatchError {
  return {
    status: 'error',
    category: 'OBJECT_NOT_FOUND',
    message: `Could not get some ${kind.shout} objects, they may be deleted or not exist. Check that ids are valid.`,
    context: { ids, ...(trace === undefined ? {} : { objectWriteTraceId: [trace] }) },
  }
}

/** The answer to a batch: `status` if all went well, 207 with `numErrors` and `errors` if not. */
export function batchReply(desk: Desk, startedAt: number, status: number, outcomes: Outcomes<unknown>): Reply {
  const { results, errors } = outcomes
  return {
    status: errors.length === 0 ? status : 207,
    body: {
      status: 'COMPLETE',
      results,
      ...(errors.length === 0 ? {} : { numErrors: errors.length, errors }),
      startedAt: isoTime(startedAt),
      completedAt: isoTime(desk.now()),
    },
  }
}

function isMissing(outcome: unknown): outcome is Missing {
  return isRecord(outcome) && typeof outcome.missing === 'string'
}

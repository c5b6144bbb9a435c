/** Stepping through a draft: one record, step by step, without writing. What earlier records claimed is remembered per draft. */
import { setImmediate } from 'node:timers/promises'
import { createFormulas } from '#adapters/formula'
import { openNetwork, sealTo } from '#adapters/net'
import { systemClock, systemRandom } from '#adapters/system'
import {
  Account,
  type Again,
  type Breakpoint,
  decisionFor,
  Failure,
  type FindEffect,
  type Flow,
  type Found,
  findPause,
  lookUp,
  type ModelEffect,
  type ModelSaid,
  type PauseProgress,
  type PersonEffect,
  type Plan,
  type RecordStory,
  type SourceRecord,
  type WalkNeeds,
  WalkRows,
  type WriteEffect,
} from '#engine'
import type { WalkAnswer } from '#protocol'
import type { Context } from './context.ts'
import { inputOf, type RunInput } from './input.ts'
import { openAsker } from './models.ts'
import { findRun, planOf, refuseIncomplete } from './runs.ts'
import { practiceAccess } from './slots.ts'

/** The draft that was stepped through last, with its rows and what they leave behind. */
interface Draft {
  key: string
  plan: Plan
  records: SourceRecord[]
  total: number
  rows: WalkRows
  /** The same without looking into systems; made when something is searched. */
  blind?: WalkRows
}

export interface WalkAsked {
  row: number
  stages?: number | undefined
  /** What people would answer, by step. */
  answers?: Readonly<Record<string, WalkAnswer>> | undefined
  again?: Again | undefined
}

/** Rows that can be stepped through: the first of the input. */
const MOST_ROWS = 100_000
/** Answers of look-ups that are remembered while one draft is stepped through. */
const REMEMBERED = 20_000

export class Walker {
  private readonly context: Context
  private draft: Draft | undefined
  private readonly formula = createFormulas()
  /** One after the other: each leaves the rows as it found them. */
  private turn: Promise<unknown> = Promise.resolve()

  constructor(context: Context) {
    this.context = context
  }

  /** Throws the first blocking problem as a Failure, file.no-rows, those of reading the input, and those of answers that do not fit. */
  walk(flow: Flow, { row, stages, answers, again }: WalkAsked): Promise<{ total: number; story: RecordStory }> {
    return this.inTurn(async () => {
      const draft = await this.draftOf(flow)
      const seq = Math.min(row, draft.records.length)
      if (seq === 0) throw new Failure('file.no-rows', 'permanent', { file: flow.name })
      const options = {
        ...(stages === undefined ? {} : { most: stages }),
        ...(answers && Object.keys(answers).length > 0
          ? { person: (asked: PersonEffect) => inputOfAnswer(asked, answers) }
          : {}),
      }
      const story = again ? await draft.rows.again(seq, again, options) : await draft.rows.walk(seq, options)
      return { total: draft.total, story }
    })
  }

  /** Goes through the rows from one on until one comes to where to pause. Ends with the signal. */
  async *search(
    flow: Flow,
    from: number,
    breakpoints: readonly Breakpoint[],
    signal: AbortSignal | undefined,
  ): AsyncGenerator<PauseProgress> {
    const draft = await this.inTurn(() => this.draftOf(flow))
    draft.blind ??= this.rowsOf(draft.plan, draft.records)
    const { locale, timeZone } = flow.settings
    const style = { locale, timeZone }
    for await (const progress of findPause(draft.blind, { breakpoints, from, to: draft.records.length, style })) {
      if (signal?.aborted) return
      yield progress
      await setImmediate()
    }
  }

  /** The row that a record of a run descends from. Throws Failure run.not-found. */
  rowOf(flow: Flow, run: string, seq: number): Promise<{ row: number; changed: boolean }> {
    return this.inTurn(async () => {
      const { row, payload } = placeOf(this.context, run, seq)
      const { records } = await this.draftOf(flow)
      return { row, changed: JSON.stringify(records[row - 1]?.data) !== payload }
    })
  }

  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.turn.then(work, work)
    this.turn = mine.catch(() => undefined)
    return mine
  }

  private async draftOf(flow: Flow): Promise<Draft> {
    refuseIncomplete(this.context, flow)
    const input = inputOf(this.context, flow)
    const key = `${this.context.hash(flow)} ${input.fingerprint}`
    if (this.draft?.key === key) return this.draft
    const { records, total } = await readRows(input)
    const plan = planOf(this.context, flow)
    const known = new Map<string, Promise<Found | undefined>>()
    const look = (effect: WriteEffect | FindEffect) =>
      effect.kind === 'write' ? this.look(flow, effect) : remembered(known, effect, () => this.look(flow, effect))
    const model = (effect: ModelEffect, onlyKnown: boolean) => this.ask(flow, effect, onlyKnown)
    this.draft = { key, plan, records, total, rows: this.rowsOf(plan, records, { look, model }) }
    return this.draft
  }

  private async ask(
    flow: Flow,
    { step, model, seen }: ModelEffect,
    onlyKnown: boolean,
  ): Promise<ModelSaid | undefined> {
    const asker = await openAsker(this.context, flow)
    try {
      return (await asker.ask(step, model, seen, onlyKnown))?.said
    } finally {
      await asker.close()
    }
  }

  private rowsOf(plan: Plan, rows: readonly SourceRecord[], asking: Pick<WalkNeeds, 'look' | 'model'> = {}) {
    const { connectors } = this.context
    const breathe = () => setImmediate()
    return new WalkRows({ plan, connectors, formula: this.formula, rows, breathe, ...asking })
  }

  private async look(flow: Flow, effect: WriteEffect | FindEffect): Promise<Found | undefined> {
    const { key } = effect
    const target = effect.kind === 'write' ? effect.write : effect.find
    const read = effect.kind === 'write' ? Object.keys(effect.body) : effect.find.fields
    const body = Object.fromEntries(read.map((field) => [field, null]))
    const connector = this.context.connectors[target.connector]
    const operation = connector?.operations[target.operation]
    const access = (await practiceAccess(this.context, flow))[target.connection]
    if (!connector || !operation || !access) return undefined
    const network = openNetwork({ seal: sealTo([access.address]) })
    const ports = { network, clock: systemClock, random: systemRandom }
    const { described } = flow.connections[target.connection] ?? {}
    const account = new Account({ connector, access, ports, patience: 3000, giveUp: () => undefined, described })
    try {
      const { found } = await lookUp(
        account,
        operation,
        target.matchField,
        [{ key, body }],
        new AbortController().signal,
      )
      return found.get(key)
    } catch (error) {
      throw (error as { failure?: Failure }).failure ?? error
    } finally {
      await network.close()
    }
  }
}

function remembered<T>(known: Map<string, Promise<T>>, { step, key }: FindEffect, ask: () => Promise<T>): Promise<T> {
  const id = `${step} ${key}`
  let answer = known.get(id)
  if (!answer) {
    if (known.size > REMEMBERED) known.clear()
    answer = ask()
    known.set(id, answer)
    answer.catch(() => known.delete(id))
  }
  return answer
}

function inputOfAnswer({ step, task, data }: PersonEffect, answers: Readonly<Record<string, WalkAnswer>>) {
  const given = Object.hasOwn(answers, step) ? answers[step] : undefined
  if (!given) return undefined
  const by = task.person || 'somebody'
  const { answer, data: corrected } = given
  return {
    kind: 'answered' as const,
    ...decisionFor(task, data, { answer, by, ...(corrected ? { data: corrected } : {}) }),
  }
}

async function readRows({ source }: RunInput): Promise<{ records: SourceRecord[]; total: number }> {
  const rows: SourceRecord[] = []
  let total = 0
  for await (const batch of source.read({ taken: 0 }, 1000)) {
    if (rows.length < MOST_ROWS) rows.push(...batch.records)
    total += batch.records.length
  }
  return { records: rows.slice(0, MOST_ROWS), total }
}

/** The place of a record's origin among those that the run received, and what came in. */
function placeOf(context: Context, run: string, seq: number): { row: number; payload: string } {
  const { n } = findRun(context, run)
  const { records } = context.store
  const record = records.record(n, seq)
  const origin = record?.root === undefined ? record : records.record(n, record.root)
  if (!origin) throw new Failure('run.not-found', 'permanent', { run: `${run}, record ${seq}` })
  let [first, last] = [1, origin.seq]
  while (first < last) {
    const middle = Math.floor((first + last) / 2)
    if ((records.received(n, middle, true)?.seq ?? Number.POSITIVE_INFINITY) < origin.seq) first = middle + 1
    else last = middle
  }
  return { row: first, payload: origin.payload }
}

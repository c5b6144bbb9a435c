/** Stepping through a draft: one record, step by step, without writing. What earlier records claimed is remembered per draft. */
import { createFormulas } from '#adapters/formula'
import { openNetwork, sealTo } from '#adapters/net'
import { systemClock, systemRandom } from '#adapters/system'
import {
  Account,
  Failure,
  type FindEffect,
  type Flow,
  lookUp,
  type Plan,
  type RecordStory,
  type SourceRecord,
  WalkMemory,
  type WriteEffect,
  walkRecord,
} from '#engine'
import type { Context } from './context.ts'
import { inputOf, type RunInput } from './input.ts'
import { planOf, refuseIncomplete } from './runs.ts'
import { practiceAccess } from './slots.ts'

/** The draft that was stepped through last, with its rows and what they claim. */
interface Draft {
  key: string
  plan: Plan
  rows: SourceRecord[]
  total: number
  memory: WalkMemory
  /** Rows whose claims are remembered. */
  passed: number
}

/** Rows that can be stepped through: the first of the input. */
const MOST_ROWS = 100_000

export class Walker {
  private readonly context: Context
  private draft: Draft | undefined
  private readonly formula = createFormulas()

  constructor(context: Context) {
    this.context = context
  }

  /** Throws the first blocking problem as a Failure, file.no-rows, and those of reading the input. */
  async walk(flow: Flow, row: number, most = Number.POSITIVE_INFINITY): Promise<{ total: number; story: RecordStory }> {
    const draft = await this.draftOf(flow)
    const seq = Math.min(row, draft.rows.length)
    const record = draft.rows[seq - 1]
    if (!record) throw new Failure('file.no-rows', 'permanent', { file: flow.name })
    for (; draft.passed < seq; draft.passed++) {
      const earlier = draft.rows[draft.passed]
      if (earlier) draft.memory.pass(draft.plan, { seq: draft.passed + 1, ...earlier })
    }
    const walked = { seq, ...record }
    const story = await walkRecord(
      {
        plan: draft.plan,
        connectors: this.context.connectors,
        formula: this.formula,
        memory: draft.memory,
        look: (effect) => this.look(flow, effect),
      },
      walked,
      most,
    )
    return { total: draft.total, story }
  }

  private async draftOf(flow: Flow): Promise<Draft> {
    refuseIncomplete(this.context, flow)
    const input = inputOf(this.context, flow)
    const key = `${this.context.hash(flow)} ${input.fingerprint}`
    if (this.draft?.key === key) return this.draft
    const { rows, total } = await readRows(input)
    this.draft = { key, plan: planOf(this.context, flow), rows, total, memory: new WalkMemory(), passed: 0 }
    return this.draft
  }

  private async look(flow: Flow, effect: WriteEffect | FindEffect) {
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
    const account = new Account({ connector, access, ports, patience: 3000, giveUp: () => undefined })
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

async function readRows({ source }: RunInput): Promise<{ rows: SourceRecord[]; total: number }> {
  const rows: SourceRecord[] = []
  let total = 0
  for await (const batch of source.read({ taken: 0 }, 1000)) {
    if (rows.length < MOST_ROWS) rows.push(...batch.records)
    total += batch.records.length
  }
  return { rows: rows.slice(0, MOST_ROWS), total }
}

/** Stepping through a draft: one record, step by step, without writing. What earlier records claimed is remembered per draft. */
import { openNetwork, sealTo } from '#adapters/net'
import { systemClock, systemRandom } from '#adapters/system'
import {
  Account,
  ClaimMemory,
  Failure,
  type Flow,
  lookUp,
  type Plan,
  type RecordStory,
  type SourceRecord,
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
  memory: ClaimMemory
  /** Rows whose claims are remembered. */
  passed: number
}

/** Rows that can be stepped through: the first of the input. */
const MOST_ROWS = 100_000

export class Walker {
  private readonly context: Context
  private draft: Draft | undefined

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
        claimed: (effect) => draft.memory.claim(effect, walked),
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
    this.draft = { key, plan: planOf(this.context, flow), rows, total, memory: new ClaimMemory(), passed: 0 }
    return this.draft
  }

  private async look(flow: Flow, { write, key, body }: Parameters<Parameters<typeof walkRecord>[0]['look']>[0]) {
    const connector = this.context.connectors[write.connector]
    const operation = connector?.operations[write.operation]
    const access = (await practiceAccess(this.context, flow))[write.connection]
    if (!connector || !operation || !access) return undefined
    const network = openNetwork({ seal: sealTo([access.address]) })
    const ports = { network, clock: systemClock, random: systemRandom }
    const account = new Account({ connector, access, ports, patience: 3000, giveUp: () => undefined })
    try {
      const { found } = await lookUp(
        account,
        operation,
        write.matchField,
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

/** The formula port on JSONata in worker threads, which are ended and replaced when a formula passes its limits. */
import type { FormulaAnswer, FormulaJob, FormulaLimits, FormulaPort } from '#engine'
import { answerOf, tooBig, tooSlow } from './answers.ts'
import type { SentJob } from './messages.ts'
import { FormulaThread } from './thread.ts'

const DEFAULT_LIMITS: FormulaLimits = { time: 1000, size: 5_000_000 }
/** One message holds at most so many jobs, and about so many characters of data. */
const MOST_JOBS = 500
const MOST_TEXT = 4_000_000
/** Characters of the JSON of one record. */
const MOST_RECORD = 8_000_000

/** Jobs that are sent together. `alone`: a single one, sent again to be sure that it was the cause. */
interface Portion {
  jobs: { sent: SentJob; answer: (answer: FormulaAnswer) => void }[]
  limits: FormulaLimits
  alone: boolean
  broken: (error: unknown) => void
}

/** Worker threads start with the first job; idle ones keep no process alive. `threads`: how many at most. */
export function createFormulas({ threads = 1 }: { threads?: 1 | 2 } = {}): FormulaPort {
  return new FormulaPool(threads)
}

class FormulaPool implements FormulaPort {
  private readonly idle: FormulaThread[]
  private readonly all: FormulaThread[]
  private readonly waiting: Portion[] = []
  private closed = false

  constructor(threads: number) {
    this.all = Array.from({ length: threads }, () => new FormulaThread())
    this.idle = [...this.all]
  }

  async evaluate(jobs: readonly FormulaJob[], limits: Partial<FormulaLimits> = {}): Promise<FormulaAnswer[]> {
    if (this.closed) throw new Error('formulas are closed')
    const each = { ...DEFAULT_LIMITS, ...limits }
    const answers: Promise<FormulaAnswer>[] = []
    let portion = noJobs(each)
    let text = 0
    for (const job of jobs) {
      const { promise, resolve, reject } = Promise.withResolvers<FormulaAnswer>()
      answers.push(promise)
      const checked = sendable(job)
      if ('refused' in checked) {
        resolve(checked.refused)
        continue
      }
      const sent = checked.job
      if (portion.jobs.length >= MOST_JOBS || (text > 0 && text + sent.data.length > MOST_TEXT)) {
        this.waiting.push(portion)
        portion = noJobs(each)
        text = 0
      }
      text += sent.data.length
      portion.jobs.push({ sent, answer: resolve })
      const { broken } = portion
      portion.broken = (error) => {
        broken(error)
        reject(error)
      }
    }
    if (portion.jobs.length > 0) this.waiting.push(portion)
    this.next()
    return Promise.all(answers)
  }

  async close(): Promise<void> {
    this.closed = true
    this.next()
    await Promise.all(this.all.map((thread) => thread.stop()))
  }

  private next(): void {
    if (this.closed) for (const portion of this.waiting.splice(0)) portion.broken(new Error('formulas are closed'))
    while (this.idle.length > 0 && this.waiting.length > 0) {
      const thread = this.idle.pop()!
      const portion = this.waiting.shift()!
      void this.work(thread, portion)
        .catch(portion.broken)
        .finally(() => {
          this.idle.push(thread)
          this.next()
        })
    }
  }

  private async work(thread: FormulaThread, portion: Portion): Promise<void> {
    const { jobs, limits } = portion
    const batch = { jobs: jobs.map(({ sent }) => sent), size: limits.size }
    const { answers, ended } = await thread.work(batch, limits.time)
    const left: Portion['jobs'] = []
    for (const [index, job] of jobs.entries()) {
      const answer = answers[index]
      if (answer) job.answer(answerOf(answer))
      else if (ended?.by === 'time' && ended.at === index) job.answer(tooSlow(limits.time))
      else if (ended?.by === 'memory' && portion.alone) job.answer(tooBig('it takes more than the memory it may have'))
      else if (ended?.by === 'memory' && (ended.at === index || ended.at < 0))
        this.waiting.push({ ...portion, jobs: [job], alone: true })
      else left.push(job)
    }
    if (left.length > 0) this.waiting.unshift({ ...portion, jobs: left })
  }
}

const noJobs = (limits: FormulaLimits): Portion => ({ jobs: [], limits, alone: false, broken: () => {} })

function sendable({ formula, data, now, seed }: FormulaJob): { job: SentJob } | { refused: FormulaAnswer } {
  try {
    const text = JSON.stringify(data)
    if (text.length > MOST_RECORD) return { refused: tooBig('the record is too large for a formula') }
    return { job: { formula, data: text, now, seed } }
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    return { refused: tooBig('the record is nested too deeply') }
  }
}

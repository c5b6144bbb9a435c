/** One worker thread: started with the first batch, ended when a job passes its limits, started anew with the next batch. */
import { Worker } from 'node:worker_threads'
import {
  type Answered,
  type Batch,
  BEGAN,
  CURRENT,
  ticksSince,
  type WorkerAnswer,
  type WorkerStart,
} from './messages.ts'

const ENTRY = new URL(import.meta.url.endsWith('.ts') ? './formula-worker.ts' : './formula-worker.js', import.meta.url)
/** The heap of the worker, in megabytes. */
const MEMORY = { maxOldGenerationSizeMb: 128, maxYoungGenerationSizeMb: 32 }

/** What became of a batch. `answers` has holes where no answer came. */
export interface Worked {
  answers: (WorkerAnswer | undefined)[]
  /** Why the worker ended before it was through, and at which job; -1 when it was at none. */
  ended?: { by: 'time' | 'memory'; at: number }
}

export class FormulaThread {
  private readonly clock = new SharedArrayBuffer(8)
  private readonly shared = new Int32Array(this.clock)
  private worker: Worker | undefined

  /** Works a batch; one at a time. `time` is for each job, in milliseconds. Rejects when the worker itself is broken. */
  async work(batch: Batch, time: number): Promise<Worked> {
    const worker = this.worker ?? this.start()
    const answers: Worked['answers'] = new Array(batch.jobs.length).fill(undefined)
    Atomics.store(this.shared, CURRENT, -1)
    worker.ref()
    try {
      const ended = await this.follow(worker, batch, answers, time)
      if (!ended) return { answers }
      this.worker = undefined
      await worker.terminate()
      return { answers, ended }
    } catch (error) {
      this.worker = undefined
      throw error
    } finally {
      worker.unref()
    }
  }

  async stop(): Promise<void> {
    const { worker } = this
    this.worker = undefined
    await worker?.terminate()
  }

  private start(): Worker {
    const workerData: WorkerStart = { clock: this.clock }
    const worker = new Worker(ENTRY, { workerData, resourceLimits: MEMORY })
    // Without a listener, an error between two batches would end the process.
    worker.on('error', () => {
      if (this.worker === worker) this.worker = undefined
    })
    this.worker = worker
    return worker
  }

  private follow(worker: Worker, batch: Batch, answers: Worked['answers'], time: number): Promise<Worked['ended']> {
    return new Promise((resolve, reject) => {
      let missing = batch.jobs.length
      const onMessage = (answered: Answered) => {
        for (const [index, answer] of answered.answers.entries()) answers[answered.first + index] = answer
        missing -= answered.answers.length
        if (missing === 0) settle(() => resolve(undefined))
      }
      const at = () => Atomics.load(this.shared, CURRENT)
      const onError = (error: NodeJS.ErrnoException) =>
        settle(() => (error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? resolve({ by: 'memory', at: at() }) : reject(error)))
      const onExit = () => settle(() => reject(new Error('the worker for formulas stopped')))
      const watch = setInterval(() => this.isLate(time) && settle(() => resolve({ by: 'time', at: at() })), time / 4)
      const settle = (then: () => void) => {
        clearInterval(watch)
        worker.off('message', onMessage).off('error', onError).off('exit', onExit)
        then()
      }
      worker.on('message', onMessage).on('error', onError).on('exit', onExit)
      worker.postMessage(batch)
    })
  }

  /** Judged by the worker's own note of when the job began, so that a busy main loop makes nobody late. */
  private isLate(time: number): boolean {
    const current = Atomics.load(this.shared, CURRENT)
    const began = Atomics.load(this.shared, BEGAN)
    return current >= 0 && ticksSince(began) > time && Atomics.load(this.shared, CURRENT) === current
  }
}

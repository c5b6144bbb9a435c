/** The practice systems of a data folder: those that run already, or our own for as long as this process lives. */
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import { Failure } from '#engine'
import { findPractice, type PracticeAddresses } from '#sandbox'

export class PracticeHost {
  readonly folder: string
  private started: Promise<PracticeAddresses> | undefined
  private worker: Worker | undefined

  constructor(dataFolder: string) {
    this.folder = join(dataFolder, 'practice')
  }

  /** Throws Failure practice.unavailable. */
  async addresses(): Promise<PracticeAddresses> {
    if (this.worker && this.started) return this.started
    this.started = this.findOrStart()
    return this.started
  }

  async close(): Promise<void> {
    const { worker } = this
    this.worker = undefined
    if (!worker) return
    const gone = new Promise((resolve) => worker.once('exit', resolve))
    worker.postMessage('close')
    await Promise.race([gone, sleep(3000)])
    await worker.terminate()
  }

  /** A process that was just killed may hold the store for a moment longer. */
  private async findOrStart(): Promise<PracticeAddresses> {
    let why = ''
    for (let tries = 0; tries < 40; tries++) {
      const running = await findPractice(this.folder)
      if (running) return running
      const answer = await this.startWorker()
      if ('ready' in answer) return answer.ready
      why = answer.failed
      await sleep(100)
    }
    throw new Failure('practice.unavailable', 'transient', { why })
  }

  private async startWorker(): Promise<{ ready: PracticeAddresses } | { failed: string }> {
    const entry = new URL(
      import.meta.url.endsWith('.ts') ? './practice-worker.ts' : './practice-worker.js',
      import.meta.url,
    )
    const worker = new Worker(entry, { workerData: { folder: this.folder } })
    const answer = await new Promise<{ ready: PracticeAddresses } | { failed: string }>((resolve) => {
      worker.once('message', resolve)
      worker.once('error', (error) => resolve({ failed: error.message }))
      worker.once('exit', () => resolve({ failed: 'they stopped at once' }))
    })
    if ('failed' in answer) {
      await worker.terminate()
      return answer
    }
    worker.unref()
    this.worker = worker
    worker.once('exit', () => {
      if (this.worker === worker) this.worker = undefined
    })
    return answer
  }
}

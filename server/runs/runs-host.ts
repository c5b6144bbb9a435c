/** The server's side of the runs: their thread, started again when it breaks down; what was confirmed is in the journal. */
import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { ServerStore } from '#adapters/sqlite/server-store'
import { systemClock } from '#adapters/system'
import type { Told } from '../intake/told.ts'
import type { QueueApi, RunsApi } from './messages.ts'
import { connectPort, type PortCalls, type Remote } from './port-calls.ts'

export interface RunsHostNeeds {
  dataFolder: string
  server: ServerStore
  told: Pick<Told, 'add'>
  onBug(error: unknown): void
}

type Asked = Omit<RunsApi, 'open' | 'start' | 'close' | 'arrived'>

export interface RunsHost extends Remote<Asked> {
  /** Events are there for the flow. */
  arrived(flow: string): void
  /** Opens the runs. Throws the failures of openStore. */
  open(): Promise<void>
  /** Throws server.slot-missing. */
  start(flow: string): Promise<void>
  /** Starts every flow that is to run. */
  startAll(): Promise<void>
  close(): Promise<void>
}

/** Milliseconds before a thread that broke down is started again. */
const AGAIN_AFTER = 1000
const ENTRY = new URL(import.meta.url.endsWith('.ts') ? './runs-thread.ts' : './runs-thread.js', import.meta.url)

export function createRunsHost({ dataFolder, server, told, onBug }: RunsHostNeeds): RunsHost {
  /** Flows whose run was told of events and has not asked for them since: telling it again would say nothing new. */
  const knocked = new Set<string>()
  // Should the thread not hear it, it looks into the queue when it is there again.
  const arrived = (flow: string): void => {
    if (knocked.has(flow) || !thread) return
    knocked.add(flow)
    thread.calls.remote.arrived(flow).catch(() => knocked.delete(flow))
  }
  const queue: QueueApi = {
    eventsAfter(flow, n, limit) {
      knocked.delete(flow)
      server.events.forget(flow, n)
      return server.events.after(flow, n, limit)
    },
    progress: (flow) => server.events.progress(flow),
    advance(flow, records, progress) {
      const at = systemClock.now()
      const arrivals = records.map(({ key, body }) => ({ flow, key, body, bodyHash: '', at }))
      server.events.advance(flow, arrivals, progress)
      if (arrivals.length > 0) arrived(flow)
    },
    told: (flow, words) => told.add(flow, words),
    bug: onBug,
  }
  let thread: { worker: Worker; calls: PortCalls<RunsApi> } | undefined
  let closing = false

  const remote = (): Remote<RunsApi> => {
    if (!thread) throw new Error('the thread of the runs is not there')
    return thread.calls.remote
  }

  async function open(): Promise<void> {
    knocked.clear()
    const worker = new Worker(ENTRY, { workerData: { dataFolder } })
    const calls = connectPort<RunsApi>(worker, queue)
    const mine = { worker, calls }
    thread = mine
    worker.once('error', (error) => {
      onBug(error)
      calls.fail(error)
    })
    worker.once('exit', () => {
      calls.fail(new Error('the thread of the runs ended'))
      if (!closing && thread === mine) void again()
    })
    await calls.remote.open()
  }

  async function again(): Promise<void> {
    await systemClock.sleep(AGAIN_AFTER)
    if (closing) return
    try {
      await open()
      await startAll()
    } catch (error) {
      onBug(error)
      // Its end brings us here again.
      void thread?.worker.terminate()
    }
  }

  async function start(flow: string): Promise<void> {
    const installed = server.installs.find(flow)
    if (!installed) throw new Error(`there is no flow "${flow}" to start`)
    const numbers = Array.from({ length: installed.version }, (_, i) => i + 1)
    const versions = numbers.flatMap((version) => {
      const kept = server.installs.bundle(flow, version)
      return kept ? [{ version, ...kept }] : []
    })
    await remote().start({ installed, versions, slots: server.slots.of(flow) })
  }

  async function startAll(): Promise<void> {
    for (const { flow, state } of server.installs.all()) {
      if (state !== 'running') continue
      // One flow that cannot start is told, and keeps no other from starting.
      await start(flow).catch((error: unknown) => {
        if (!thread) throw error
        onBug(error)
      })
    }
  }

  async function close(): Promise<void> {
    closing = true
    if (!thread) return
    const { worker, calls } = thread
    const gone = once(worker, 'exit')
    await calls.remote.close().catch(() => worker.terminate())
    await gone
  }

  return {
    open,
    start,
    startAll,
    close,
    stop: async (flow) => remote().stop(flow),
    addFile: async (flow, file) => remote().addFile(flow, file),
    arrived,
    lastRun: async (flow) => remote().lastRun(flow),
    run: async (run) => remote().run(run),
    openRuns: async (flow) => remote().openRuns(flow),
    holds: async (flow, offset, limit) => remote().holds(flow, offset, limit),
    tasks: async (flow, page) => remote().tasks(flow, page),
    answer: async (task, given) => remote().answer(task, given),
    event: async (flow, n) => remote().event(flow, n),
  }
}

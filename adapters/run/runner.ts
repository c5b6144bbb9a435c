/** Begins runs, takes up unfinished ones, and knows which are under way. One run per flow at a time. */

import { openNetwork, sealTo } from '#adapters/net'
import { createPhone } from '#adapters/phone'
import { createAjvSchema } from '#adapters/schema'
import type { Store } from '#adapters/sqlite'
import { systemClock, systemHash, systemIds, systemRandom } from '#adapters/system'
import {
  type Access,
  type Connector,
  compilePlan,
  drive,
  Failure,
  type Flow,
  Lanes,
  type RunEvent,
  type RunView,
  type Source,
} from '#engine'
import { RunWatch } from './watch.ts'

export interface RunnerOptions {
  store: Store
  connectors: Readonly<Record<string, Connector>>
  /** Milliseconds for which a system that does not answer is waited for before a run is interrupted. */
  patience: number
}

export interface RunRequest {
  flow: Flow
  hash: string
  revision: number
  mode: 'practice' | 'live'
  /** What a person calls the input, and what tells it apart from others. */
  input: { name: string; fingerprint: string; file?: string }
  source: Source
  /** Where each connection of the flow leads; no other address can be reached. */
  access: Readonly<Record<string, Access>>
  /** Begins a new run even when one of the same definition and input did not finish. */
  anew?: boolean
}

export interface RunHandle {
  run: string
  flow: string
  resumed: boolean
  /** The view at the end; rejects only for a defect of ours. */
  done: Promise<RunView>
  /** Stops taking records; what is being sent is finished and journaled. */
  stop(): void
}

export class Runner {
  readonly watch = new RunWatch()
  private readonly options: RunnerOptions
  private readonly lanes = new Lanes()
  private readonly active = new Map<string, RunHandle>()

  constructor(options: RunnerOptions) {
    this.options = options
    options.store.runs.markInterrupted(systemClock.now())
  }

  running(flow: string): RunHandle | undefined {
    return this.active.get(flow)
  }

  /** Throws Failure run.busy when the flow is running already. */
  start(request: RunRequest): RunHandle {
    const { store } = this.options
    const { flow, hash, revision, mode, input, anew } = request
    if (this.active.has(flow.id)) throw new Failure('run.busy', 'permanent', { flow: flow.name })
    const now = systemClock.now()
    const unfinished = anew ? undefined : store.runs.unfinished(flow.id, hash, mode, input.fingerprint)
    const run = unfinished?.view.run ?? systemIds.next()
    if (unfinished) {
      const journal = store.runs.journal(run)
      this.publish(
        flow.id,
        journal.transact(() => journal.resumed(now)),
      )
    } else {
      store.flows.keepDefinition({ flow, hash, revision, savedAt: now }, now)
      const { name, fingerprint, file = '' } = input
      this.publish(
        flow.id,
        store.runs.begin({ run, flow: flow.id, hash, revision, mode, input: name, fingerprint, file }, now),
      )
    }
    const stop = new AbortController()
    const done = this.drive(request, run, stop.signal).finally(() => this.active.delete(flow.id))
    const handle: RunHandle = { run, flow: flow.id, resumed: unfinished !== undefined, done, stop: () => stop.abort() }
    this.active.set(flow.id, handle)
    return handle
  }

  /** Stops everything and waits until it is journaled. */
  async close(): Promise<void> {
    const handles = [...this.active.values()]
    for (const handle of handles) handle.stop()
    await Promise.allSettled(handles.map((handle) => handle.done))
    this.watch.flush()
  }

  private async drive(request: RunRequest, run: string, signal: AbortSignal): Promise<RunView> {
    const { store, connectors, patience } = this.options
    const { flow, hash, access, source } = request
    const network = openNetwork({ seal: sealTo(Object.values(access).map(({ address }) => address)) })
    const schema = createAjvSchema()
    const phone = createPhone()
    try {
      const ports = {
        clock: systemClock,
        ids: systemIds,
        random: systemRandom,
        hash: systemHash,
        network,
        schema,
        phone,
      }
      const plan = compilePlan(flow, { hash, schema, phone, connectors })
      const journal = store.runs.journal(run)
      const publish = (event: RunEvent) => this.publish(flow.id, event)
      await drive({ plan, journal, ports, connectors, access, lanes: this.lanes, patience, source, signal, publish })
      return viewOf(store, run)
    } catch (error) {
      store.runs.markInterrupted(systemClock.now())
      throw error
    } finally {
      this.watch.flush()
      await network.close()
    }
  }

  private publish(flow: string, event: RunEvent): void {
    this.watch.publish(flow, event)
  }
}

function viewOf(store: Store, run: string): RunView {
  const stored = store.runs.get(run)
  if (!stored) throw new Failure('run.not-found', 'permanent', { run })
  return stored.view
}

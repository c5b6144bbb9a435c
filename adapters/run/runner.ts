/** Begins runs, takes up unfinished ones, and knows which are under way. One run per flow at a time. */

import { openSharedBudgets } from '#adapters/budget'
import { createFormulas } from '#adapters/formula'
import { createModels } from '#adapters/model'
import { openNetwork, sealTo } from '#adapters/net'
import { createPhone } from '#adapters/phone'
import { createAjvSchema } from '#adapters/schema'
import type { Store, StoredRun } from '#adapters/sqlite'
import { systemClock, systemHash, systemIds, systemRandom } from '#adapters/system'
import {
  type Access,
  type Connector,
  callsAtOnce,
  compilePlan,
  drive,
  Failure,
  type Flow,
  Gates,
  Lanes,
  type RateWindow,
  type Reason,
  type RunEvent,
  type RunView,
  reasonOf,
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
  /** The same in a few words, without sign-ins: an unfinished run is taken up only where it began. */
  target?: string
  /** By connection: the pace of a run that takes its time. */
  spread?: Readonly<Record<string, RateWindow>>
  /** Begins a new run even when one of the same definition and input did not finish. */
  anew?: boolean
  /** Takes up this very run, which began on the same definition, instead of looking for one. */
  resume?: string
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
  private readonly formula = createFormulas()
  /** Told when somebody answered a question of the run. */
  private readonly lookers = new Map<string, () => void>()
  private readonly budgets = openSharedBudgets()
  private readonly gates = new Gates({ shared: { budgets: this.budgets, hash: systemHash, outsideOnly: true } })
  private readonly active = new Map<string, RunHandle>()
  /** Why runs broke off that could not be journaled to the end. */
  private readonly broken = new Map<string, Reason>()

  constructor(options: RunnerOptions) {
    this.options = options
    options.store.runs.interruptRunning(systemClock.now())
  }

  running(flow: string): RunHandle | undefined {
    return this.active.get(flow)
  }

  /** How a run stands; one that broke off without being journaled as such is told as interrupted. */
  view(run: string): RunView | undefined {
    const view = this.options.store.runs.get(run)?.view
    const reason = this.broken.get(run)
    if (view?.state !== 'running' || !reason || this.active.get(view.flow)?.run === run) return view
    return { ...view, state: 'interrupted', reason }
  }

  /** Throws Failure run.busy when the flow is running already, and run.over when the run that is to be resumed has finished. */
  start(request: RunRequest): RunHandle {
    const { store } = this.options
    const { flow, hash, revision, mode, input, target = '' } = request
    if (this.active.has(flow.id)) throw new Failure('run.busy', 'permanent', { flow: flow.name })
    const now = systemClock.now()
    const unfinished = this.unfinished(request)
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
      const began = { run, flow: flow.id, hash, revision, mode, input: name, fingerprint, file, target }
      this.publish(flow.id, store.runs.begin(began, now))
    }
    const stop = new AbortController()
    this.broken.delete(run)
    const done = this.drive(request, run, stop.signal).finally(() => this.active.delete(flow.id))
    // Whoever started it may not wait for it; how it ended is told all the same.
    done.catch(() => undefined)
    const handle: RunHandle = { run, flow: flow.id, resumed: unfinished !== undefined, done, stop: () => stop.abort() }
    this.active.set(flow.id, handle)
    return handle
  }

  private unfinished({ flow, hash, mode, input, target = '', anew, resume }: RunRequest): StoredRun | undefined {
    const { runs } = this.options.store
    if (resume === undefined) return anew ? undefined : runs.unfinished(flow.id, hash, mode, input.fingerprint, target)
    const stored = runs.get(resume)
    if (!stored) throw new Failure('run.not-found', 'permanent', { run: resume })
    if (stored.view.state === 'finished') throw new Failure('run.over', 'permanent')
    return stored
  }

  /** Tells whoever watches what was committed about a run outside of it. */
  tell(flow: string, event: RunEvent): void {
    this.publish(flow, event)
  }

  /** Stops everything and waits until it is journaled. */
  async close(): Promise<void> {
    const handles = [...this.active.values()]
    for (const handle of handles) handle.stop()
    await Promise.allSettled(handles.map((handle) => handle.done))
    for (const { run } of handles) this.noteClosed(run)
    this.watch.flush()
    await this.formula.close()
    this.budgets.close()
  }

  /** Nobody stopped it: it was cut off because everything closes, and may be taken up by itself. */
  private noteClosed(run: string): void {
    const { runs } = this.options.store
    const view = runs.get(run)?.view
    if (view?.state !== 'stopped') return
    const values = { waiting: view.outcomes.waiting }
    runs.interrupt(run, { code: 'run.interrupted', category: 'transient', values }, systemClock.now())
  }

  private async drive(request: RunRequest, run: string, signal: AbortSignal): Promise<RunView> {
    const { store, connectors, patience } = this.options
    const { flow, hash, access, source } = request
    const seal = sealTo(Object.values(access).map(({ address }) => address))
    const network = openNetwork({ seal, connections: callsAtOnce(flow, connectors) })
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
        formula: this.formula,
        model: createModels(network),
      }
      const plan = compilePlan(flow, { hash, schema, phone, connectors })
      const journal = store.runs.journal(run)
      const publish = (event: RunEvent) => this.publish(flow.id, event)
      await drive({
        plan,
        journal,
        ports,
        connectors,
        access,
        lanes: this.lanes,
        gates: this.gates,
        patience,
        source,
        signal,
        publish,
        ...(request.spread ? { spread: request.spread } : {}),
        answerable: (look) => this.lookers.set(run, look),
      })
      const view = this.view(run)
      if (!view) throw new Failure('run.not-found', 'permanent', { run })
      return view
    } catch (error) {
      this.breakOff(flow.id, run, error)
      throw error
    } finally {
      this.lookers.delete(run)
      this.watch.flush()
      await network.close()
    }
  }

  /** A connection's sign-in was changed: runs that wait for it go on with the new one. */
  renew(connector: Connector, before: Access, now: Access): void {
    this.gates.renew(connector, before, now)
  }

  /** Somebody answered a question of the run: if it is under way, it goes on at once. False when it is not. */
  answered(run: string): boolean {
    const look = this.lookers.get(run)
    look?.()
    return look !== undefined
  }

  /** The run could not even journal its end (a full disk, a defect): whoever watches is told, and so is who asks later. */
  private breakOff(flow: string, run: string, error: unknown): void {
    const now = systemClock.now()
    const values = { waiting: this.view(run)?.outcomes.waiting ?? 0 }
    const reason: Reason =
      error instanceof Failure ? reasonOf(error) : { code: 'run.interrupted', category: 'transient', values }
    this.broken.set(run, reason)
    try {
      this.options.store.runs.interrupt(run, reason, now)
    } catch {
      // Remembered here instead, until there is room again.
    }
    // Between two numbers of the journal: it stands in none, and what the journal numbers next is news to every watcher.
    const seq = (this.options.store.runs.get(run)?.view.seq ?? 0) + 0.5
    this.publish(flow, { seq, run, at: now, kind: 'run.ended', state: 'interrupted', reason })
  }

  private publish(flow: string, event: RunEvent): void {
    this.watch.publish(flow, event)
  }
}

/**
 * The runs of every started flow. A flow of events has one run per installed version, which only the current one feeds; earlier
 * ones finish what they took. A file flow has one run per file, one after another.
 */

import { openSharedBudgets } from '#adapters/budget'
import type { Store, StoredRun } from '#adapters/sqlite'
import { systemClock, systemHash, systemIds } from '#adapters/system'
import {
  Failure,
  type FormulaPort,
  Gates,
  Lanes,
  type PhonePort,
  type Reason,
  type RunEvent,
  type RunView,
  reasonOf,
  type SchemaPort,
  type Source,
  type SourceKind,
} from '#engine'
import type { KnownFlow } from '../flows/catalogue.ts'
import type { Arrivals } from './arrivals.ts'
import { createEventSource, nothingMore } from './event-source.ts'
import type { KeptFile, KeptFiles } from './kept-files.ts'
import type { Launches } from './launches.ts'
import { runLive } from './live-run.ts'
import type { EventPlace, QueueApi } from './messages.ts'
import { leadsThere, targetOf } from './places.ts'
import type { Remote } from './port-calls.ts'
import { isStream, selfStart } from './self-start.ts'
import { createTroubles } from './troubles.ts'

export interface FlowRunsNeeds {
  store: Store
  launches: Launches
  server: Remote<QueueApi>
  arrivals: Arrivals
  files: KeptFiles
  schema: SchemaPort
  phone: PhonePort
  formula: FormulaPort
}

interface Active {
  stop: AbortController
  /** Everything under way; file runs follow one another. */
  work: Promise<void>[]
  lastFile: Promise<void>
}

/** Fingerprint of the run that a version's events go into. */
const webhookOf = (version: number): string => `webhook ${version}`
const ALL = 100_000

/** What a person calls the run of a stream. */
const INPUTS: Partial<Record<SourceKind, string>> = {
  events: 'Event stream',
  manual: 'By hand',
  schedule: 'Schedule',
  poll: 'New entries',
}

export class FlowRuns {
  private readonly needs: FlowRunsNeeds
  private readonly lanes = new Lanes()
  private readonly budgets = openSharedBudgets()
  private readonly gates = new Gates({ shared: { budgets: this.budgets, hash: systemHash, outsideOnly: true } })
  private readonly troubles = createTroubles()
  private readonly active = new Map<string, Active>()
  /** Told when somebody answered a question of the run. */
  private readonly lookers = new Map<string, () => void>()

  constructor(needs: FlowRunsNeeds) {
    this.needs = needs
  }

  /** Takes up whatever did not finish, and new records from now on. Throws server.slot-missing. */
  start(flow: string): void {
    if (this.active.has(flow)) return
    const known = this.needs.launches.catalogue.flow(flow)
    this.needs.launches.access(flow, known.installed.version)
    if (isStream(known.intake)) this.beginWebhook(known)
    const unfinished = this.unfinished(flow)
    this.active.set(flow, { stop: new AbortController(), work: [], lastFile: Promise.resolve() })
    for (const run of unfinished) this.launch(known, run)
    this.beginTrigger(known)
  }

  /** What starts by itself does so until the flow is stopped. */
  private beginTrigger(known: KnownFlow): void {
    const { installed } = known
    const { server, files, launches, store } = this.needs
    const active = this.active.get(installed.flow)
    if (!active) return
    const fingerprints = new Set(store.runs.list(installed.flow, ALL).map(({ fingerprint }) => fingerprint))
    const work = selfStart({
      known,
      access: launches.access(installed.flow, installed.version),
      server,
      gates: this.gates,
      files,
      hasFile: (fingerprint) => fingerprints.has(fingerprint),
      addFile: (file) => {
        this.addFile(installed.flow, file)
        fingerprints.add(file.fingerprint)
      },
      signal: active.stop.signal,
    }).catch((error) => this.bug(error))
    active.work.push(work)
  }

  /** Resolves when everything of the flow has come to rest and is journaled. */
  async stop(flow: string): Promise<void> {
    const active = this.active.get(flow)
    if (!active) return
    active.stop.abort()
    await Promise.all(active.work)
    this.active.delete(flow)
  }

  async close(): Promise<void> {
    await Promise.all([...this.active.keys()].map((flow) => this.stop(flow)))
    this.budgets.close()
  }

  /** Begins a run on a kept file, or answers the one that the same file is in. The run is durable when this returns. */
  addFile(flow: string, file: KeptFile): string {
    const known = this.needs.launches.catalogue.flow(flow)
    const { version, hash } = known.installed
    const same = this.unfinished(flow).find(
      (run) => run.view.hash === hash && run.fingerprint === file.fingerprint && this.goesOn(flow, run),
    )
    if (same) {
      void this.needs.files.remove(file.id).catch((error) => this.bug(error))
      return same.view.run
    }
    const run = this.begin(known, version, { input: file.name, fingerprint: file.fingerprint, file: file.id })
    const stored = this.needs.store.runs.get(run)
    if (stored && this.active.has(flow)) this.launch(known, stored)
    return run
  }

  /** A run as it stands, with what keeps its records waiting. */
  look(run: string): RunView | undefined {
    const view = this.needs.store.runs.get(run)?.view
    return view && this.troubles.in(view)
  }

  /** Everything that began and did not finish, newest first. */
  open(flow: string): RunView[] {
    return this.unfinished(flow)
      .reverse()
      .map(({ view }) => this.troubles.in(view))
  }

  /** Somebody answered a question of the run: it goes on at once. False when its flow is not started. */
  answered(run: string): boolean {
    const look = this.lookers.get(run)
    look?.()
    return look !== undefined
  }

  event(flow: string, n: number): EventPlace | undefined {
    const { runs, records } = this.needs.store
    for (const run of this.webhookRuns(flow)) {
      const journal = runs.journal(run.view.run)
      const { taken } = journal.position()
      // Events go into a run one after another, so that the last record it received is the last event it took.
      const { received, made } = journal.totals()
      const place = n - (taken - received)
      const record = n <= taken && place >= 1 ? records.received(run.n, place, made > 0) : undefined
      if (!record) continue
      const { outcome, step, reason, seq } = record
      const found = { run: run.view.run, record: seq, outcome, step }
      return reason ? { ...found, reason } : found
    }
    return undefined
  }

  private unfinished(flow: string): StoredRun[] {
    const runs = this.needs.store.runs.list(flow, ALL).filter(({ view }) => view.state !== 'finished')
    return runs.sort((a, b) => a.n - b.n)
  }

  /** Whether the connections still lead where the run began. Before its flow was started, nothing speaks against it. */
  private goesOn(flow: string, { target, view: { revision } }: StoredRun): boolean {
    return leadsThere(target, this.needs.launches.places(flow, revision))
  }

  private webhookRuns(flow: string): StoredRun[] {
    return this.needs.store.runs.list(flow, ALL).filter(({ fingerprint }) => fingerprint.startsWith('webhook '))
  }

  private beginWebhook(known: KnownFlow): void {
    const { version } = known.installed
    if (this.feeding(known)) return
    this.begin(known, version, { input: INPUTS[known.intake] ?? 'Webhook', fingerprint: webhookOf(version), file: '' })
  }

  /** The run that events go into: the newest, if it is of the current version and leads where that leads. */
  private feeding({ installed: { flow, version } }: KnownFlow): StoredRun | undefined {
    const newest = this.webhookRuns(flow)[0]
    return newest?.fingerprint === webhookOf(version) && this.goesOn(flow, newest) ? newest : undefined
  }

  private begin(
    known: KnownFlow,
    revision: number,
    input: Pick<StoredRun, 'fingerprint' | 'file'> & { input: string },
  ) {
    const { flow, hash } = known.installed
    const run = systemIds.next()
    const target = targetOf(this.needs.launches.places(flow, revision))
    this.needs.store.runs.begin({ run, flow, hash, revision, mode: 'live', target, ...input }, systemClock.now())
    return run
  }

  private launch(known: KnownFlow, stored: StoredRun): void {
    const active = this.active.get(known.installed.flow)
    if (!active) return
    const ofFile = stored.file !== ''
    // One that began elsewhere waits until its connections lead there again; only one with nothing left to send may end.
    if (!this.goesOn(known.installed.flow, stored) && (ofFile || stored.view.outcomes.waiting > 0)) {
      const reason: Reason = { code: 'run.other-target', category: 'sign-in', values: {} }
      this.needs.store.runs.interrupt(stored.view.run, reason, systemClock.now())
      return
    }
    const rested = Promise.withResolvers<void>()
    const begun = ofFile
      ? active.lastFile.then(() => this.runFile(stored, active, rested.resolve))
      : this.runWebhook(known, stored, active)
    // One that breaks, or a file that cannot be removed, hinders nothing else.
    const work = begun.catch((error) => this.bug(error))
    // A file of which a record waits for a person keeps no other from its turn.
    if (ofFile) active.lastFile = Promise.race([work, rested.promise])
    active.work.push(work)
    void work.then(() => active.work.splice(active.work.indexOf(work), 1))
  }

  private async runFile(stored: StoredRun, active: Active, rests: () => void): Promise<void> {
    const { files, store } = this.needs
    const { run, input } = stored.view
    if (active.stop.signal.aborted) return
    await this.run(stored, active.stop.signal, files.source(stored.file, input), rests)
    if (store.runs.get(run)?.view.state === 'finished') await files.remove(stored.file)
  }

  private async runWebhook(known: KnownFlow, stored: StoredRun, active: Active): Promise<void> {
    const { flow } = known.installed
    const { signal } = active.stop
    if (this.feeding(known)?.n !== stored.n) return this.run(stored, signal, nothingMore)
    const { server, arrivals, store } = this.needs
    const positions = this.webhookRuns(flow).map(({ view }) => store.runs.journal(view.run).position().taken)
    const base = Math.max(...positions)
    return this.run(stored, signal, createEventSource({ flow, eventsAfter: server.eventsAfter, arrivals, base }))
  }

  private async run(stored: StoredRun, signal: AbortSignal, source: Source, rests = () => {}): Promise<void> {
    const { store, launches, schema, phone, formula } = this.needs
    const { run, flow, revision, resumed, state } = stored.view
    const broke = (error: unknown) => this.broke(run, error)
    try {
      const { plan, bundle } = launches.catalogue.version(flow, revision)
      const access = launches.access(flow, revision)
      const journal = store.runs.journal(run)
      const fixed = {
        plan,
        connectors: bundle.connectors,
        access,
        journal,
        lanes: this.lanes,
        gates: this.gates,
        schema,
        phone,
        formula,
        publish: (event: RunEvent) => this.troubles.note(event),
        answerable: (look: () => void) => this.lookers.set(run, look),
      }
      const before = resumed > 0 || state !== 'running'
      await runLive({ ...fixed, resumed: before, signal, broke, source, rests })
    } catch (error) {
      // An earlier version whose connections are gone: its records wait until somebody gives them a sign-in again.
      if (!(error instanceof Failure)) this.bug(error)
    } finally {
      this.lookers.delete(run)
      this.troubles.forget(run)
    }
  }

  private broke(run: string, error: unknown): void {
    const { store } = this.needs
    if (!(error instanceof Failure)) this.bug(error)
    try {
      const values = { waiting: store.runs.get(run)?.view.outcomes.waiting ?? 0 }
      const cut: Reason = { code: 'run.interrupted', category: 'transient', values }
      store.runs.interrupt(run, error instanceof Failure ? reasonOf(error) : cut, systemClock.now())
    } catch {
      // No room even for that: the run is tried again, and says so when it can.
    }
  }

  /** Tells the server of a defect, in words should it not cross to there as it is. */
  private bug(error: unknown): void {
    const { server } = this.needs
    const inWords = () => server.bug(new Error(String(error)))
    void server
      .bug(error)
      .catch(inWords)
      .catch(() => undefined)
  }
}

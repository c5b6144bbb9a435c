/** Drives one run from its first record, or from where it stopped, to its end: intake, onward, delivery, and the closing count. */
import { type Access, Account } from '../connect/account.ts'
import type { Connector } from '../connect/declare.ts'
import type { Gates } from '../connect/gate.ts'
import { Failure, type Reason, reasonOf } from '../model/failure.ts'
import type { Data } from '../model/json.ts'
import type { Ports, Source, SourceBatch } from '../ports.ts'
import { Committer } from './commit.ts'
import { Dispatcher } from './dispatch.ts'
import { Followers } from './followers.ts'
import { admit, type Item, type Onward, restore } from './item.ts'
import type { RecordRow, RunJournal } from './journal.ts'
import type { Lanes } from './lanes.ts'
import type { Plan } from './plan.ts'
import { disagreement } from './reconcile.ts'
import type { RunEvent, RunState } from './view.ts'

export interface DriveOptions {
  plan: Plan
  journal: RunJournal
  ports: Ports
  connectors: Readonly<Record<string, Connector>>
  /** Where each connection of the flow leads in this run. */
  access: Readonly<Record<string, Access>>
  lanes: Lanes
  gates: Gates
  /** Milliseconds for which a system that does not answer is waited for before the run is interrupted. */
  patience: number
  source: Source
  signal: AbortSignal
  /** Called after commit, in order. */
  publish(event: RunEvent): void
}

const BATCH = 1000
/** Records under way at once; more wait at the source or in the journal, so that memory does not grow with the input. */
const UNDER_WAY = 4000

export interface DriveEnd {
  state: RunState
  reason?: Reason
}

export async function drive(options: DriveOptions): Promise<DriveEnd> {
  const run = new Drive(options)
  const end = reconciled(await run.toTheEnd(), options.journal)
  const event = options.journal.transact(() => options.journal.ended(end.state, end.reason, options.ports.clock.now()))
  options.publish(event)
  return end
}

/** A run whose counts disagree with its journal is never called finished. */
function reconciled(end: DriveEnd, journal: RunJournal): DriveEnd {
  const count = disagreement(journal.totals(), journal.traces())
  if (count === 0) return end
  return { state: 'interrupted', reason: { code: 'run.unreconciled', category: 'permanent', values: { count } } }
}

class Drive {
  private readonly options: DriveOptions
  private readonly world: Onward
  private readonly committer: Committer
  private readonly dispatcher: Dispatcher
  private readonly accounts = new Map<string, Account>()
  private readonly stop = new AbortController()
  private reason: Reason | undefined
  private bug: unknown

  constructor(options: DriveOptions) {
    this.options = options
    const { journal, plan, ports, lanes } = options
    this.world = { plan, journal, clock: ports.clock, followers: new Followers(), heldBefore: journal.anyHeld() }
    this.committer = new Committer(journal, ports.clock, this.world.followers, options.publish)
    this.dispatcher = new Dispatcher({
      world: this.world,
      committer: this.committer,
      lanes,
      ports,
      signal: this.stop.signal,
      target: (connection, operation) => this.target(connection, operation),
      broke: (error) => this.giveUp(error),
    })
  }

  async toTheEnd(): Promise<DriveEnd> {
    const { signal } = this.options
    const onStop = () => this.halt()
    if (signal.aborted) this.halt()
    signal.addEventListener('abort', onStop, { once: true })
    try {
      await this.takeUp()
      await this.readSource(this.options.source)
      await this.dispatcher.atMost(0)
    } catch (error) {
      this.giveUp(error)
    } finally {
      signal.removeEventListener('abort', onStop)
    }
    await this.dispatcher.quiet()
    if (this.bug !== undefined) throw this.bug
    if (this.reason) return { state: 'interrupted', reason: this.reason }
    return { state: this.stop.signal.aborted ? 'stopped' : 'finished' }
  }

  /** Takes up the records that did not end before a restart, in their order. */
  private async takeUp(): Promise<void> {
    let last = 0
    for (;;) {
      await this.dispatcher.atMost(UNDER_WAY - BATCH)
      if (this.stop.signal.aborted) return
      const open = this.options.journal.openAfter(last, BATCH)
      if (open.length === 0) return
      const items: Item[] = []
      this.committer.now((tally) => {
        for (const record of open) items.push(restore(this.world, record, JSON.parse(record.payload) as Data, tally))
      })
      for (const item of items) if (item.write) this.dispatcher.add(item)
      last = open.at(-1)?.seq ?? last
    }
  }

  private async readSource(source: Source): Promise<void> {
    const { journal } = this.options
    const position = journal.position()
    if (position.done) return
    let seq = journal.lastSeq()
    for await (const batch of source.read(position, BATCH, this.stop.signal)) {
      await this.dispatcher.atMost(UNDER_WAY - BATCH)
      if (this.stop.signal.aborted) return
      const items: Item[] = []
      this.committer.now((tally) => {
        for (const row of this.rowsOf(batch, seq)) items.push(admit(this.world, row.row, row.data, tally))
        journal.setPosition(batch.position, false)
      })
      seq += batch.records.length
      for (const item of items) if (item.write) this.dispatcher.add(item)
    }
    if (!this.stop.signal.aborted) journal.transact(() => journal.setPosition(journal.position(), true))
  }

  private *rowsOf(batch: SourceBatch, after: number): Iterable<{ row: RecordRow; data: Data }> {
    const { ports } = this.options
    const receivedAt = ports.clock.now()
    let seq = after
    for (const record of batch.records) {
      seq++
      const payload = JSON.stringify(record.data)
      const row: RecordRow = {
        seq,
        label: record.label,
        identity: record.identity ?? this.identityOf(payload),
        payload,
        correlation: ports.ids.next(),
        receivedAt,
      }
      if (record.reason) row.unreadable = record.reason
      yield { row, data: record.data }
    }
  }

  /** The same content with the same occurrence number is the same record. */
  private identityOf(payload: string): string {
    const content = this.options.ports.hash.sha256(payload).slice(0, 32)
    return `${content}#${this.options.journal.occurrence(content)}`
  }

  private target(connection: string, operation: string) {
    const { connectors, access, plan, ports, patience, gates } = this.options
    const connector = connectors[plan.flow.connections[connection]?.connector ?? '']
    const reached = access[connection]
    const declared = connector?.operations[operation]
    if (!connector || !reached || !declared) throw new Error(`connection "${connection}" does not offer "${operation}"`)
    let account = this.accounts.get(connection)
    if (!account) {
      const giveUp = (reason: Reason) => this.interrupt(reason)
      const gate = gates.of(connector, reached)
      const troubled = (reason: Reason | undefined) => this.tellTrouble(reason)
      account = new Account({ connector, access: reached, ports, patience, gate, giveUp, troubled })
      this.accounts.set(connection, account)
    }
    return { account, accountId: `${connector.id} ${reached.address}`, operation: declared }
  }

  private tellTrouble(reason: Reason | undefined): void {
    const { journal, ports, publish } = this.options
    try {
      publish(journal.transact(() => journal.troubled(reason, ports.clock.now())))
    } catch (error) {
      this.giveUp(error)
    }
  }

  private giveUp(error: unknown): void {
    if (error instanceof Failure) this.interrupt(reasonOf(error))
    else {
      this.bug ??= error
      this.halt()
    }
  }

  private interrupt(reason: Reason): void {
    if (!this.stop.signal.aborted) this.reason = reason
    this.halt()
  }

  private halt(): void {
    this.stop.abort()
    this.dispatcher.wake()
  }
}

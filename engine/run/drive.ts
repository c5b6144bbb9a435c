/** Drives one run from its first record, or from where it stopped, to its end: intake, onward, delivery, and the closing count. */
import { type Access, Account } from '../connect/account.ts'
import type { Connector, RateWindow } from '../connect/declare.ts'
import type { Gates } from '../connect/gate.ts'
import { INSIDE, isInside } from '../connect/inside.ts'
import { Failure, type Reason, reasonOf } from '../model/failure.ts'
import { own } from '../model/ids.ts'
import type { Ports, Source, SourcePosition } from '../ports.ts'
import { Committer } from './commit.ts'
import { Dispatcher } from './dispatch.ts'
import { rowsOf } from './intake.ts'
import { admit, restore } from './item.ts'
import type { RunJournal } from './journal.ts'
import type { Lanes } from './lanes.ts'
import { openWorld } from './open-world.ts'
import type { Plan } from './plan.ts'
import { disagreement } from './reconcile.ts'
import { Tender } from './tend.ts'
import type { RunEvent, RunState } from './view.ts'
import type { Item, Onward } from './world.ts'

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
  /** By connection: the pace of a run that takes its time, beside the limits of the accounts. */
  spread?: Readonly<Record<string, RateWindow>>
  source: Source
  signal: AbortSignal
  /** Called after commit, in order. */
  publish(event: RunEvent): void
  /** Is handed what to call when somebody answered a question of this run. */
  answerable?(look: () => void): void
}

const BATCH = 1000
/** Records under way at once; more wait at the source or in the journal, so that memory does not grow with the input. */
const UNDER_WAY = 4000
/** Milliseconds for which a run stays under way for something that is due; for what takes longer it is taken up again. */
const STAYS = 60_000

export interface DriveEnd {
  state: RunState
  reason?: Reason
  /** When what it waits for is due, in milliseconds since 1970: it has to be taken up again then. */
  due?: number
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
  private readonly tender: Tender
  private readonly accounts = new Map<string, Account>()
  private readonly stop = new AbortController()
  private reason: Reason | undefined
  private bug: unknown
  /** What records wait for that is no person and no step's time. */
  private waitsFor: Reason | undefined
  /** Transactions so far. */
  private progress = 0

  constructor(options: DriveOptions) {
    this.options = options
    const { ports, lanes } = options
    this.world = openWorld(options)
    const { world } = this
    this.committer = new Committer({ world, publish: options.publish, committed: () => this.committed() })
    this.dispatcher = new Dispatcher({
      world: this.world,
      committer: this.committer,
      lanes,
      ports,
      signal: this.stop.signal,
      target: (connection, operation) => this.target(connection, operation),
      reach: (connection) => this.reach(connection),
      overCeiling: (reason) => this.overCeiling(reason),
      broke: (error) => this.giveUp(error),
    })
    this.tender = new Tender({
      world,
      committer: this.committer,
      add: (item) => this.dispatcher.add(item),
      room: () => (this.stop.signal.aborted ? 0 : UNDER_WAY - this.dispatcher.underWay),
      broke: (error) => this.giveUp(error),
    })
    options.answerable?.(() => this.tender.look())
  }

  async toTheEnd(): Promise<DriveEnd> {
    const { signal } = this.options
    const onStop = () => this.halt()
    if (signal.aborted) this.halt()
    signal.addEventListener('abort', onStop, { once: true })
    try {
      await this.takeUp()
      await this.readSource(this.options.source)
      await this.drain()
    } catch (error) {
      this.giveUp(error)
    } finally {
      signal.removeEventListener('abort', onStop)
    }
    await this.dispatcher.quiet()
    if (this.bug !== undefined) throw this.bug
    if (this.reason) return { state: 'interrupted', reason: this.reason }
    if (this.stop.signal.aborted) return { state: 'stopped' }
    if (this.options.journal.totals().outcomes.waiting === 0) return { state: 'finished' }
    const due = this.tender.nextDue()
    const why = this.waitsFor ? { reason: this.waitsFor } : {}
    return { state: 'waiting', ...why, ...(due === undefined ? {} : { due }) }
  }

  /** The input has ended: what is under way ends, groups are closed, and what is due soon is waited for. */
  private async drain(): Promise<void> {
    const { clock } = this.options.ports
    for (;;) {
      await this.dispatcher.atMost(0)
      if (this.stop.signal.aborted) return
      this.tender.tend()
      if (this.dispatcher.underWay > 0 || this.world.onward.made || this.tender.closeNext()) continue
      const due = this.tender.nextDue()
      if (due === undefined || due - clock.now() > STAYS) return
      await clock.sleep(Math.max(0, due - clock.now()), this.stop.signal)
    }
  }

  /** Takes up the records that did not end before a restart, in their order. */
  private async takeUp(): Promise<void> {
    let last = 0
    for (;;) {
      await this.dispatcher.atMost(UNDER_WAY - BATCH)
      if (this.stop.signal.aborted) return
      const open = this.options.journal.openAfter(last, BATCH)
      if (open.length === 0) return this.tender.start()
      const items: Item[] = []
      this.committer.now((tally) => {
        for (const record of open) items.push(restore(this.world, record, tally))
      })
      for (const item of items) this.dispatcher.add(item)
      last = open.at(-1)?.seq ?? last
      this.tender.tookUp(last)
    }
  }

  private async readSource(source: Source): Promise<void> {
    const { journal } = this.options
    const position = journal.position()
    if (position.done) return
    const timer = this.watchTime()
    try {
      await this.readFrom(source, position)
    } finally {
      timer.abort()
    }
    if (!this.stop.signal.aborted) journal.transact(() => journal.setPosition(journal.position(), true))
  }

  /** While a source that may be quiet for long is listened to, what is due is looked after. */
  private watchTime(): AbortController {
    const { clock } = this.options.ports
    const timer = new AbortController()
    const tick = async () => {
      while (!timer.signal.aborted) {
        await clock.sleep(1000, timer.signal)
        if (!timer.signal.aborted) this.tender.tend()
      }
    }
    void tick()
    return timer
  }

  private async readFrom(source: Source, position: SourcePosition): Promise<void> {
    const { journal, ports } = this.options
    for await (const batch of source.read(position, BATCH, this.stop.signal)) {
      await this.dispatcher.atMost(UNDER_WAY - BATCH)
      if (this.stop.signal.aborted) return
      const items: Item[] = []
      this.committer.now((tally) => {
        for (const { row, data } of rowsOf(batch, ports, journal)) items.push(admit(this.world, row, data, tally))
        journal.setPosition(batch.position, false)
      })
      for (const item of items) this.dispatcher.add(item)
    }
  }

  private target(connection: string, operation: string) {
    const { account, access } = this.reach(connection)
    const declared = own(account.connector.operations, operation)
    if (!declared) throw new Error(`connection "${connection}" does not offer "${operation}"`)
    return { account, accountId: `${account.connector.id} ${access.address}`, operation: declared }
  }

  private reach(connection: string): { account: Account; access: Access } {
    const { connectors, access, plan, ports, patience, gates } = this.options
    const connector = connectors[plan.flow.connections[connection]?.connector ?? '']
    const reached = own(access, connection) ?? (isInside(connector) ? INSIDE : undefined)
    if (!connector || !reached) throw new Error(`connection "${connection}" leads nowhere`)
    let account = this.accounts.get(connection)
    if (!account) {
      const paced = own(this.options.spread ?? {}, connection)
      const giveUp = (reason: Reason) => this.interrupt(reason)
      const gate = gates.of(connector, reached)
      const troubled = (reason: Reason | undefined) => {
        this.tellTrouble(reason)
        if (account?.paused) void this.outwait(account)
      }
      account = new Account({
        ...{ connector, access: reached, ports, patience, gate, giveUp, troubled },
        waitsForSignIn: true,
        described: plan.flow.connections[connection]?.described,
        ...(paced ? { spread: paced } : {}),
      })
      this.accounts.set(connection, account)
    }
    return { account, access: reached }
  }

  /** Told once: what waits for it says nothing else. */
  private overCeiling(reason: Reason): void {
    if (!this.waitsFor) this.tellTrouble(reason)
    this.waitsFor = reason
  }

  private tellTrouble(reason: Reason | undefined): void {
    const { journal, ports, publish } = this.options
    try {
      publish(journal.transact(() => journal.troubled(reason, ports.clock.now())))
    } catch (error) {
      this.giveUp(error)
    }
  }

  private committed(): void {
    this.progress++
    this.tender.tend()
  }

  /** A sign-in is refused: its records wait while others go on. When nothing has gone on for the run's patience, it is interrupted. */
  private async outwait(account: Account): Promise<void> {
    const { patience, ports } = this.options
    while (Number.isFinite(patience) && account.paused) {
      const before = this.progress
      await ports.clock.sleep(patience, this.stop.signal)
      if (this.stop.signal.aborted) return
      if (account.paused && this.progress === before) this.interrupt({ ...account.paused, code: 'call.sign-in' })
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

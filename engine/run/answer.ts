/** Answers records that wait for a formula, a look into a system, a model, or their turn; many at once, and off the main loop. */
import type { Account } from '../connect/account.ts'
import type { Operation } from '../connect/declare.ts'
import { type Found, lookUp } from '../connect/look.ts'
import { Refusal } from '../connect/reply.ts'
import type { Access } from '../connect/sign-in.ts'
import { Failure, type Reason, reasonOf } from '../model/failure.ts'
import type { Ports } from '../ports.ts'
import type { Input } from './advance.ts'
import { ModelAsker } from './ask-model.ts'
import type { Committer } from './commit.ts'
import type { ComputeEffect, FindEffect, ModelEffect, PaceEffect, Taken } from './effects.ts'
import { proceed } from './item.ts'
import { backoff, TRIES } from './pace.ts'
import type { Item, Onward } from './world.ts'

export type Answered = ComputeEffect | FindEffect | ModelEffect | PaceEffect

export interface AnswerNeeds {
  world: Onward
  committer: Committer
  ports: Pick<Ports, 'clock' | 'random' | 'formula' | 'model'>
  signal: AbortSignal
  target(connection: string, operation: string): { account: Account; operation: Operation }
  reach(connection: string): { account: Account; access: Access }
  overCeiling(reason: Reason): void
  /** The record went on. */
  through(item: Item): void
  /** Something that was under way has come to its end, well or not. */
  over(): void
  broke(error: unknown): void
}

interface Waiting<E extends Answered> {
  item: Item
  effect: E
}

const isKind =
  <K extends Answered['kind']>(kind: K) =>
  (one: Waiting<Answered>): one is Waiting<Extract<Answered, { kind: K }>> =>
    one.effect.kind === kind

/** Formulas handed over at once. */
const TOGETHER = 200
/** Answers of one look-up step that are remembered. */
const REMEMBERED = 20_000

export class Answerer {
  private readonly needs: AnswerNeeds
  private waiting: Waiting<Answered>[] = []
  private called = false
  active = 0
  /** For each pace step: when the last records went on. */
  private readonly released = new Map<string, number[]>()
  private latest = 0
  private readonly known = new Map<string, Map<string, { found: Found | undefined; at: number }>>()

  private readonly models: ModelAsker

  constructor(needs: AnswerNeeds) {
    this.needs = needs
    this.models = new ModelAsker(needs)
  }

  add(item: Item, effect: Answered): void {
    this.waiting.push({ item, effect })
    if (this.called) return
    this.called = true
    queueMicrotask(() => {
      this.called = false
      this.pump()
    })
  }

  private pump(): void {
    const { signal } = this.needs
    const waiting = this.waiting
    this.waiting = []
    if (signal.aborted) return
    const formulas = waiting.filter(isKind('compute'))
    for (let start = 0; start < formulas.length; start += TOGETHER)
      void this.begin(() => this.compute(formulas.slice(start, start + TOGETHER)))
    const finds = Map.groupBy(waiting.filter(isKind('find')), ({ effect }) => effect.step)
    for (const group of finds.values()) void this.begin(() => this.find(group, 0))
    for (const one of waiting.filter(isKind('model'))) void this.begin(() => this.models.ask(one))
    for (const one of waiting.filter(isKind('pace'))) void this.begin(() => this.pace(one))
  }

  private async begin(work: () => Promise<void>): Promise<void> {
    this.active++
    try {
      await work()
    } catch (error) {
      if (!(error instanceof Failure && error.code === 'run.stopped')) this.needs.broke(error)
    } finally {
      this.active--
      this.needs.over()
    }
  }

  private async compute(group: Waiting<ComputeEffect>[]): Promise<void> {
    const jobs = group.map(({ item, effect: { formula, data } }) => {
      return { formula, data, now: item.row.receivedAt, seed: item.row.correlation }
    })
    const answers = await this.needs.ports.formula.evaluate(jobs)
    await this.answer(
      group.map(({ item, effect }, index) => {
        const answer = answers[index] ?? { reason: reasonOf(new Failure('run.stopped', 'transient')) }
        return { item, taken: 'reason' in answer ? answer.reason : effect.take(effect.data, answer.value) }
      }),
    )
  }

  private async find(group: Waiting<FindEffect>[], tried: number): Promise<void> {
    const [first] = group
    if (!first) return
    const { find, step } = first.effect
    const { account, operation } = this.needs.target(find.connection, find.operation)
    const now = this.needs.ports.clock.now()
    const known = this.known.get(step) ?? new Map<string, { found: Found | undefined; at: number }>()
    this.known.set(step, known)
    const isKnown = ({ effect }: Waiting<FindEffect>) => {
      const age = now - (known.get(effect.key)?.at ?? -Infinity)
      return age >= 0 && age < find.fresh
    }
    // Told apart once: while these answers are committed, another look may find what was not known here.
    const { there = [], asked = [] } = Object.groupBy(group, (one) => (isKnown(one) ? 'there' : 'asked'))
    await this.answer(there.map(({ item, effect }) => taking(item, effect, known.get(effect.key)?.found)))
    for (let start = 0; start < asked.length; start += operation.look?.bulk ?? 1)
      await this.lookInto(asked.slice(start, start + (operation.look?.bulk ?? 1)), { account, operation, known, tried })
  }

  private async lookInto(
    group: Waiting<FindEffect>[],
    at: {
      account: Account
      operation: Operation
      known: Map<string, { found: Found | undefined; at: number }>
      tried: number
    },
  ): Promise<void> {
    const { clock, random } = this.needs.ports
    const { account, operation, known, tried } = at
    const [first] = group
    if (!first) return
    const { matchField, fields } = first.effect.find
    const body = Object.fromEntries(fields.map((field) => [field, null]))
    const keys = [...new Set(group.map(({ effect }) => effect.key))]
    try {
      const items = keys.map((key) => ({ key, body }))
      const { found, refused } = await lookUp(account, operation, matchField, items, this.needs.signal)
      if (known.size > REMEMBERED) known.clear()
      for (const key of keys) if (!refused.has(key)) known.set(key, { found: found.get(key), at: clock.now() })
      await this.answer(
        group.map(({ item, effect }) => {
          const refusal = refused.get(effect.key)
          return refusal ? { item, taken: reasonOf(refusal) } : taking(item, effect, found.get(effect.key))
        }),
      )
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      const { failure, rule, retryAfter } = error
      const counts = !rule?.rateLimit && failure.category === 'transient' && !account.open
      const final = failure.category === 'validation' || failure.category === 'permanent'
      if (final || (counts && tried + 1 >= TRIES))
        return this.answer(group.map(({ item }) => ({ item, taken: reasonOf(failure) })))
      await clock.sleep(backoff(tried, random.next(), retryAfter), this.needs.signal)
      if (!this.needs.signal.aborted) await this.find(group, counts ? tried + 1 : tried)
    }
  }

  private async pace({ item, effect }: Waiting<PaceEffect>): Promise<void> {
    const { clock } = this.needs.ports
    this.watchClock()
    const times = this.released.get(effect.step) ?? []
    this.released.set(effect.step, times)
    const before = times.length >= effect.most ? (times[times.length - effect.most] ?? 0) + effect.per : 0
    const turn = Math.max(clock.now(), before)
    times.push(turn)
    if (times.length > 2 * effect.most) times.splice(0, times.length - effect.most)
    if (turn > clock.now()) await clock.sleep(turn - clock.now(), this.needs.signal)
    if (this.needs.signal.aborted) return
    await this.needs.committer.commit((tally) => {
      proceed(this.needs.world, item, { kind: 'answered', port: 'main' }, tally)
    })
    this.needs.through(item)
  }

  /** A clock that was put back takes all turns with it. */
  private watchClock(): void {
    const now = this.needs.ports.clock.now()
    const back = this.latest - now
    if (back > 0)
      for (const [step, times] of this.released)
        this.released.set(
          step,
          times.map((at) => at - back),
        )
    this.latest = now
  }

  private async answer(answers: readonly { item: Item; taken: Taken | Reason }[]): Promise<void> {
    if (answers.length === 0) return
    const { world, committer, through } = this.needs
    await committer.commit((tally) => {
      for (const { item, taken } of answers) {
        const { step } = item.state
        if ('port' in taken) world.journal.decide(item.row.seq, { step, ...taken })
        const input: Input = 'port' in taken ? { kind: 'answered', ...taken } : { kind: 'failed', reason: taken }
        proceed(world, item, input, tally)
      }
    })
    for (const { item } of answers) through(item)
  }
}

const taking = (item: Item, effect: FindEffect, found: Found | undefined) => ({
  item,
  taken: effect.take(effect.data, found),
})

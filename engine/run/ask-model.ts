/**
 * Asks models for the records that wait for one: each question once, in whatever run it was asked first; within the ceiling of its
 * step; and again when the system asks to wait or gives no answer.
 */
import type { Account } from '../connect/account.ts'
import { Refusal } from '../connect/reply.ts'
import type { Access } from '../connect/sign-in.ts'
import { canonicalJson } from '../model/canonical.ts'
import { type Reason, reasonOf } from '../model/failure.ts'
import type { Json } from '../model/json.ts'
import type { Hash, ModelJob, ModelPort, Ports } from '../ports.ts'
import type { ModelPlan, Seen } from '../steps/declare.ts'
import type { Committer } from './commit.ts'
import type { ModelEffect } from './effects.ts'
import { proceed } from './item.ts'
import type { KeptAnswer } from './journal.ts'
import { costOf, guessOf, ModelMeter, nextDay } from './model-meter.ts'
import { backoff, TRIES } from './pace.ts'
import type { Tally } from './tally.ts'
import type { ModelUse } from './view.ts'
import type { Item, Onward } from './world.ts'

export interface AskNeeds {
  world: Onward
  committer: Committer
  ports: Pick<Ports, 'clock' | 'random' | 'model'>
  signal: AbortSignal
  /** The account that a connection leads to, and where it is. */
  reach(connection: string): { account: Account; access: Access }
  through(item: Item): void
  /** Records wait now because a step's ceiling is reached. */
  overCeiling(reason: Reason): void
}

interface Asked {
  item: Item
  effect: ModelEffect
}

export class ModelAsker {
  private readonly needs: AskNeeds
  /** Questions under way: whoever asks the same waits for their answer. */
  private readonly flights = new Map<string, Promise<void>>()
  private readonly meters = new Map<string, ModelMeter>()

  constructor(needs: AskNeeds) {
    this.needs = needs
  }

  async ask(asked: Asked): Promise<void> {
    const { world, signal } = this.needs
    const { model, seen } = asked.effect
    const { account, access } = this.needs.reach(model.connection)
    const question = questionOf(model, seen, placeOf(account, access), world.hash)
    for (;;) {
      if (signal.aborted) return
      const kept = world.journal.modelAnswer(question)
      if (kept) return this.answer(asked, kept, 'reused')
      const flight = this.flights.get(question)
      if (!flight) break
      await flight.catch(() => undefined)
    }
    const flight = this.askOnce(asked, question, account)
    this.flights.set(question, flight)
    try {
      await flight
    } finally {
      this.flights.delete(question)
    }
  }

  private async askOnce(asked: Asked, question: string, account: Account): Promise<void> {
    const { model, seen, step } = asked.effect
    const { clock } = this.needs.ports
    const meter = this.meterOf(step, model)
    const guess = guessOf(model, seen.input)
    if ((await meter.take(guess, () => clock.now(), this.needs.signal)) === 'over') return this.over(asked)
    let kept: KeptAnswer | undefined
    try {
      const answer = await this.untilAnswered(asked.effect, account)
      if (!answer) return
      if ('reason' in answer) return await this.fail(asked, answer.reason)
      kept = answer
      await this.answer(asked, answer, 'asked', question)
    } finally {
      meter.back(guess, kept?.tokens)
    }
  }

  /** Undefined when the run is being stopped. */
  private async untilAnswered(
    { model, seen }: ModelEffect,
    account: Account,
  ): Promise<KeptAnswer | { reason: Reason } | undefined> {
    const { ports, signal } = this.needs
    for (let tried = 0; !signal.aborted; ) {
      try {
        return await askModel(modelPort(ports), account, model, seen, signal)
      } catch (error) {
        if (!(error instanceof Refusal)) throw error
        const { failure, rule, retryAfter } = error
        const counts = !rule?.rateLimit && failure.category === 'transient' && !account.open
        const final = failure.category === 'validation' || failure.category === 'permanent'
        if (final) return { reason: { ...reasonOf(failure), code: 'model.not-answered' } }
        if (counts && tried + 1 >= TRIES) return { reason: reasonOf(failure) }
        await ports.clock.sleep(backoff(tried, ports.random.next(), retryAfter), signal)
        if (counts) tried++
      }
    }
    return undefined
  }

  /** The answer, what it took, and where the record goes by it: journaled together. */
  private async answer(
    { item, effect }: Asked,
    { said, tokens }: KeptAnswer,
    how: 'asked' | 'reused',
    question?: string,
  ): Promise<void> {
    const { world, committer, ports } = this.needs
    const { step, data, seen, take, model } = effect
    const taken = take(data, said, seen)
    await committer.commit((tally) => {
      const { seq } = item.row
      if (question !== undefined)
        world.journal.keepModelAnswer(question, { said, tokens }, { seq, step }, ports.clock.now())
      world.journal.decide(seq, { step, ...taken })
      tally.used(step, useOf(model, tokens, how))
      proceed(world, item, { kind: 'answered', ...taken }, tally)
    })
    this.needs.through(item)
  }

  private async fail({ item }: Asked, reason: Reason): Promise<void> {
    const { world, committer } = this.needs
    await committer.commit((tally: Tally) => proceed(world, item, { kind: 'failed', reason }, tally))
    this.needs.through(item)
  }

  /** The ceiling is reached: the record is held, or waits until it counts anew. */
  private async over(asked: Asked): Promise<void> {
    const { world, committer, ports } = this.needs
    const { item, effect } = asked
    const { step, model } = effect
    const code = model.ceiling?.reached === 'wait' ? 'model.ceiling-waits' : 'model.ceiling-holds'
    const reason: Reason = { code, category: 'permanent', values: ceilingValues(world, step, model) }
    if (model.ceiling?.reached !== 'wait') return this.fail(asked, reason)
    const now = ports.clock.now()
    const due = nextDay(now)
    await committer.commit(() => world.journal.park({ seq: item.row.seq, step, due }, now))
    item.waits = { kind: 'wait', step, time: due - now }
    this.needs.overCeiling(reason)
    this.needs.through(item)
  }

  private meterOf(step: string, model: ModelPlan): ModelMeter {
    const { journal } = this.needs.world
    const meter = this.meters.get(step) ?? new ModelMeter(model, (since) => journal.modelUse(step, since))
    this.meters.set(step, meter)
    return meter
  }
}

function modelPort({ model }: Pick<Ports, 'model'>): ModelPort {
  if (!model) throw new Error('nobody here can ask a model')
  return model
}

/** Asks once, through the account's gate. Throws a Refusal. */
export async function askModel(
  port: ModelPort,
  account: Account,
  { model, instructions, schema, maxTokens }: ModelPlan,
  { input }: Seen,
  signal: AbortSignal,
): Promise<KeptAnswer> {
  const { models, timeout } = account.connector
  if (!models) throw new Error(`${account.connector.id} answers no questions`)
  return account.callThrough(async ({ address, token }) => {
    const job: ModelJob = {
      speaks: models.speaks,
      address,
      token,
      model,
      instructions,
      input,
      schema,
      maxTokens,
      timeout,
    }
    const answer = await port.ask(job, signal)
    if ('refused' in answer) return answer
    const { said, tokens, headers } = answer
    return { value: { said, tokens }, headers }
  }, signal)
}

/** What tells one question from another, as 64 hexadecimal digits. */
export function questionOf(plan: ModelPlan, { input }: Seen, place: string, hash: Hash): string {
  const { prompt, instructions, schema, model, maxTokens } = plan
  const whole: Record<string, Json> = { prompt, instructions, schema, model, maxTokens, input, place }
  return hash.sha256(canonicalJson(whole))
}

const HERE = /^https?:\/\/(?:127\.|localhost(?:[:/]|$)|\[::1\])/i

/** Another system may answer otherwise. Systems on this computer change their ports. */
export function placeOf({ connector }: Account, { address }: Pick<Access, 'address'>): string {
  const here = address === '' || HERE.test(address)
  return `${connector.id} ${here ? 'here' : address.replace(/\/+$/, '')}`
}

function useOf(model: ModelPlan, tokens: KeptAnswer['tokens'], how: 'asked' | 'reused'): ModelUse {
  if (how === 'reused') return { asked: 0, reused: 1, tokens: { in: 0, out: 0 }, cost: 0 }
  const cost = costOf(model, tokens)
  return { asked: 1, reused: 0, tokens, ...(cost === undefined ? {} : { cost }) }
}

const ceilingValues = ({ plan }: Onward, step: string, { ceiling }: ModelPlan): Reason['values'] => {
  const parts = [
    ...(ceiling?.tokens === undefined ? [] : [`${ceiling.tokens.toLocaleString('en-US')} tokens`]),
    ...(ceiling?.cost === undefined ? [] : [`a cost of ${ceiling.cost.toLocaleString('en-US')}`]),
  ]
  return { step: plan.steps[step]?.title ?? step, most: parts.join(' or ') }
}

/**
 * Keeps what a step's questions to a model take within its ceiling. A question goes when there is room for its longest answer beside
 * those that are under way, or when it is the only one: the ceiling is passed by at most one question.
 */
import type { Tokens } from '../ports.ts'
import type { ModelPlan } from '../steps/declare.ts'

/** The ceiling counts anew with each day (UTC), so that what waits for it goes on by itself. */
const DAY = 86_400_000

const dayOf = (now: number): number => Math.floor(now / DAY) * DAY
export const nextDay = (now: number): number => dayOf(now) + DAY

/** A text has about so many characters for each token; few enough that the guess is rather too high. */
const PER_TOKEN = 3

export const guessOf = ({ instructions, schema, maxTokens }: ModelPlan, input: string): Tokens => ({
  in: Math.ceil((instructions.length + JSON.stringify(schema).length + input.length) / PER_TOKEN),
  out: maxTokens,
})

/** In the currency of the prices; undefined where they are unknown. */
export const costOf = ({ price }: Pick<ModelPlan, 'price'>, tokens: Tokens): number | undefined =>
  price && (tokens.in * price.in + tokens.out * price.out) / 1_000_000

const added = (one: Tokens, other: Tokens): Tokens => ({ in: one.in + other.in, out: one.out + other.out })

export class ModelMeter {
  private readonly plan: Pick<ModelPlan, 'price' | 'ceiling'>
  private readonly usedSince: (since: number) => Tokens
  private day = Number.NaN
  private used: Tokens = { in: 0, out: 0 }
  private readonly flying = new Set<Tokens>()
  private watchers: (() => void)[] = []

  /** `usedSince`: what was used before this meter was made. */
  constructor(plan: Pick<ModelPlan, 'price' | 'ceiling'>, usedSince: (since: number) => Tokens) {
    this.plan = plan
    this.usedSince = usedSince
  }

  /** Takes room for one question as soon as there is any; `over`: the ceiling is reached. */
  async take(guess: Tokens, now: () => number, signal: AbortSignal): Promise<'taken' | 'over'> {
    for (;;) {
      this.turnDay(now())
      if (this.share(this.used) >= 1) return 'over'
      const together = [...this.flying, guess].reduce(added, this.used)
      if (this.flying.size === 0 || this.share(together) <= 1 || signal.aborted) {
        this.flying.add(guess)
        return 'taken'
      }
      await new Promise<void>((resolve) => this.watchers.push(resolve))
    }
  }

  /** The question came back, and took so much; absent: nothing. */
  back(guess: Tokens, took?: Tokens): void {
    this.flying.delete(guess)
    if (took) this.used = added(this.used, took)
    const watchers = this.watchers
    this.watchers = []
    for (const wake of watchers) wake()
  }

  private turnDay(now: number): void {
    const day = dayOf(now)
    if (day === this.day) return
    this.day = day
    this.used = this.usedSince(day)
  }

  /** How much of the ceiling that is: 1 is all of it. */
  private share(tokens: Tokens): number {
    const { ceiling } = this.plan
    const cost = costOf(this.plan, tokens)
    const shares = [
      ceiling?.tokens === undefined ? 0 : (tokens.in + tokens.out) / ceiling.tokens,
      ceiling?.cost === undefined || cost === undefined ? 0 : cost / ceiling.cost,
    ]
    return Math.max(...shares)
  }
}

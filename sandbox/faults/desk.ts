import type { Faults } from './faults.ts'

/** The faults in force, counting down those that strike a number of times. */
export interface FaultDesk {
  /** What is still in force, counts as they remain. */
  current(): Faults
  set(faults: Faults): void
  /** True when this fault strikes this write before it is carried out; counts it. */
  strikes(fault: 'unavailable' | 'cutBefore'): boolean
  /** True when this write's answer is to be lost; counts it. */
  losesAnswer(): boolean
  /** True when this record of a batch is to be refused; counts it. */
  takesPartial(): boolean
  /** The wait to announce when this request is to be answered 429; counts it. */
  takesStorm(): { readonly retryAfterSeconds: number } | undefined
  /** True when this request is to fail with 500 at this moment; draws from the seed. */
  breaks(when: 'before' | 'after'): boolean
}

export function createFaultDesk(): FaultDesk {
  let faults: Faults = {}
  let draw = seededDraw(1)
  const counted = (fault: 'unavailable' | 'cutBefore' | 'lostAnswers' | 'partial'): boolean => {
    const left = faults[fault] ?? 0
    if (left < 1) return false
    faults = { ...faults, [fault]: left - 1 }
    return true
  }
  return {
    current: () => faults,
    set: (next) => {
      faults = next
      draw = seededDraw(next.serverErrors?.seed ?? 1)
    },
    strikes: counted,
    losesAnswer: () => counted('lostAnswers'),
    takesPartial: () => counted('partial'),
    takesStorm: () => {
      const storm = faults.rateLimitStorm
      if (storm === undefined || storm.answers < 1) return undefined
      faults = { ...faults, rateLimitStorm: { ...storm, answers: storm.answers - 1 } }
      return { retryAfterSeconds: storm.retryAfterSeconds ?? 1 }
    },
    breaks: (when) => {
      const errors = faults.serverErrors
      return errors !== undefined && (errors.when ?? 'before') === when && draw() < errors.probability
    },
  }
}

/** Mulberry32: a small generator of evenly spread numbers in [0, 1), the same for the same seed. */
export function seededDraw(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

import { seededDraw } from '../faults/desk.ts'
import type { SystemFaults } from './faults.ts'

type Counted = 'unavailable' | 'cutBefore' | 'lostAnswers' | 'partial'

/** The faults in force in one system, counting down those that strike a number of times. */
export interface SystemFaultDesk {
  /** What is still in force, counts as they remain. */
  current(): SystemFaults
  set(faults: SystemFaults): void
  /** True when this fault strikes now; counts it. */
  strikes(fault: Counted): boolean
  /** The wait to announce when this call is to be told that it is one too many; counts it. */
  takesStorm(): { readonly waitMs: number } | undefined
  /** True when this call is to fail at this moment; draws from the seed. */
  breaks(when: 'before' | 'after'): boolean
  /** True when the next event is never to be sent; counts it. */
  losesEvent(): boolean
}

/** `tokensFail` is told when sign-ins begin to fail in another way than before. */
export function createSystemFaultDesk(tokensFail: () => void = () => undefined): SystemFaultDesk {
  let faults: SystemFaults = {}
  let draw = seededDraw(1)
  return {
    current: () => faults,
    set: (next) => {
      if (next.token !== faults.token) tokensFail()
      faults = next
      draw = seededDraw(next.serverErrors?.seed ?? 1)
    },
    strikes: (fault) => {
      const left = faults[fault] ?? 0
      if (left < 1) return false
      faults = { ...faults, [fault]: left - 1 }
      return true
    },
    takesStorm: () => {
      const { storm } = faults
      if (storm === undefined || storm.answers < 1) return undefined
      faults = { ...faults, storm: { ...storm, answers: storm.answers - 1 } }
      return { waitMs: storm.waitMs ?? 1_000 }
    },
    breaks: (when) => {
      const errors = faults.serverErrors
      return errors !== undefined && (errors.when ?? 'before') === when && draw() < errors.probability
    },
    losesEvent: () => {
      const { webhooks } = faults
      const left = webhooks?.lost ?? 0
      if (left < 1) return false
      faults = { ...faults, webhooks: { ...webhooks, lost: left - 1 } }
      return true
    },
  }
}

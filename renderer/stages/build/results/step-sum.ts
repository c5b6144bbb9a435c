/** What came into one step and where it went, as a sum: `11 in = 10 continue + 1 already seen`. */
import { CASES, type Flow, PORTS, type PortName, type RunView, type StepCounts } from '#engine'
import { exitName } from '../../../canvas/index.ts'
import { t } from '../../../text/index.ts'

export interface StepTerm {
  /** The exit it took, or that it still waits here, or ended here. */
  at: PortName | 'waiting' | 'ended'
  count: number
}

/** The terms of a step's sum; exits that nothing took are left out unless nothing at all left. */
export function stepTerms(counts: StepCounts, ends: boolean): StepTerm[] {
  const terms: StepTerm[] = PORTS.filter((port) => (counts.ports[port] ?? 0) > 0).map((port) => ({
    at: port,
    count: counts.ports[port] ?? 0,
  }))
  const left = terms.reduce((sum, term) => sum + term.count, 0)
  if (counts.in > left) terms.push({ at: ends ? 'ended' : 'waiting', count: counts.in - left })
  return terms
}

/** Undefined before the step had a record. */
export function stepSentence(view: RunView | undefined, flow: Flow, step: string, ends: boolean): string | undefined {
  const counts = view?.steps[step]
  if (!counts || counts.in === 0) return undefined
  const terms = stepTerms(counts, ends).map(({ at, count }) => {
    if (at === 'waiting' || at === 'ended' || !isCase(at)) return t(`step-sum.${at}`, { count })
    return t('step-sum.case', { count, exit: exitName(flow, step, at) })
  })
  return t('step-sum.all', { count: counts.in, terms: terms.join(' + ') })
}

type CaseName = Extract<PortName, `case-${number}`>

const isCase = (port: PortName): port is CaseName => CASES.includes(port)

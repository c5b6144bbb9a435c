/** What came into one step and where it went, as a sum: `11 in = 10 continue + 1 already seen`. */
import { CASES, type Flow, PORTS, type PortName, type RunView, type StepCounts } from '#engine'
import { exitName } from '../../../canvas/index.ts'
import { t } from '../../../text/index.ts'

export interface StepTerm {
  /** The exit it took, or that it went on as others, still waits here, or ended here. */
  at: PortName | 'absorbed' | 'waiting' | 'ended'
  count: number
}

/** The terms of a step's sum; exits that nothing took are left out unless nothing at all left. */
export function stepTerms(counts: StepCounts, ends: boolean): StepTerm[] {
  const terms: StepTerm[] = PORTS.filter((port) => (counts.ports[port] ?? 0) > 0).map((port) => ({
    at: port,
    count: counts.ports[port] ?? 0,
  }))
  const { made = 0, absorbed = 0 } = counts
  if (absorbed > 0) terms.unshift({ at: 'absorbed', count: absorbed })
  const rest = counts.in + made - terms.reduce((sum, term) => sum + term.count, 0)
  if (rest > 0) terms.push({ at: ends ? 'ended' : 'waiting', count: rest })
  return terms
}

/** Undefined before the step had a record. */
export function stepSentence(view: RunView | undefined, flow: Flow, step: string, ends: boolean): string | undefined {
  const counts = view?.steps[step]
  if (!counts || counts.in === 0) return undefined
  const terms = stepTerms(counts, ends).map(({ at, count }) => {
    if (at === 'absorbed' || at === 'waiting' || at === 'ended' || !isCase(at)) return t(`step-sum.${at}`, { count })
    return t('step-sum.case', { count, exit: exitName(flow, step, at) })
  })
  const sum = { count: counts.in, terms: terms.join(' + ') }
  return counts.made ? t('step-sum.all-made', { ...sum, made: counts.made }) : t('step-sum.all', sum)
}

type CaseName = Extract<PortName, `case-${number}`>

const isCase = (port: PortName): port is CaseName => CASES.includes(port)

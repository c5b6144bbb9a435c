/** The one word on a card, its water gauge and its gate, from what is known about the step. */
import type { PortName, Problem, RunState, StepCounts } from '#engine'
import { isOnward } from './ports.ts'

export type CardStatus = 'needs-setup' | 'has-problems' | 'ready' | 'running' | 'handled' | 'paused' | 'waits'

/** Where the gate notch of the water gauge stands: high lets all through, low lets nothing through. */
export type Gate = 'open' | 'half' | 'shut'

export interface CardFacts {
  problems: readonly Problem[]
  counts: StepCounts | undefined
  /** Exits that are wired; records at the others are held or end here. */
  ports: readonly PortName[]
  run: RunState | undefined
}

const SETUP = new Set(['setting.missing', 'connection.unknown', 'contract.unknown', 'write.no-match-key'])

export function cardStatus({ problems, counts, run, ports }: CardFacts): CardStatus {
  const blocking = problems.filter((problem) => problem.severity === 'blocks')
  if (blocking.length > 0) return blocking.every((one) => SETUP.has(one.code)) ? 'needs-setup' : 'has-problems'
  if (!run || !counts) return run === 'running' ? 'running' : 'ready'
  const rest = waitingAt(counts, ports)
  if (run === 'running') return 'running'
  if (rest <= 0) return 'handled'
  return run === 'waiting' ? 'waits' : 'paused'
}

/** Records that still wait at the step: those that came or were made there, without those that left, ended, or went on as others. */
export function waitingAt(counts: StepCounts, ports: readonly PortName[]): number {
  if (ports.length === 0) return 0
  const byExit = Object.values(counts.ports).reduce((sum, n) => sum + n, 0)
  return Math.max(0, counts.in + (counts.made ?? 0) - (counts.absorbed ?? 0) - byExit)
}

/** Share of the records that are through, 0 to 1. */
export const shareOf = (counts: StepCounts | undefined, ports: readonly PortName[]): number =>
  !counts || counts.in === 0 ? 0 : Math.max(0, 1 - waitingAt(counts, ports) / counts.in)

/** Shut: nothing can pass as it is drawn. Half: some of the records turned off here. */
export function gateOf({ problems, counts }: Pick<CardFacts, 'problems' | 'counts'>): Gate {
  if (problems.some((problem) => problem.severity === 'blocks')) return 'shut'
  const turned = Object.entries(counts?.ports ?? {}).some(([port, n]) => !isOnward(port as PortName) && n > 0)
  return turned ? 'half' : 'open'
}

/** The sum that a person can check: `12 in = 9 + 1 + 1 + 1`, with what was made here, what went on as others, and what still waits. */
export function reconcile(
  counts: StepCounts,
  ports: readonly PortName[],
): { in: number; made: number; parts: number[] } {
  const { made = 0, absorbed = 0 } = counts
  const exits = ports.map((port) => counts.ports[port] ?? 0).filter((n, i) => n > 0 || i === 0)
  const parts = absorbed > 0 ? [...exits, absorbed] : exits
  const waiting = counts.in + made - parts.reduce((sum, n) => sum + n, 0)
  return { in: counts.in, made, parts: waiting > 0 ? [...parts, waiting] : parts }
}

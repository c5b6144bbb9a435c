/** One run of the proof as lines that add up to what came in. */
import type { Proof } from '#engine'
import type { TextKey } from '../../text/index.ts'

export interface ProofLine {
  label: TextKey
  count: number
  about?: TextKey
  total?: boolean
  wrong?: boolean
}

export const isClean = ({ second }: Proof): boolean =>
  second.created === 0 && second.updated === 0 && second.newlyHeld === 0 && second.unaccounted === 0

export function linesOf(run: Proof['first'] | Proof['second']): ProofLine[] {
  const second = 'newlyHeld' in run
  const held = second ? run.newlyHeld : run.held
  const written = run.created + run.updated + run.unchanged
  const rest = run.received - written - held - run.unaccounted
  const lines: ProofLine[] = [
    { label: 'twice.received', count: run.received, total: true },
    { label: 'twice.created', count: run.created, wrong: second && run.created > 0 },
    { label: 'twice.updated', count: run.updated, wrong: second && run.updated > 0 },
    { label: 'twice.unchanged', count: run.unchanged },
    { label: second ? 'twice.newly' : 'twice.held', count: held, wrong: second && held > 0 },
    {
      label: 'twice.stopped',
      count: rest,
      about: second ? 'twice.stopped-second-about' : 'twice.stopped-about',
    },
  ]
  return run.unaccounted === 0 ? lines : [...lines, { label: 'twice.unaccounted', count: run.unaccounted, wrong: true }]
}

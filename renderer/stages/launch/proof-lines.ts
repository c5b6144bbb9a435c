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

/** The first run, as lines. */
export function firstLines({ first }: Proof): ProofLine[] {
  return lines(first, { label: 'twice.held', count: first.held }, 'twice.stopped-about')
}

/** The second run, as lines; whatever it created, changed or newly held is wrong. */
export function secondLines({ second }: Proof): ProofLine[] {
  const held = { label: 'twice.newly', count: second.newlyHeld, wrong: second.newlyHeld > 0 } as const
  return lines(second, held, 'twice.stopped-second-about').map((line) =>
    line.label === 'twice.created' || line.label === 'twice.updated' ? { ...line, wrong: line.count > 0 } : line,
  )
}

type Figures = Pick<Proof['first'], 'received' | 'created' | 'updated' | 'unchanged' | 'unaccounted'>

function lines(run: Figures, held: ProofLine, about: TextKey): ProofLine[] {
  const { received, created, updated, unchanged, unaccounted } = run
  return [
    { label: 'twice.received', count: received, total: true },
    { label: 'twice.created', count: created },
    { label: 'twice.updated', count: updated },
    { label: 'twice.unchanged', count: unchanged },
    held,
    { label: 'twice.stopped', count: received - created - updated - unchanged - held.count - unaccounted, about },
    ...(unaccounted === 0 ? [] : [{ label: 'twice.unaccounted', count: unaccounted, wrong: true } as const]),
  ]
}

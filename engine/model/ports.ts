/** The exits of a step. `main` and the cases continue; the others leave from the bottom edge. */
export const PORTS = [
  'main',
  'error',
  'duplicate',
  'rejected',
  'low-confidence',
  'stale',
  'filtered',
  'otherwise',
  'case-1',
  'case-2',
  'case-3',
  'case-4',
  'case-5',
  'case-6',
  'case-7',
  'case-8',
] as const
export type PortName = (typeof PORTS)[number]

/** The cases of a step that sends records several ways, in order. */
export const CASES = PORTS.filter((port) => port.startsWith('case-'))

/** Every port is drawn as one of five kinds. */
export type PortKind = 'main' | 'error' | 'duplicate' | 'rejected' | 'low-confidence'

export function portKindOf(port: PortName): PortKind {
  if (port === 'stale' || port === 'filtered') return 'duplicate'
  if (port === 'error' || port === 'duplicate' || port === 'rejected' || port === 'low-confidence') return port
  return 'main'
}

/** Every way in which a record can end. Each record ends in exactly one of them, or is still `waiting`. */
export const OUTCOMES = [
  'created',
  'updated',
  'unchanged',
  'answered',
  'duplicate',
  'rejected',
  'stale',
  'filtered',
  'discarded',
  'held',
  'settled-by-hand',
  /** It went on as other records: as its parts, its copies, or the one it was joined into. */
  'absorbed',
  'waiting',
] as const
export type Outcome = (typeof OUTCOMES)[number]

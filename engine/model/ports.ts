/** The exits of a step. `main` continues; the others leave from the bottom edge and fall to the hold list when they are not wired. */
export const PORTS = ['main', 'error', 'duplicate', 'rejected', 'low-confidence'] as const
export type PortName = (typeof PORTS)[number]

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
  'waiting',
] as const
export type Outcome = (typeof OUTCOMES)[number]

import { type Outcome, type PortName, portKindOf } from '../model/ports.ts'

/**
 * Keys belong to what was delivered: whatever else ends without a write gives its keys back. What went on as others did not end, and
 * what came to an end on purpose without any trouble was dealt with: its parts may have been written. `exits`: those that it took.
 */
export const keepsKeys = (outcome: Outcome, exits: readonly (PortName | undefined)[]): boolean =>
  outcome === 'duplicate' ||
  outcome === 'absorbed' ||
  ((outcome === 'discarded' || outcome === 'answered') &&
    exits.every((port) => port === undefined || portKindOf(port) === 'main'))

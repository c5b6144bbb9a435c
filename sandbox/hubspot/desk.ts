import type { Faults } from '../faults/faults.ts'
import type { Store } from '../store/index.ts'
import type { Catalogue } from './catalogue.ts'

/** What every operation needs at hand. */
export interface Desk {
  readonly store: Store
  readonly catalogue: Catalogue
  readonly accountType: string
  readonly faults: () => Faults
  readonly now: () => number
}

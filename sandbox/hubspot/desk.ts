import type { Faults } from '../faults/faults.ts'
import type { Store } from '../store/index.ts'
import type { Catalogue } from './catalogue.ts'

/** What every operation needs at hand. */
export interface Desk {
  readonly store: Store
  readonly catalogue: Catalogue
  readonly accountType: string
  readonly faults: () => Faults
  /** True when this record of a batch is to be refused by itself; counts it. */
  readonly takesPartial: () => boolean
  readonly now: () => number
}

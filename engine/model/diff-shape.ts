/** What two versions of a flow differ in, as sentences without full stop, grouped by what they are about. */
import type { Json } from './json.ts'

export interface DiffLine {
  words: string
  /** Of a contract: whether records that were fine before can be refused, or are missed, now. */
  kind?: 'compatible' | 'breaking'
  /** The values as they are saved, for those who ask. */
  values?: { before?: Json; after?: Json }
}

export interface DiffGroup {
  about: 'flow' | 'step' | 'wires' | 'contract' | 'connection' | 'subflow' | 'frame'
  /** Empty for the flow itself and for its wires. */
  id: string
  title: string
  change: 'added' | 'removed' | 'changed'
  lines: DiffLine[]
}

export interface FlowDiff {
  groups: DiffGroup[]
  /** Lines in all groups. */
  count: number
}

export { NEAR_CHOICES, type NearAs } from './kinds.ts'
export { BLOCK_LIMIT, chosenOf, type NearEntry, type Nearest, NearIndex, nearest } from './near-index.ts'
export { createNearRule, type NearLine } from './rule.ts'

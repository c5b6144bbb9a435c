export { keyer, keyOf } from './key.ts'
export { IGNORABLE, type Ignorable, normalise, textOf } from './normalise.ts'

/** Masks personal values for people's eyes: shaped like what they stand for, the same for the same value, never to be turned back. */
export { classOf } from './field-class.ts'
export { createMasker, type Masker, type MaskerOptions } from './masker.ts'
export { findPerson, type PersonFinder, type PersonQuery } from './person.ts'
export type { Keyed } from './shape.ts'
export { putBack, type StandIns, standIns } from './stand-ins.ts'

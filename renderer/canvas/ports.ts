/** The exits of a card: by which edge they leave and in which order they stand. */
import { CASES, type PortName, portKindOf } from '#engine'

/** Records that leave here go on: such exits stand at the right edge, all others at the bottom. */
export const isOnward = (port: PortName): boolean => portKindOf(port) === 'main'

const ONWARD: readonly PortName[] = ['main', ...CASES, 'otherwise']

/** From the top of the right edge to its bottom; those of the bottom edge stay in the order they have. */
export const byPlace = (a: PortName, b: PortName): number => rank(a) - rank(b)

const rank = (port: PortName): number => (isOnward(port) ? ONWARD.indexOf(port) : ONWARD.length)

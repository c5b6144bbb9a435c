/** The exits of a card: by which edge they leave and in which order they stand. */
import { CASES, PORTS, type PortName, portKindOf } from '#engine'

/** Records that leave here go on: such exits stand at the right edge, all others at the bottom. */
export const isOnward = (port: PortName): boolean => portKindOf(port) === 'main'

const ONWARD: readonly PortName[] = ['main', ...CASES, 'otherwise']
const ORDER: readonly PortName[] = [...ONWARD, ...PORTS.filter((port) => !ONWARD.includes(port))]

/** From the top of the right edge to its bottom, then along the bottom edge. */
export const byPlace = (a: PortName, b: PortName): number => ORDER.indexOf(a) - ORDER.indexOf(b)

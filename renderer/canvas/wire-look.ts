import { type PortKind, type PortName, portKindOf } from '#engine'

const DASHES: Record<PortKind, string | undefined> = {
  main: undefined,
  error: '4 4',
  duplicate: '1 5',
  rejected: '11 5',
  'low-confidence': '9 4 1 4',
}

/** One dash per kind of exit, so that colour never speaks alone. */
export const dashOf = (port: PortName): string | undefined => DASHES[portKindOf(port)]

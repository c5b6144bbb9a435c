import type { PortName } from '#engine'

/** One dash per port, so that colour never speaks alone. */
export const DASH: Record<PortName, string | undefined> = {
  main: undefined,
  error: '4 4',
  duplicate: '1 5',
  rejected: '11 5',
  'low-confidence': '9 4 1 4',
}

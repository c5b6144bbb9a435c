/** What each system offers, as the studio said when the connection was opened. */
import type { Connector } from '#engine'

let known: Readonly<Record<string, Connector>> = {}

export const connectors = (): Readonly<Record<string, Connector>> => known

export function knowConnectors(found: Readonly<Record<string, Connector>>): void {
  known = found
}

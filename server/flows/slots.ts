/** Live sign-ins: which connections need one, and where a token may go. A slot is good for one connector at one address. */
import type { LiveSlot } from '#adapters/sqlite/server-store'
import { type Access, type Connector, Failure, type Flow, isInside } from '#engine'

export interface SlotView {
  connection: string
  system: string
  name: string
  mapped: boolean
  address?: string
}

const fits = (flow: Flow, slot: LiveSlot): boolean => flow.connections[slot.connection]?.connector === slot.connector

/** The connections of a flow as they are shown; a sign-in that was given for another system does not count. */
export function viewSlots(
  flow: Flow,
  slots: readonly LiveSlot[],
  connectors: Record<string, Pick<Connector, 'title' | 'models'>>,
): SlotView[] {
  return Object.entries(flow.connections).map(([connection, { name, connector }]) => {
    const slot = slots.find((one) => one.connection === connection && fits(flow, one))
    const known = connectors[connector]
    const mapped = slot !== undefined || isInside(known)
    const view = { connection, system: known?.title ?? connector, name, mapped }
    return slot ? { ...view, address: slot.address } : view
  })
}

/** Address and token for every connection that leads outside. Throws server.slot-missing for the first that has none. */
export function accessOf(
  flow: Flow,
  slots: readonly LiveSlot[],
  connectors: Record<string, Pick<Connector, 'models'>> = {},
): Record<string, Access> {
  const access: Record<string, Access> = {}
  for (const [connection, { name, connector }] of Object.entries(flow.connections)) {
    const slot = slots.find((one) => one.connection === connection && fits(flow, one))
    if (!slot && isInside(connectors[connector])) continue
    if (!slot) throw new Failure('server.slot-missing', 'sign-in', { connection: name })
    access[connection] = { address: slot.address, token: slot.token }
  }
  return access
}

const LOOPBACK = /^(localhost|127(\.\d+){3}|\[::1\])$/

/** The address as it is kept. Throws slot.address when a token must not be sent there. */
export function liveAddress(text: string): string {
  const refuse = (why: string) => new Failure('slot.address', 'validation', { address: text.slice(0, 200), why })
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (!url || !/^https?:$/.test(url.protocol)) throw refuse('it is not a web address')
  if (url.username !== '' || url.password !== '') throw refuse('it holds a user name or a password')
  if (url.search !== '' || url.hash !== '') throw refuse('it has more than a host and a path')
  if (url.protocol === 'http:' && !LOOPBACK.test(url.hostname)) {
    throw refuse('it is not encrypted, so that anybody on the way could read the token')
  }
  return url.href.replace(/\/+$/, '')
}

/** Where the connections of a run lead: an unfinished run goes on only where it began. */
import type { LiveSlot } from '#adapters/sqlite/server-store'
import type { Flow } from '#engine'

/** The place of each connection without its sign-in: connector, address, and the account where the system said which it is. */
export function placesOf(flow: Flow, slots: readonly LiveSlot[]): Record<string, string> {
  const places: Record<string, string> = Object.create(null)
  for (const slot of slots) {
    if (flow.connections[slot.connection]?.connector === slot.connector) places[slot.connection] = placeOf(slot)
  }
  return places
}

const placeOf = ({ connector, address, account }: LiveSlot): string =>
  [connector, address, ...(account === undefined ? [] : [account])].join(' ')

/** What a run remembers of it. */
export const targetOf = (places: Readonly<Record<string, string>>): string =>
  Object.entries(places)
    .map(([connection, place]) => `${connection}: ${place}`)
    .sort()
    .join(', ')

/** Whether a run that remembers `target` may go on there. What it does not know of its place cannot speak against it. */
export function leadsThere(target: string, places: Readonly<Record<string, string>>): boolean {
  if (target === '') return true
  const said = target.split(', ').map((part): [string, string] => {
    const at = part.indexOf(': ')
    return [part.slice(0, at), part.slice(at + 2)]
  })
  return said.every(([connection, place]) => {
    const now = places[connection]
    return now === place || now?.startsWith(`${place} `)
  })
}

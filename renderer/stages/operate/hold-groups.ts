/** The hold list grouped by cause: the same reason at the same step is one cause, the largest first. */
import type { Reason } from '#engine'
import type { HoldEntry } from '#protocol'

export interface HoldGroup {
  id: string
  step: string
  /** Values that are not the same for all its records are written as `…`. */
  reason: Reason
  /** Each record has its own words. */
  varied: boolean
  entries: HoldEntry[]
}

export function groupByCause(entries: readonly HoldEntry[]): HoldGroup[] {
  const groups = new Map<string, HoldGroup>()
  for (const entry of entries) {
    const id = `${entry.step} ${entry.reason.code}`
    const group = groups.get(id)
    if (group) group.entries.push(entry)
    else groups.set(id, { id, step: entry.step, reason: entry.reason, varied: false, entries: [entry] })
  }
  return [...groups.values()]
    .map((group) => {
      const values = sharedValues(group.entries)
      const varied = Object.values(values).includes(VARIES)
      return { ...group, reason: { ...group.reason, values }, varied }
    })
    .sort((a, b) => b.entries.length - a.entries.length)
}

const VARIES = '…'

function sharedValues([first, ...others]: readonly HoldEntry[]): Reason['values'] {
  const values = Object.entries(first?.reason.values ?? {})
  const same = (name: string, text: string) =>
    others.every(({ reason }) => JSON.stringify(reason.values[name]) === text)
  return Object.fromEntries(values.map(([name, value]) => [name, same(name, JSON.stringify(value)) ? value : VARIES]))
}

/** Looking things up by id without ever meeting a prototype, and finding ids that are free. */
import type { Flow } from './flow.ts'

/** The entry of that id, or undefined; `constructor` and the like are only found when they are really there. */
export const own = <T>(record: Readonly<Record<string, T>>, id: string): T | undefined =>
  Object.hasOwn(record, id) ? record[id] : undefined

/** The record without that id. The other entries are shared. */
export function without<T>(record: Readonly<Record<string, T>>, id: string): Record<string, T> {
  const { [id]: _gone, ...rest } = record
  return rest
}

const LONGEST = 64

/** Small letters, digits and hyphens, as ids are written: `Site name` becomes `site-name`. */
export function slug(text: string): string {
  const plain = text.normalize('NFKD').toLowerCase().replace(/\p{M}/gu, '')
  const id = plain
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, LONGEST)
    .replace(/^-+|-+$/g, '')
  return id === '' ? 'item' : id
}

/** An id like `base` that nothing in the flow has: `clean`, `clean-2`, `clean-3`. `taken` adds ids that are about to be used. */
export function freshId(flow: Flow, base: string, taken: Iterable<string> = []): string {
  const used = new Set<string>(taken)
  for (const record of [flow.steps, flow.contracts, flow.connections]) {
    for (const id of Object.keys(record)) used.add(id)
  }
  for (const wire of flow.wires) used.add(wire.id)
  const first = slug(base)
  if (!used.has(first)) return first
  for (let n = 2; ; n++) {
    const tail = `-${n}`
    const next = first.slice(0, LONGEST - tail.length) + tail
    if (!used.has(next)) return next
  }
}

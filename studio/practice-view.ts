/** What the screen shows of the practice systems. */
import type { Json } from '#engine'
import type { PracticeObject, PracticeSystemView } from '#protocol'
import type { PracticeAddresses, SystemFaults } from '#sandbox'
import {
  practiceFaults,
  practiceSystems,
  type ShownEffect,
  type ShownObject,
  showPractice,
} from './practice-control.ts'

export async function viewPractice(addresses: PracticeAddresses): Promise<PracticeSystemView[]> {
  const systems = await practiceSystems(addresses)
  const views = systems.map(async ({ name, title, kinds }) => {
    const faults = shownFaults(await practiceFaults(addresses, name))
    return {
      name,
      title,
      faults,
      kinds: kinds.map(({ name: kind, title: words, count }) => ({ name: kind, title: words, count })),
    }
  })
  return Promise.all(views)
}

export const shownFaults = (faults: SystemFaults): Record<string, Json> =>
  JSON.parse(JSON.stringify(faults)) as Record<string, Json>

export async function practicePage(
  addresses: PracticeAddresses,
  system: string,
  object: string,
  { offset, limit }: { offset: number; limit: number },
): Promise<{ total: number; objects: PracticeObject[] }> {
  const { total, objects, effects } = await showPractice(addresses, system, object, offset, limit)
  const keyOf = keyFinder(effects)
  const shown = objects.map(({ id, label, properties, updatedAt, ...rest }): PracticeObject => {
    const effect = keyOf({ id, properties, updatedAt, ...rest })
    const about = { id, key: effect?.key ?? id, ...(label === undefined ? {} : { label }) }
    return { ...about, properties, effects: effect?.effects ?? 0, writes: effect?.writes ?? 0, updatedAt }
  })
  return { total, objects: shown }
}

/** An object's key is the value under which the system counted its effects. */
export function keyFinder(effects: readonly ShownEffect[]): (object: ShownObject) => ShownEffect | undefined {
  const byKey = new Map(effects.map((effect) => [effect.key, effect]))
  const within = (value: Json, depth: number): ShownEffect | undefined => {
    if (typeof value === 'string' || typeof value === 'number') return byKey.get(String(value))
    if (value === null || typeof value !== 'object' || depth === 0) return undefined
    for (const inner of Object.values(value)) {
      const found = within(inner, depth - 1)
      if (found) return found
    }
    return undefined
  }
  return ({ id, properties }) => within(properties, DEEP) ?? byKey.get(id)
}

/** So deep a key may lie in an object. */
const DEEP = 5

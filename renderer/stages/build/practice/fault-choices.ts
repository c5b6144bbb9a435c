/** What the switches of a practice system can be told: the permissions that its connector asks for, and the fields its things have. */
import { useEffect, useState } from 'react'
import type { Json } from '#engine'
import type { PracticeSystemView } from '#protocol'
import { connectors, studio } from '../../../client/index.ts'

/** Things that are looked at to learn the fields of their kind. */
const LOOK = 20
/** So deep fields lie in a thing; further in they are parts of lists and the like. */
const DEEP = 3

/** Every permission that an operation of the system needs. */
export function permissionsOf(system: string): string[] {
  const connector = Object.hasOwn(connectors(), system) ? connectors()[system] : undefined
  const needed = Object.values(connector?.operations ?? {}).flatMap(({ needs }) => needs)
  return [...new Set(needed)].sort()
}

/** The fields of things of a kind, as dotted names, in the order in which they are met; empty until read. */
export function useFieldsOf(system: string, kind: string): readonly string[] {
  const [fields, setFields] = useState<readonly string[]>([])
  useEffect(() => {
    let mine = true
    setFields([])
    studio()
      .practice.show({ system, object: kind, offset: 0, limit: LOOK })
      .then(({ objects }) => mine && setFields(fieldsIn(objects.map(({ properties }) => properties))))
      // Without an answer there is nothing to choose; the list of things says why.
      .catch(() => undefined)
    return () => {
      mine = false
    }
  }, [system, kind])
  return fields
}

export function fieldsIn(things: readonly Readonly<Record<string, Json>>[]): string[] {
  const leaves = (value: Json, path: string, depth: number): string[] => {
    if (value === null || typeof value !== 'object') return [path]
    if (Array.isArray(value) || depth === 0) return []
    return Object.entries(value).flatMap(([name, inner]) => leaves(inner, path ? `${path}.${name}` : name, depth - 1))
  }
  return [...new Set(things.flatMap((thing) => leaves(thing, '', DEEP)))]
}

/** The kind whose fields are offered first: one that holds something. */
export const firstKind = ({ kinds }: PracticeSystemView): string =>
  (kinds.find(({ count }) => count > 0) ?? kinds[0])?.name ?? ''

import type { StoredObject } from '../store/index.ts'
import type { Desk } from './desk.ts'
import type { Kind } from './kinds.ts'

/** `SimplePublicObject` of @hubspot/api-client, as JSON. */
export interface ShownObject {
  readonly id: string
  readonly properties: Readonly<Record<string, string | null>>
  readonly createdAt: string
  readonly updatedAt: string
  readonly archived: boolean
  readonly archivedAt?: string
}

/** Dates are ISO with milliseconds and Z. */
export function isoTime(time: number): string {
  return new Date(time).toISOString()
}

/** The value of a property, those that the system keeps itself included. */
export function readProperty(kind: Kind, object: StoredObject, name: string): string | undefined {
  if (name === 'hs_object_id') return object.id
  if (name === 'createdate') return isoTime(object.createdAt)
  if (name === kind.lastModified) return isoTime(object.updatedAt)
  return Object.hasOwn(object.properties, name) ? object.properties[name] : undefined
}

/** Everything the object has: the answer to creating it. */
export function showWhole(kind: Kind, object: StoredObject): ShownObject {
  return show(object, { ...object.properties, ...systemValues(kind, object) })
}

/**
 * The named properties; one without a value is null. Names that do not exist are left out without a word, as in the
 * real system.
 */
export function showNamed(desk: Desk, kind: Kind, object: StoredObject, names: readonly string[]): ShownObject {
  const properties: Record<string, string | null> = systemValues(kind, object)
  for (const name of names) {
    const kept = desk.catalogue.stored(kind, name)
    properties[name] ??= (kept === undefined ? undefined : readProperty(kind, object, kept)) ?? null
  }
  return show(object, properties)
}

function systemValues(kind: Kind, object: StoredObject): Record<string, string> {
  return {
    createdate: isoTime(object.createdAt),
    [kind.lastModified]: isoTime(object.updatedAt),
    hs_object_id: object.id,
  }
}

function show(object: StoredObject, properties: Record<string, string | null>): ShownObject {
  return {
    id: object.id,
    properties,
    createdAt: isoTime(object.createdAt),
    updatedAt: isoTime(object.updatedAt),
    archived: object.archivedAt !== undefined,
    ...(object.archivedAt === undefined ? {} : { archivedAt: isoTime(object.archivedAt) }),
  }
}

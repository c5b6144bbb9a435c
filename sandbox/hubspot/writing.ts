// What a write does to the store, and to the count of effects. Callers put it in a transaction: a refusal half way
// must leave nothing behind.
import type { Outcome, StoredObject } from '../store/index.ts'
import type { Desk } from './desk.ts'
import { contactExists, notSet, valueTaken } from './errors.ts'
import type { Kind } from './kinds.ts'
import { normalIdentity, type Values } from './values.ts'

export interface Written {
  readonly object: StoredObject
  readonly outcome: Outcome
}

/**
 * Creates an object. `key` names it among the effects; without one it is the unique value it has, else its id.
 * @throws Refusal 400 when a property that is demanded is missing, 409 for a contact's e-mail address that is taken, 400 for another unique value
 */
export function createObject(desk: Desk, kind: Kind, values: Values, key?: string): Written {
  const { store } = desk
  const at = desk.now()
  const properties = withoutEmpty(values)
  const demanded = (desk.faults().required ?? []).filter((one) => one.kind === kind.name).map((one) => one.field)
  const missing = demanded.filter((name) => properties[desk.catalogue.stored(kind, name) ?? name] === undefined)
  if (missing.length > 0) throw notSet(kind, missing)
  const id = store.objects.insert(kind.name, properties, at)
  for (const property of desk.catalogue.unique(kind)) {
    const value = properties[property]
    if (value === undefined) continue
    const holder = store.uniqueValues.holder(kind.name, property, value)
    if (holder !== undefined) {
      throw property === kind.identity ? contactExists(holder) : valueTaken(kind, property, value, id, holder)
    }
    store.uniqueValues.set(kind.name, property, value, id)
  }
  const object = { id, type: kind.name, properties, createdAt: at, updatedAt: at, archivedAt: undefined }
  store.effects.record(kind.name, key ?? effectKey(desk, kind, object), 'created')
  return { object, outcome: 'created' }
}

/**
 * Changes an object; a write that changes nothing leaves its date alone (unconfirmed for the real system) but counts.
 * @throws Refusal 400 when a unique value is taken
 */
export function updateObject(desk: Desk, kind: Kind, object: StoredObject, values: Values, key?: string): Written {
  const { store } = desk
  const changes = Object.entries(values).filter(([name, value]) => (object.properties[name] ?? '') !== value)
  const effect = key ?? effectKey(desk, kind, object)
  if (changes.length === 0) {
    store.effects.record(kind.name, effect, 'unchanged')
    return { object, outcome: 'unchanged' }
  }
  for (const [name, value] of changes) {
    if (desk.catalogue.isUnique(kind, name)) moveUniqueValue(desk, kind, object, name, value)
  }
  const properties = withoutEmpty({ ...object.properties, ...values })
  const at = desk.now()
  store.objects.update(object.id, properties, at)
  store.effects.record(kind.name, effect, 'changed')
  return { object: { ...object, properties, updatedAt: at }, outcome: 'changed' }
}

/** Archives an object; its unique values are free again. */
export function archiveObject(desk: Desk, kind: Kind, object: StoredObject): void {
  const { store } = desk
  for (const property of desk.catalogue.unique(kind)) {
    const value = object.properties[property]
    if (value !== undefined) store.uniqueValues.remove(kind.name, property, value)
  }
  store.objects.archive(object.id, desk.now())
  store.effects.record(kind.name, effectKey(desk, kind, object), 'changed')
}

/** Finds an object by id, or by the value of a unique property. */
export function findObject(desk: Desk, kind: Kind, id: string, property: string | undefined): StoredObject | undefined {
  if (property === undefined) return desk.store.objects.byId(kind.name, id)
  const holder = desk.store.uniqueValues.holder(kind.name, property, normalIdentity(kind, property, id))
  return holder === undefined ? undefined : desk.store.objects.byId(kind.name, holder)
}

function moveUniqueValue(desk: Desk, kind: Kind, object: StoredObject, property: string, value: string): void {
  const { uniqueValues } = desk.store
  const before = object.properties[property]
  if (value !== '') {
    const holder = uniqueValues.holder(kind.name, property, value)
    if (holder !== undefined) throw valueTaken(kind, property, value, object.id, holder)
    uniqueValues.set(kind.name, property, value, object.id)
  }
  if (before !== undefined) uniqueValues.remove(kind.name, property, before)
}

function effectKey(desk: Desk, kind: Kind, object: StoredObject): string {
  for (const property of desk.catalogue.unique(kind)) {
    const value = object.properties[property]
    if (value !== undefined) return value
  }
  return object.id
}

function withoutEmpty(values: Values): Values {
  for (const name in values) {
    if (values[name] === '') return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ''))
  }
  return values
}

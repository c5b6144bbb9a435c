import type { Call, Reply } from '../http/exchange.ts'
import { batchReply, type Input, notFound, readBatch, runBatch } from './batch-answer.ts'
import type { Desk } from './desk.ts'
import { duplicateIds, invalid, notUnique } from './errors.ts'
import type { Kind } from './kinds.ts'
import { type ShownObject, showNamed, showWhole } from './shape.ts'
import { refuseAssociations } from './single.ts'
import { normalIdentity, readValues } from './values.ts'
import { archiveObject, createObject, findObject, updateObject } from './writing.ts'

/** POST …/batch/create: 201. */
export function createMany(desk: Desk, kind: Kind, call: Call): Reply {
  const startedAt = desk.now()
  const { inputs } = readBatch(call)
  const outcomes = runBatch(desk, kind, inputs, (input, problems) => {
    refuseAssociations(input)
    const values = readValues(kind, desk.catalogue, input.properties, problems)
    return () => showWhole(kind, createObject(desk, kind, values).object)
  })
  return batchReply(desk, startedAt, 201, outcomes)
}

/** POST …/batch/update: 200, or 207 when objects are missing; the others are updated all the same. */
export function updateMany(desk: Desk, kind: Kind, call: Call): Reply {
  const startedAt = desk.now()
  const { inputs } = readBatch(call)
  refuseDuplicates(kind, inputs)
  const outcomes = runBatch(desk, kind, inputs, (input, problems) => {
    const id = idOf(input)
    const idProperty = idPropertyOf(desk, kind, input)
    const values = readValues(kind, desk.catalogue, input.properties, problems)
    return () => {
      const object = findObject(desk, kind, id, idProperty)
      if (object === undefined || object.archivedAt !== undefined) return { missing: id }
      return showNamed(desk, kind, updateObject(desk, kind, object, values).object, Object.keys(values))
    }
  })
  return batchReply(desk, startedAt, 200, outcomes)
}

/**
 * POST …/batch/upsert: 200; every result says whether it is `new`. Each input names a unique property and its value.
 * A new object takes that value over when its properties do not repeat it.
 */
export function upsertMany(desk: Desk, kind: Kind, call: Call): Reply {
  const startedAt = desk.now()
  const { inputs } = readBatch(call)
  refuseDuplicates(kind, inputs)
  const outcomes = runBatch(desk, kind, inputs, (input, problems) => {
    const id = idOf(input)
    const idProperty = idPropertyOf(desk, kind, input)
    if (idProperty === undefined) throw invalid('Upserting needs "idProperty", the name of a unique property')
    const values = readValues(kind, desk.catalogue, input.properties, problems)
    const identified = readValues(kind, desk.catalogue, { [idProperty]: id }, problems)
    const key = normalIdentity(kind, idProperty, id)
    return (): ShownObject & { readonly new: boolean } => {
      const object = findObject(desk, kind, id, idProperty)
      const names = Object.keys(values)
      if (object !== undefined) {
        return { ...showNamed(desk, kind, updateObject(desk, kind, object, values, key).object, names), new: false }
      }
      const created = createObject(desk, kind, { ...identified, ...values }, key).object
      return { ...showNamed(desk, kind, created, [...names, idProperty]), new: true }
    }
  })
  return batchReply(desk, startedAt, 200, outcomes)
}

/** POST …/batch/read: 200, or 207 naming the ids that were not found. */
export function readMany(desk: Desk, kind: Kind, call: Call): Reply {
  const startedAt = desk.now()
  const { body, inputs } = readBatch(call)
  const idProperty = idPropertyOf(desk, kind, body)
  const wantsArchived = call.query.get('archived') === 'true'
  const asked = Array.isArray(body.properties) ? body.properties.filter((name) => typeof name === 'string') : []
  const results: ShownObject[] = []
  const missing: string[] = []
  for (const input of inputs) {
    const id = idOf(input)
    const object = findObject(desk, kind, id, idProperty)
    if (object === undefined || (object.archivedAt !== undefined) !== wantsArchived) missing.push(id)
    else results.push(showNamed(desk, kind, object, asked.length === 0 ? kind.shown : asked))
  }
  return batchReply(desk, startedAt, 200, { results, errors: missing.length === 0 ? [] : [notFound(kind, missing)] })
}

/** POST …/batch/archive: 204, missing objects included. */
export function archiveMany(desk: Desk, kind: Kind, call: Call): Reply {
  const { inputs } = readBatch(call)
  const ids = inputs.map(idOf)
  desk.store.together(() => {
    for (const id of ids) {
      const object = findObject(desk, kind, id, undefined)
      if (object !== undefined && object.archivedAt === undefined) archiveObject(desk, kind, object)
    }
  })
  return { status: 204 }
}

function idOf(input: Input): string {
  if (typeof input.id === 'string' && input.id !== '') return input.id
  if (typeof input.id === 'number') return String(input.id)
  throw invalid('Some required fields were not set: [id]')
}

function idPropertyOf(desk: Desk, kind: Kind, input: Input): string | undefined {
  const name = input.idProperty
  if (name === undefined || name === null || name === '') return undefined
  if (typeof name !== 'string' || !desk.catalogue.isUnique(kind, name)) throw notUnique(kind, String(name))
  return name
}

function refuseDuplicates(kind: Kind, inputs: readonly Input[]): void {
  const seen = new Set<string>()
  const twice = new Set<string>()
  for (const input of inputs) {
    const property = typeof input.idProperty === 'string' ? input.idProperty : ''
    const id = normalIdentity(kind, property, idOf(input))
    if (seen.has(`${property} ${id}`)) twice.add(id)
    seen.add(`${property} ${id}`)
  }
  if (twice.size > 0) throw duplicateIds([...twice])
}

import { type Call, isRecord, jsonBody, type Reply } from '../http/exchange.ts'
import type { StoredObject } from '../store/index.ts'
import type { Desk } from './desk.ts'
import { invalid, invalidValues, notUnique, objectNotFound, type ValueProblem } from './errors.ts'
import type { Kind } from './kinds.ts'
import { showNamed, showWhole } from './shape.ts'
import { readValues, type Values } from './values.ts'
import { archiveObject, createObject, findObject, updateObject } from './writing.ts'

/** POST /crm/v3/objects/{type}: 201 with the whole object. Associations are no part of this practice system. */
export function create(desk: Desk, kind: Kind, call: Call): Reply {
  const body = jsonBody(call)
  if (isRecord(body)) refuseAssociations(body)
  const values = readOne(desk, kind, body)
  const { object } = desk.store.together(() => createObject(desk, kind, values))
  return { status: 201, body: showWhole(kind, object) }
}

/** GET /crm/v3/objects/{type}/{id} with `idProperty`, `properties` (separated by commas or repeated), `archived`. */
export function read(desk: Desk, kind: Kind, call: Call, id: string): Reply {
  const object = findObject(desk, kind, id, idPropertyOf(desk, kind, call))
  const wantsArchived = call.query.get('archived') === 'true'
  if (object === undefined || (object.archivedAt !== undefined) !== wantsArchived) throw objectNotFound()
  return { status: 200, body: showNamed(desk, kind, object, namesOf(kind, call)) }
}

/** PATCH /crm/v3/objects/{type}/{id}: answers the properties that were sent. */
export function update(desk: Desk, kind: Kind, call: Call, id: string): Reply {
  const idProperty = idPropertyOf(desk, kind, call)
  const values = readOne(desk, kind, jsonBody(call))
  const { object } = desk.store.together(() => {
    return updateObject(desk, kind, living(findObject(desk, kind, id, idProperty)), values)
  })
  return { status: 200, body: showNamed(desk, kind, object, Object.keys(values)) }
}

/** DELETE /crm/v3/objects/{type}/{id}: 204, also when there is no such object (n8n-io/n8n#3219). */
export function archive(desk: Desk, kind: Kind, id: string): Reply {
  desk.store.together(() => {
    const object = findObject(desk, kind, id, undefined)
    if (object !== undefined && object.archivedAt === undefined) archiveObject(desk, kind, object)
  })
  return { status: 204 }
}

/** GET /crm/v3/objects/{type}: pages of up to 100 in order of id. */
export function list(desk: Desk, kind: Kind, call: Call): Reply {
  const limit = Number(call.query.get('limit') ?? 10)
  if (!Number.isInteger(limit) || limit < 1 || limit > 100) throw invalid('limit must be between 1 and 100')
  const after = Number(call.query.get('after') ?? 0)
  if (!Number.isInteger(after)) throw invalid('Invalid "after" cursor')
  const found = desk.store.objects.page(kind.name, call.query.get('archived') === 'true', after, limit + 1)
  const shown = found.slice(0, limit)
  const names = namesOf(kind, call)
  const last = found.length > limit ? shown.at(-1)?.id : undefined
  return {
    status: 200,
    body: {
      results: shown.map((object) => showNamed(desk, kind, object, names)),
      ...(last === undefined ? {} : { paging: { next: { after: last, link: nextLink(call, last) } } }),
    },
  }
}

/** @throws Refusal 400 when associations are sent: better refused than silently forgotten. */
export function refuseAssociations(input: Record<string, unknown>): void {
  if (Array.isArray(input.associations) && input.associations.length > 0) {
    throw invalid('Associations are not part of this practice system')
  }
}

function readOne(desk: Desk, kind: Kind, body: unknown): Values {
  if (!isRecord(body)) throw invalid('Invalid input JSON: an object was expected')
  const problems: ValueProblem[] = []
  const values = readValues(kind, desk.catalogue, body.properties, problems)
  if (problems.length > 0) throw invalidValues(problems)
  return values
}

function living(object: StoredObject | undefined): StoredObject {
  if (object === undefined || object.archivedAt !== undefined) throw objectNotFound()
  return object
}

function idPropertyOf(desk: Desk, kind: Kind, call: Call): string | undefined {
  const name = call.query.get('idProperty') ?? ''
  if (name === '' || name === 'hs_object_id') return undefined
  if (!desk.catalogue.isUnique(kind, name)) throw notUnique(kind, name)
  return name
}

function namesOf(kind: Kind, call: Call): readonly string[] {
  const names = call.query
    .getAll('properties')
    .flatMap((text) => text.split(','))
    .filter((name) => name !== '')
  return names.length === 0 ? kind.shown : names
}

function nextLink(call: Call, after: string): string {
  const query = new URLSearchParams(call.query)
  query.set('after', after)
  return `http://${call.headers.host ?? '127.0.0.1'}${call.path}?${query}`
}

// Reading and writing of single resources, with versions: conditional creation, updates that insist on a version, deletion.
import { type Call, isRecord, type Reply } from '../http/exchange.ts'
import type { Body, Document } from '../kit/documents.ts'
import { missingRequired, renameIn, unknownNames } from '../kit/drift.ts'
import type { Desk } from '../kit/system.ts'
import { contentType, fail, outcome } from './outcome.ts'
import { checkResource } from './rules.ts'
import { matching } from './search.ts'
import { kindOf, shown, versionOf } from './shape.ts'

export function create(type: string, call: Call, desk: Desk): Reply {
  const body = checked(type, call, desk)
  const condition = call.headers['if-none-exist']
  if (condition !== undefined) {
    const found = matching(type, new URLSearchParams(String(condition).replace(/^[^?]*\?/, '')), desk)
    if (found.length > 1) fail(412, 'multiple-matches', 'More than one resource matches If-None-Exist')
    const [one] = found
    if (one) {
      desk.docs.effect(kindOf(type), keyOf(one), 'unchanged')
      return answer(desk, type, one, 200, call)
    }
  }
  return made(type, desk, body, undefined, call)
}

export function update(type: string, id: string | undefined, call: Call, desk: Desk): Reply {
  const body = checked(type, call, desk)
  const found = id === undefined ? matching(type, call.query, desk) : []
  if (found.length > 1) fail(412, 'multiple-matches', 'More than one resource matches the condition')
  const known = id === undefined ? found[0] : desk.docs.get(kindOf(type), id)
  if (!known) return made(type, desk, body, id, call)
  const wanted = /^W\/"(.*)"$/.exec(String(call.headers['if-match'] ?? ''))?.[1]
  if (wanted !== undefined && wanted !== String(versionOf(known)))
    fail(412, 'conflict', `The resource is at version ${versionOf(known)}, not ${wanted}`)
  const { version, ...before } = known.body
  const same = sameJson(before, body)
  desk.docs.effect(kindOf(type), keyOf({ ...known, body }), same ? 'unchanged' : 'changed')
  if (same) return answer(desk, type, known, 200, call)
  const changed = desk.docs.update(kindOf(type), known.id, { ...body, version: Number(version ?? 1) + 1 })
  desk.notify('update', { resourceType: type, id: known.id })
  return answer(desk, type, changed, 200, call)
}

export function read(type: string, id: string, desk: Desk): Reply {
  const found = desk.docs.get(kindOf(type), id)
  if (!found) return outcome(404, 'not-found', `Resource ${type}/${id} is not known`)
  return { status: 200, headers: headersOf(found), body: shown(desk, type, found) }
}

export function remove(type: string, id: string, desk: Desk): Reply {
  const found = desk.docs.get(kindOf(type), id)
  if (!found) return outcome(404, 'not-found', `Resource ${type}/${id} is not known`)
  desk.docs.remove(kindOf(type), id)
  desk.docs.effect(kindOf(type), keyOf(found), 'removed')
  return { status: 204 }
}

function made(type: string, desk: Desk, body: Body, id: string | undefined, call: Call): Reply {
  const created = desk.docs.insert(kindOf(type), { ...body, version: 1 }, id === undefined ? {} : { id })
  desk.docs.effect(kindOf(type), keyOf(created), 'created')
  desk.notify('create', { resourceType: type, id: created.id })
  const reply = answer(desk, type, created, 201, call)
  return { ...reply, headers: { ...reply.headers, location: `${desk.address}/${type}/${created.id}/_history/1` } }
}

/** Whoever prefers so gets no body back. */
function answer(desk: Desk, type: string, document: Document, status: number, call: Call): Reply {
  const headers = headersOf(document)
  if (String(call.headers.prefer ?? '').includes('return=minimal')) return { status, headers }
  return { status, headers, body: shown(desk, type, document) }
}

const headersOf = (document: Document) => ({
  ...contentType,
  etag: `W/"${versionOf(document)}"`,
  'last-modified': new Date(document.updatedAt).toUTCString(),
})

function checked(type: string, call: Call, desk: Desk): Body {
  if (!/^application\/(fhir\+)?json/.test(call.headers['content-type'] ?? ''))
    fail(415, 'not-supported', 'The body must be application/fhir+json')
  const sent: unknown = JSON.parse(call.body)
  if (!isRecord(sent)) return fail(400, 'structure', 'The body is no resource')
  const kind = kindOf(type)
  const [unknown] = unknownNames(desk, kind, sent)
  if (unknown !== undefined) fail(400, 'structure', `Unknown element '${unknown}' found in ${type}`)
  const kept = renameIn(desk, kind, sent)
  checkResource(type, kept)
  const [missing] = missingRequired(desk, kind, kept)
  if (missing !== undefined) fail(422, 'required', `${type}.${missing}: minimum required = 1, but only found 0`)
  const { resourceType: _type, id: _id, meta: _meta, ...body } = kept
  return body
}

/** The value of its identifier, else its id. */
function keyOf({ id, body }: Pick<Document, 'id' | 'body'>): string {
  const [identifier] = Array.isArray(body.identifier) ? (body.identifier as { value?: string }[]) : []
  return identifier?.value ?? id
}

const sameJson = (one: unknown, other: unknown): boolean =>
  JSON.stringify(sorted(one)) === JSON.stringify(sorted(other))

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (!isRecord(value)) return value
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map((name) => [name, sorted(value[name])]),
  )
}

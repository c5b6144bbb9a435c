import type { Call, Reply } from '../http/exchange.ts'
import { archiveMany, createMany, readMany, updateMany, upsertMany } from './batch.ts'
import type { Desk } from './desk.ts'
import { invalid, portalId, Refusal } from './errors.ts'
import { findKind, type Kind } from './kinds.ts'
import { createProperty, listProperties, readProperty } from './properties-api.ts'
import { search } from './search.ts'
import { archive, create, list, read, update } from './single.ts'

type Operation = (desk: Desk, kind: Kind, call: Call) => Reply

const batches: Readonly<Record<string, Operation>> = {
  create: createMany,
  read: readMany,
  update: updateMany,
  upsert: upsertMany,
  archive: archiveMany,
}

const noSuchPath = () => new Refusal(404, { category: 'OBJECT_NOT_FOUND', message: 'No such path' })
const wrongMethod = () => new Refusal(405, { category: 'VALIDATION_ERROR', message: 'Method not allowed' })

/** @throws Refusal, SyntaxError when a body is not JSON */
export function route(desk: Desk, call: Call): Reply {
  const [, area, version, ...rest] = call.path.split('/').map(decodeURIComponent)
  if (area === 'account-info' && version === 'v3' && rest.join('/') === 'details') return accountDetails(desk, call)
  if (area !== 'crm' || version !== 'v3') throw noSuchPath()
  const [resource, word = '', ...tail] = rest
  const kind = findKind(word)
  if (kind === undefined) throw invalid(`Unable to infer object type from: ${word}`)
  if (resource === 'objects') return routeObjects(desk, kind, call, tail)
  if (resource === 'properties') return routeProperties(desk, kind, call, tail)
  throw noSuchPath()
}

/** True for requests that can change something: their answers are the ones worth losing. */
export function isWrite(call: Call): boolean {
  return call.method !== 'GET' && !isSearch(call) && !call.path.endsWith('/batch/read')
}

export function isSearch(call: Call): boolean {
  return call.method === 'POST' && call.path.endsWith('/search')
}

function routeObjects(desk: Desk, kind: Kind, call: Call, tail: readonly string[]): Reply {
  const [first, second] = tail
  if (first === undefined) {
    if (call.method === 'POST') return create(desk, kind, call)
    if (call.method === 'GET') return list(desk, kind, call)
    throw wrongMethod()
  }
  if (second !== undefined) {
    const operation = first === 'batch' && tail.length === 2 ? findBatch(second) : undefined
    if (operation === undefined) throw noSuchPath()
    if (call.method !== 'POST') throw wrongMethod()
    return operation(desk, kind, call)
  }
  if (first === 'search' && call.method === 'POST') return search(desk, kind, call)
  if (call.method === 'GET') return read(desk, kind, call, first)
  if (call.method === 'PATCH') return update(desk, kind, call, first)
  if (call.method === 'DELETE') return archive(desk, kind, first)
  throw wrongMethod()
}

function findBatch(word: string): Operation | undefined {
  return Object.hasOwn(batches, word) ? batches[word] : undefined
}

function routeProperties(desk: Desk, kind: Kind, call: Call, tail: readonly string[]): Reply {
  const [name, more] = tail
  if (more !== undefined) throw noSuchPath()
  if (name !== undefined && call.method === 'GET') return readProperty(desk, kind, name)
  if (name === undefined && call.method === 'GET') return listProperties(desk, kind)
  if (name === undefined && call.method === 'POST') return createProperty(desk, kind, call)
  throw wrongMethod()
}

/** GET /account-info/v3/details (developers.hubspot.com, Account information). A live account says STANDARD. */
function accountDetails(desk: Desk, call: Call): Reply {
  if (call.method !== 'GET') throw wrongMethod()
  return {
    status: 200,
    body: {
      portalId,
      accountType: desk.accountType,
      timeZone: 'UTC',
      companyCurrency: 'USD',
      additionalCurrencies: [],
      utcOffset: '+00:00',
      utcOffsetMilliseconds: 0,
      uiDomain: 'app.hubspot.com',
      dataHostingLocation: 'na1',
    },
  }
}

/** The refusal for a body that is not JSON; the real text names the position in the same manner. */
export function badJson(error: Error): Refusal {
  return invalid(`Invalid input JSON: ${error.message}`)
}

import type { Call, Reply } from '../http/exchange.ts'
import { missingRequired, renameOut } from '../kit/drift.ts'
import { recordOf } from '../kit/form.ts'
import { type Desk, Refused } from '../kit/system.ts'
import { deleteMany, writeMany } from './collections.ts'
import { query, queryMore } from './query.ts'
import { create, findById, findByKey, needType, remove, show, update, upsert, type Written } from './records.ts'
import { notFound, type Problem, refusals, refuse } from './refusals.ts'
import { columnOf, describeColumn, type ObjectType } from './schema.ts'

/** The parts behind `/services/data/vNN.0`; undefined for other paths. */
export function partsOf({ path }: Call): { base: string; parts: string[] } | undefined {
  const found = /^(\/services\/data\/v\d+\.0)(?:\/(.*))?$/.exec(path)
  return found
    ? { base: found[1] ?? '', parts: (found[2] ?? '').split('/').filter(Boolean).map(decodeURIComponent) }
    : undefined
}

export function route(call: Call, desk: Desk): Reply {
  if (call.path === '/services/oauth2/userinfo') return { status: 200, body: me(desk) }
  if (call.path === '/services/data')
    return { status: 200, body: [{ label: 'Practice', url: '/services/data/v62.0', version: '62.0' }] }
  const found = partsOf(call)
  if (!found) throw new Refused(refusals.noSuchPath(call))
  const { base, parts } = found
  const [area, one, two, three] = parts
  if (area === undefined)
    return {
      status: 200,
      body: {
        sobjects: `${base}/sobjects`,
        query: `${base}/query`,
        composite: `${base}/composite`,
        limits: `${base}/limits`,
        identity: `${desk.address}/services/oauth2/userinfo`,
      },
    }
  if (area === 'limits') return { status: 200, body: { DailyApiRequests: { Max: 100_000, Remaining: 99_000 } } }
  if (area === 'query' && call.method === 'GET')
    return one === undefined ? query(call, desk, base) : queryMore(call, desk, base, one)
  if (area === 'composite' && one === 'sobjects')
    return call.method === 'DELETE' ? deleteMany(call, desk) : writeMany(call, desk, two, three)
  if (area === 'sobjects' && one !== undefined) return sobjects(call, desk, base, needType(one), two, three)
  throw new Refused(refusals.noSuchPath(call))
}

function sobjects(
  call: Call,
  desk: Desk,
  base: string,
  type: ObjectType,
  two: string | undefined,
  key: string | undefined,
): Reply {
  if (two === undefined) {
    if (call.method !== 'POST')
      return { status: 200, body: { objectDescribe: { name: type.name, label: type.label }, recentItems: [] } }
    return made(create(desk, type, recordOf(call)), 201)
  }
  if (two === 'describe') return { status: 200, body: describe(desk, type, base) }
  if (key !== undefined && call.method === 'PATCH') {
    const outcome = upsert(desk, type, two, key, recordOf(call))
    return made(outcome, !Array.isArray(outcome) && outcome.created ? 201 : 200)
  }
  const record = key === undefined ? findById(desk, type, two) : findByKey(desk, type, two, key)
  if (record === undefined)
    throw notFound('Provided external ID field does not exist or is not accessible: or the record is gone')
  if (call.method === 'GET')
    return {
      status: 200,
      body: {
        attributes: { type: type.name, url: `${base}/sobjects/${type.name}/${record.id}` },
        ...show(desk, type, record),
      },
    }
  if (call.method === 'DELETE') remove(desk, type, record)
  else {
    const outcome = update(desk, type, record, recordOf(call))
    if (Array.isArray(outcome)) throw refuse(outcome)
  }
  return { status: 204 }
}

function made(outcome: Written | Problem[], status: number): Reply {
  if (Array.isArray(outcome)) throw refuse(outcome)
  return { status, body: { id: outcome.id, success: true, errors: [], created: outcome.created } }
}

/** What the account demands by now counts, and names as they are now. */
function describe(desk: Desk, type: ObjectType, base: string) {
  const demanded = missingRequired(desk, type.name, {})
  const fields = type.columns.map((column) => {
    const [name = column.name] = Object.keys(renameOut(desk, type.name, { [column.name]: '' }))
    const shown = describeColumn(column)
    return { ...shown, name, nillable: shown.nillable && !demanded.includes(column.name) }
  })
  const keys = type.columns.filter(({ externalId }) => externalId)
  return {
    name: type.name,
    label: type.label,
    createable: true,
    updateable: true,
    keyPrefix: type.prefix,
    urls: { sobject: `${base}/sobjects/${type.name}` },
    fields,
    hasKeys: keys.length > 0 && columnOf(type, 'Id') !== undefined,
  }
}

const me = (desk: Desk) => ({
  sub: `${desk.address}/id/00D000000000001EAA/005000000000001AAA`,
  user_id: '005000000000001AAA',
  organization_id: '00D000000000001EAA',
  preferred_username: 'integration@practice.example',
  name: desk.caller.person ?? 'Practice integration',
  email: 'integration@practice.example',
  user_type: 'STANDARD',
  active: true,
})

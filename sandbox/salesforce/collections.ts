// Collections: up to 200 records in one call, each with an answer of its own, in the order of the request.
import { type Call, isRecord, type Reply } from '../http/exchange.ts'
import type { Body } from '../kit/documents.ts'
import { recordOf } from '../kit/form.ts'
import type { Desk } from '../kit/system.ts'
import { create, findById, needType, remove, update, upsert, type Written } from './records.ts'
import { invalid, type Problem } from './refusals.ts'
import { objectTypes } from './schema.ts'

type Outcome = Written | Problem[]

/** POST makes, PATCH changes by `id`; PATCH on a type and a field upserts. */
export function writeMany(call: Call, desk: Desk, kind?: string, field?: string): Reply {
  const input = recordOf(call)
  const records = Array.isArray(input.records) ? input.records.filter(isRecord) : []
  if (records.length === 0) throw invalid('INVALID_INPUT', 'The request has no records')
  if (records.length > 200)
    throw invalid('LIMIT_EXCEEDED', 'record limit reached. cannot submit more than 200 records in this request')
  if (input.allOrNone === true) throw invalid('INVALID_INPUT', 'allOrNone is not part of this practice system')
  const outcomes = records.map((record) => (desk.takesPartial() ? locked() : writeOne(call, desk, record, kind, field)))
  return { status: 200, body: outcomes.map((outcome) => shown(outcome, field !== undefined)) }
}

/** DELETE with `ids`, separated by commas. */
export function deleteMany(call: Call, desk: Desk): Reply {
  const ids = (call.query.get('ids') ?? '').split(',').filter(Boolean)
  const outcomes = ids.map((id): Outcome => {
    const type = objectTypes.find(({ prefix }) => id.startsWith(prefix))
    const record = type && findById(desk, type, id)
    if (!type || !record) return missing()
    remove(desk, type, record)
    return { id: record.id, created: false }
  })
  return { status: 200, body: outcomes.map((outcome) => shown(outcome, false)) }
}

function writeOne(call: Call, desk: Desk, record: Body, kind: string | undefined, field: string | undefined): Outcome {
  const { attributes, id, Id, ...values } = record
  const type = needType(kind ?? String(isRecord(attributes) ? attributes.type : ''))
  if (field !== undefined) {
    const key = values[field]
    if (typeof key !== 'string' && typeof key !== 'number') {
      return [{ statusCode: 'MISSING_ARGUMENT', message: `${field} not specified`, fields: [] }]
    }
    return upsert(desk, type, field, String(key), values)
  }
  if (call.method === 'POST') return create(desk, type, values)
  const found = findById(desk, type, String(id ?? Id))
  return found ? update(desk, type, found, values) : missing()
}

function shown(outcome: Outcome, tellsCreated: boolean): Body {
  if (Array.isArray(outcome)) return { success: false, errors: outcome }
  return { id: outcome.id, success: true, errors: [], ...(tellsCreated ? { created: outcome.created } : {}) }
}

const missing = (): Problem[] => [{ statusCode: 'ENTITY_IS_DELETED', message: 'entity is deleted', fields: [] }]

/** What happens when two write the same account at once: it passes by waiting. */
const locked = (): Problem[] => [
  { statusCode: 'UNABLE_TO_LOCK_ROW', message: 'unable to obtain exclusive access to this record', fields: [] },
]

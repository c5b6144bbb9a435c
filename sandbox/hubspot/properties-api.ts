import { type Call, isRecord, jsonBody, type Reply } from '../http/exchange.ts'
import type { Definition } from './definitions.ts'
import type { Desk } from './desk.ts'
import { invalid, Refusal } from './errors.ts'
import type { Kind } from './kinds.ts'

const types = ['string', 'number', 'date', 'datetime', 'enumeration', 'bool'] as const
const mostUnique = 10

/** GET /crm/v3/properties/{type}. */
export function listProperties(desk: Desk, kind: Kind): Reply {
  return { status: 200, body: { results: desk.catalogue.all(kind).map(showDefinition) } }
}

/** GET /crm/v3/properties/{type}/{name}. Unconfirmed: the text of the 404. */
export function readProperty(desk: Desk, kind: Kind, name: string): Reply {
  const definition = desk.catalogue.find(kind, name)
  if (definition === undefined) {
    throw new Refusal(404, { category: 'OBJECT_NOT_FOUND', message: `Property "${name}" does not exist` })
  }
  return { status: 200, body: showDefinition(definition) }
}

/** POST /crm/v3/properties/{type}: 201; 409 when the name is taken. Unconfirmed: the texts. */
export function createProperty(desk: Desk, kind: Kind, call: Call): Reply {
  const body = jsonBody(call)
  if (!isRecord(body)) throw invalid('Invalid input JSON: an object was expected')
  const definition = readDefinition(body)
  if (desk.catalogue.find(kind, definition.name) !== undefined) {
    const message = `A property named '${definition.name}' already exists.`
    throw new Refusal(409, { category: 'OBJECT_ALREADY_EXISTS', message })
  }
  const unique = desk.catalogue.all(kind).filter((one) => one.hasUniqueValue).length
  if (definition.hasUniqueValue && unique >= mostUnique) {
    throw invalid(`An object type has at most ${mostUnique} unique properties`)
  }
  desk.catalogue.add(kind, definition)
  return { status: 201, body: showDefinition(definition) }
}

function readDefinition(body: Record<string, unknown>): Definition {
  const name = needText(body, 'name')
  if (!/^[a-z][a-z0-9_]*$/.test(name)) {
    throw invalid('Property names begin with a letter and hold lower-case letters, digits and underscores only')
  }
  const type = types.find((one) => one === body.type)
  if (type === undefined) throw invalid(`"type" is one of ${types.join(', ')}`)
  const given = Array.isArray(body.options) ? body.options.filter(isRecord) : []
  if (type === 'enumeration' && given.length === 0) throw invalid('An enumeration needs "options"')
  return {
    name,
    type,
    label: needText(body, 'label'),
    fieldType: needText(body, 'fieldType'),
    groupName: needText(body, 'groupName'),
    description: typeof body.description === 'string' ? body.description : '',
    options: given.map((option, index) => ({
      label: String(option.label),
      value: String(option.value),
      displayOrder: typeof option.displayOrder === 'number' ? option.displayOrder : index,
      hidden: option.hidden === true,
    })),
    hasUniqueValue: body.hasUniqueValue === true,
    hubspotDefined: false,
    readOnly: false,
  }
}

function needText(body: Record<string, unknown>, part: string): string {
  const text = body[part]
  if (typeof text !== 'string' || text === '') throw invalid(`Some required fields were not set: [${part}]`)
  return text
}

function showDefinition(definition: Definition): Record<string, unknown> {
  const { readOnly, hubspotDefined, ...shown } = definition
  return {
    ...shown,
    displayOrder: -1,
    hidden: false,
    formField: !readOnly,
    calculated: false,
    externalOptions: false,
    archived: false,
    ...(hubspotDefined ? { hubspotDefined } : {}),
    modificationMetadata: {
      archivable: !hubspotDefined,
      readOnlyDefinition: hubspotDefined,
      readOnlyOptions: hubspotDefined,
      readOnlyValue: readOnly,
    },
  }
}

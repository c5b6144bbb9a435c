/** The fields of a described object: what lies deeper has a dotted name and place. */
import type { FieldCodec, TargetField } from '../connect/declare.ts'
import type { Contract, ContractField } from '../model/flow.ts'
import { type Description, type Part, partsIn } from './description.ts'
import { label } from './names.ts'

/** Fields of one object, and objects within objects, that are read. */
const MOST = 300
const DEEPEST = 4

export interface Fields {
  fields: TargetField[]
  /** What must be there and no single field can hold, such as a list of objects. */
  beyond: string[]
}

export function fieldsOf(description: Description, schema: unknown): Fields {
  const found: Fields = { fields: [], beyond: [] }
  collect(description, schema, { ...found, prefix: '', required: true, readOnly: false, above: [] })
  return found
}

interface Place extends Fields {
  prefix: string
  /** All that it lies in must be there, or is read only. */
  required: boolean
  readOnly: boolean
  above: readonly Part[]
}

function collect(description: Description, schema: unknown, place: Place): void {
  const shape = description.shape(schema)
  if (!shape || place.above.length >= DEEPEST) return
  // Some descriptions demand what they never describe.
  if (place.required && !place.readOnly) {
    for (const name of shape.required) if (!shape.properties.has(name)) place.beyond.push(place.prefix + name)
  }
  for (const [name, property] of shape.properties) {
    if (place.fields.length >= MOST) return
    const inner = description.schema(property)
    const path = place.prefix + name
    const required = place.required && shape.required.has(name)
    const readOnly = place.readOnly || inner.readOnly === true || property.readOnly === true
    if (description.type(inner) === 'object' && !place.above.includes(inner)) {
      collect(description, inner, { ...place, prefix: `${path}.`, required, readOnly, above: [...place.above, inner] })
      continue
    }
    const kind = kindOf(description, inner, name)
    if (!kind) {
      if (required && !readOnly && inner.default === undefined) place.beyond.push(path)
      continue
    }
    const field: TargetField = { name: path, label: label(path), ...kind }
    if (required && !readOnly) field.required = true
    if (readOnly) field.readOnly = true
    if (place.prefix !== '') field.path = path
    place.fields.push(field)
  }
}

type Kind = Pick<TargetField, 'type' | 'choices' | 'as'>

/** Undefined for what no single field can hold, such as a list of objects. */
function kindOf(description: Description, schema: Part, name: string): Kind | undefined {
  switch (description.type(schema)) {
    case 'string':
      return textKind(schema, name)
    case 'integer':
    case 'number':
      return { type: 'number', as: 'number' }
    case 'boolean':
      return { type: 'yes-no' }
    case 'array':
      return description.type(description.schema(schema.items)) === 'string' ? { type: 'list', as: 'names' } : undefined
    default:
      return choiceKind(description, schema, name)
  }
}

/** Of several choices, text if there is one: most values can be written as one. */
function choiceKind(description: Description, schema: Part, name: string): Kind | undefined {
  const choices = [...partsIn(schema.anyOf), ...partsIn(schema.oneOf)].map((choice) => description.schema(choice))
  const types = choices.map((choice) => description.type(choice))
  if (types.includes('string')) return textKind({}, name)
  const other = choices.find((_, at) => types[at] === 'number' || types[at] === 'integer' || types[at] === 'boolean')
  return other && kindOf(description, other, name)
}

const FORMATS: Readonly<Record<string, { type: TargetField['type']; as?: FieldCodec }>> = {
  date: { type: 'date', as: 'iso-date' },
  'date-time': { type: 'date-time', as: 'iso-time' },
  email: { type: 'email' },
}

function textKind(schema: Part, name: string): Kind {
  const values = Array.isArray(schema.enum) ? schema.enum.filter((value) => typeof value === 'string') : []
  if (values.length > 0) return { type: 'choice', choices: values.map((value) => ({ value, label: label(value) })) }
  const known =
    typeof schema.format === 'string' && Object.hasOwn(FORMATS, schema.format) ? FORMATS[schema.format] : undefined
  if (known) return known
  if (/e-?mail(?:_?address)?$/i.test(name)) return { type: 'email' }
  if (/(?:^|_)phone(?:_?number)?$|Phone$/i.test(name)) return { type: 'phone' }
  return { type: 'text', as: 'text' }
}

const TYPES: Readonly<Record<TargetField['type'], ContractField['type']>> = {
  text: 'text',
  choice: 'text',
  number: 'number',
  'yes-no': 'yes-no',
  date: 'date',
  'date-time': 'date-time',
  email: 'email',
  phone: 'phone',
  list: 'list',
}

/** What goes in must have what is required; what comes out is only said to have its types. */
export function contractOf(name: string, fields: readonly TargetField[], way: 'takes' | 'gives'): Contract {
  const shown = way === 'gives' ? fields : fields.filter(({ readOnly }) => !readOnly)
  return {
    name,
    fields: shown.map((field) => {
      const required = way === 'takes' && field.required === true
      return { name: field.name, type: TYPES[field.type], required, mayBeBlank: !required }
    }),
  }
}

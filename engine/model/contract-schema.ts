/**
 * A contract as JSON Schema 2020-12. Every rule carries its words in `description`, continuing the field's name
 * ("must have five digits"), so that each implementation of the schema port says the same.
 */
import { COUNTRY_CODES, CURRENCY_CODES } from './country-codes.ts'
import type { Contract, ContractField } from './flow.ts'
import type { Json } from './json.ts'

type Schema = { [key: string]: Json }

const BLANK: Schema = { type: ['null', 'string'], pattern: '^\\s*$' }

/**
 * Fields that the contract does not name pass. Values of CSV files are text, so a number, a date or yes/no may come as text
 * that reads as one. A blank value (nothing, or only blanks) is judged by `mayBeBlank` alone.
 */
export function contractSchemaOf(contract: Contract): Schema {
  const properties: Schema = Object.create(null)
  const patternProperties: Schema = {}
  // Validators cannot name a field with half a character in it; no file or event that was read can hold one.
  const fields = contract.fields.map((field) => ({ ...field, name: field.name.toWellFormed() }))
  for (const field of fields) {
    // Validators skip a property of this name, but not a pattern for it.
    if (field.name === '__proto__') patternProperties['^__proto__$'] = fieldSchemaOf(field)
    else properties[field.name] = fieldSchemaOf(field)
  }
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: contract.name,
    type: 'object',
    properties: { ...properties },
    ...(Object.keys(patternProperties).length > 0 ? { patternProperties } : {}),
    required: [...new Set(fields.filter((field) => field.required).map((field) => field.name))],
  }
}

function fieldSchemaOf(field: ContractField): Schema {
  const rules: Schema[] = [...TYPE_RULES[field.type]]
  if (field.maxLength !== undefined)
    rules.push({ maxLength: field.maxLength, description: `must have at most ${field.maxLength} characters` })
  if (field.pattern) rules.push({ pattern: field.pattern.source, description: field.pattern.words })
  const judged: Schema[] = rules.map(({ description = '', ...rule }) => ({ description, anyOf: [BLANK, rule] }))
  if (!field.mayBeBlank) judged.unshift({ description: 'must not be blank', not: BLANK })
  return { title: field.name, allOf: judged }
}

/** Days that exist, from the year 1 to 9999: months of 31 and 30 days, February, and the 29th in leap years. */
const LEAP = '(?:\\d\\d(?:0[48]|[2468][048]|[13579][26])|(?:0[48]|[2468][048]|[13579][26])00)-02-29'
const DAYS =
  '(?:[1-9]\\d{3}|0[1-9]\\d\\d|00[1-9]\\d|000[1-9])-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)|02-(?:0[1-9]|1\\d|2[0-8]))'
const DATE = `^(?:${LEAP}|${DAYS})`
const TIME = '[T ](?:[01]\\d|2[0-3]):[0-5]\\d(?::[0-5]\\d(?:\\.\\d+)?)?(?:Z|[+-](?:[01]\\d|2[0-3]):?[0-5]\\d)?'

const TYPE_RULES: Record<ContractField['type'], Schema[]> = {
  text: [{ type: 'string', description: 'must be text' }],
  number: [
    {
      anyOf: [{ type: 'number' }, { type: 'string', pattern: '^\\s*-?\\d+(?:\\.\\d+)?\\s*$' }],
      description: 'must be a number, such as 12.5',
    },
  ],
  'yes-no': [
    {
      anyOf: [
        { type: 'boolean' },
        { type: 'string', pattern: '^\\s*(?:[Yy][Ee][Ss]|[Nn][Oo]|[Tt][Rr][Uu][Ee]|[Ff][Aa][Ll][Ss][Ee]|[01])\\s*$' },
      ],
      description: 'must be yes or no',
    },
  ],
  date: [{ type: 'string', pattern: `${DATE}(?:${TIME})?$`, description: 'must be a date, such as 2026-03-31' }],
  email: [
    {
      type: 'string',
      pattern: '^[^\\s@,;<>"]+@[^\\s@,;<>".]+(?:\\.[^\\s@,;<>".]+)+$',
      description: 'must be an e-mail address',
    },
  ],
  phone: [
    {
      type: 'string',
      pattern: '^(?:\\+[1-9]\\d{6,14}|\\d{3}-\\d{4})$',
      description: 'must be a phone number, such as +13125550100 or 555-0100',
    },
  ],
  zip: [
    {
      type: 'string',
      pattern: '^\\d{5}(?:-\\d{4})?$',
      description: 'must have five digits, or nine as in 60614-1234',
    },
  ],
  'date-time': [
    {
      type: 'string',
      pattern: `${DATE}${TIME}$`,
      description: 'must be a date and time, such as 2026-03-31T10:00:00Z',
    },
  ],
  money: [
    {
      anyOf: [{ type: 'number' }, { type: 'string', pattern: '^\\s*-?\\d+(?:\\.\\d{1,4})?\\s*$' }],
      description: 'must be an amount, such as 12.50',
    },
  ],
  currency: [{ enum: [...CURRENCY_CODES], description: 'must be a currency code, such as EUR' }],
  country: [{ enum: [...COUNTRY_CODES], description: 'must be a country code of two letters, such as DE' }],
  list: [{ type: 'array', description: 'must be a list' }],
  group: [{ type: 'object', description: 'must be a group of fields' }],
}

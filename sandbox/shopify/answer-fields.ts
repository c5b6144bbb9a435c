import { isRecord } from '../http/exchange.ts'
import type { Field, Value } from './read-document.ts'

/** An error of the request itself, beside its data. */
export class GraphqlError extends Error {
  readonly code: string
  constructor(message: string, code: string) {
    super(message)
    this.code = code
  }
}

/** A member that takes arguments. */
export type Resolver = (args: Record<string, unknown>, field: Field) => unknown

/** What was asked for of an object, and nothing else. @throws GraphqlError for a field that there is none of */
export function answerFields(
  fields: readonly Field[],
  source: Record<string, unknown>,
  variables: Record<string, unknown>,
): Record<string, unknown> {
  const answered: Record<string, unknown> = {}
  for (const field of fields) {
    if (!Object.hasOwn(source, field.name)) {
      const type = String(source.__typename ?? 'QueryRoot')
      throw new GraphqlError(`Field '${field.name}' doesn't exist on type '${type}'`, 'undefinedField')
    }
    const member = source[field.name]
    const value =
      typeof member === 'function' ? (member as Resolver)(argumentsOf(field.args, variables), field) : member
    answered[field.alias] = shape(field, value, variables)
  }
  return answered
}

function shape(field: Field, value: unknown, variables: Record<string, unknown>): unknown {
  if (Array.isArray(value)) return value.map((one) => shape(field, one, variables))
  if (!isRecord(value)) return value ?? null
  if (field.fields.length === 0) {
    throw new GraphqlError(`Field must have selections (field '${field.name}' returns an object)`, 'selectionMismatch')
  }
  return answerFields(field.fields, value, variables)
}

export const argumentsOf = (args: Field['args'], variables: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(args)
      .map(([name, value]) => [name, givenBy(value, variables)] as const)
      .filter(([, value]) => value !== undefined),
  )

function givenBy(value: Value, variables: Record<string, unknown>): unknown {
  switch (value.is) {
    case 'variable':
      return variables[value.name]
    case 'plain':
      return value.value
    case 'list':
      return value.items.map((item) => givenBy(item, variables))
    case 'object':
      return argumentsOf(value.members, variables)
  }
}

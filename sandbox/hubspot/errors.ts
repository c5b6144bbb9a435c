// HubSpot's refusals. Every body carries status, message, correlationId and category (`ModelError` in
// @hubspot/api-client). The texts are those that users of the real system report; where none was found it is said.
import { randomUUID } from 'node:crypto'
import type { Reply } from '../http/exchange.ts'
import type { Kind } from './kinds.ts'

/** The account number that practice messages name. */
export const portalId = 90_000_001

interface ErrorDetail {
  readonly message: string
  readonly code?: string
  readonly in?: string
  readonly context?: Readonly<Record<string, readonly string[]>>
}

interface RefusalParts {
  readonly category: string
  readonly message: string
  readonly errors?: readonly ErrorDetail[]
  readonly context?: Readonly<Record<string, readonly string[]>>
}

export class Refusal extends Error {
  readonly status: number
  readonly parts: RefusalParts

  constructor(status: number, parts: RefusalParts) {
    super(parts.message)
    this.status = status
    this.parts = parts
  }
}

export function refusalReply(refusal: Refusal): Reply {
  const { category, message, errors, context } = refusal.parts
  return {
    status: refusal.status,
    body: {
      status: 'error',
      message,
      correlationId: randomUUID(),
      ...(context === undefined ? {} : { context }),
      ...(errors === undefined ? {} : { errors }),
      category,
    },
  }
}

/** One value that HubSpot will not take. */
export interface ValueProblem {
  readonly name: string
  readonly error: string
  readonly message: string
}

export function invalid(message: string, parts: Partial<RefusalParts> = {}): Refusal {
  return new Refusal(400, { ...parts, category: 'VALIDATION_ERROR', message })
}

/** 400: the message repeats the problems as JSON text, as the real one does; `errors` names the properties. */
export function invalidValues(problems: readonly ValueProblem[]): Refusal {
  const listed = problems.map(({ name, error, message }) => {
    return { isValid: false, message, error, name, localizedErrorMessage: message, portalId }
  })
  return invalid(`Property values were not valid: ${JSON.stringify(listed)}`, {
    errors: problems.map(({ name, error, message }) => ({ message, code: error, context: { propertyName: [name] } })),
  })
}

/** 404 for one object. Unconfirmed: the exact text. */
export function objectNotFound(): Refusal {
  return new Refusal(404, { category: 'OBJECT_NOT_FOUND', message: 'resource not found' })
}

/** 409: creating a contact whose e-mail address is taken (HubSpot/hubspot-api-python#51). */
export function contactExists(holder: string): Refusal {
  return new Refusal(409, { category: 'CONFLICT', message: `Contact already exists. Existing ID: ${holder}` })
}

/** 400: a unique value that another object holds. Unconfirmed: the `errors` part. */
export function valueTaken(kind: Kind, property: string, value: string, id: string, holder: string): Refusal {
  const place = `portalId=${portalId}, objectTypeId=ObjectTypeId{legacyObjectType=${kind.shout}}`
  const message =
    `Cannot set PropertyValueCoordinates{${place}, propertyName=${property}, value=${value}} on ${id}. ` +
    `${holder} already has that value.`
  return invalid(message, {
    errors: [{ message, code: 'CONFLICTING_UNIQUE_VALUE', context: { propertyName: [property] } }],
  })
}

/** 400: something is created without what the account demands. Unconfirmed: where the properties stand. */
export function notSet(kind: Kind, properties: readonly string[]): Refusal {
  const message = `Error creating ${kind.shout}. Some required properties were not set.`
  return invalid(message, {
    errors: [{ message, code: 'REQUIRED_PROPERTIES_MISSING', context: { properties } }],
    context: { properties },
  })
}

/** 400: `idProperty` is not unique (segmentio/action-destinations#3957). */
export function notUnique(kind: Kind, property: string): Refusal {
  return invalid(
    `Unable to perform update/upsert by non-unique ${kind.typeId} property ${property} in portal ID ${portalId}`,
  )
}

/** 400: the same object twice in one batch. */
export function duplicateIds(ids: readonly string[]): Refusal {
  return invalid(`Duplicate IDs found in batch input: [${ids.join(', ')}]. IDs must be unique`, { context: { ids } })
}

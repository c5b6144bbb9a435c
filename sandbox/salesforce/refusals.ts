// Salesforce's refusals: a list of `{message, errorCode, fields?}`. Sources: REST API Developer Guide (Status Codes and Error
// Responses); "limit reached" is a 403 (gist rickysaltzer/4542457); the client jsforce reads the first of the list.
import type { Reply } from '../http/exchange.ts'
import { type Refusals, Refused } from '../kit/system.ts'

export interface Problem {
  readonly statusCode: string
  readonly message: string
  readonly fields: readonly string[]
}

const list = (status: number, errorCode: string, message: string, fields?: readonly string[]): Reply => ({
  status,
  body: [{ message, errorCode, ...(fields === undefined ? {} : { fields }) }],
})

export const refusals: Refusals = {
  unavailable: () => list(503, 'SERVER_UNAVAILABLE', 'The server is too busy. Please try again later.'),
  serverError: () => list(500, 'UNKNOWN_EXCEPTION', 'An unexpected error occurred.'),
  tooMany: () => list(403, 'REQUEST_LIMIT_EXCEEDED', 'TotalRequests Limit exceeded.'),
  signIn: (trouble, permission) => {
    if (trouble !== 'permission') return list(401, 'INVALID_SESSION_ID', 'Session expired or invalid')
    const [kind = '', right] = (permission ?? '').split(':')
    if (right === 'read') return invalidType(kind)
    return list(403, 'INSUFFICIENT_ACCESS_OR_READONLY', `insufficient access rights on object ${kind}`)
  },
  noSuchPath: () => list(404, 'NOT_FOUND', 'The requested resource does not exist'),
  unreadable: (error) => list(400, 'JSON_PARSER_ERROR', error.message),
}

/** Who may not read an object is told that there is none. */
const invalidType = (kind: string): Reply => list(400, 'INVALID_TYPE', `sObject type '${kind}' is not supported.`)

export const unknownType = (kind: string) => new Refused(invalidType(kind))
export const malformed = (message: string) => new Refused(list(400, 'MALFORMED_QUERY', message))
export const noColumn = (name: string, kind: string) =>
  new Refused(list(400, 'INVALID_FIELD', `No such column '${name}' on sobject of type ${kind}`))
export const notParsed = (message: string) => new Refused(list(400, 'JSON_PARSER_ERROR', message))
export const invalid = (errorCode: string, message: string) => new Refused(list(400, errorCode, message))
export const notFound = (message = 'The requested resource does not exist') =>
  new Refused(list(404, 'NOT_FOUND', message))

/** The first problem of a single record. */
export const refuse = ([first]: readonly Problem[]) =>
  new Refused(list(400, first?.statusCode ?? 'UNKNOWN_EXCEPTION', first?.message ?? '', first?.fields ?? []))

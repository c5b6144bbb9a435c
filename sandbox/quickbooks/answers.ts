// QuickBooks Online's refusals: `{Fault: {Error: [{Message, Detail, code, element}], type}, time}`, with small letters where the
// gateway answers. Codes and texts: as users of the real system and the tests of node-quickbooks and intuit-oauth tell them.
import type { Reply } from '../http/exchange.ts'
import { type Refusals, Refused, type SignInTrouble } from '../kit/system.ts'

export type FaultType = 'ValidationFault' | 'AuthorizationFault' | 'SystemFault' | 'SERVICE'

export const faultReply = (
  status: number,
  type: FaultType,
  [Message, Detail, code]: readonly [string, string, string],
  element?: string,
): Reply => ({
  status,
  body: {
    Fault: { Error: [{ Message, Detail, code, ...(element === undefined ? {} : { element }) }], type },
    time: new Date().toISOString(),
  },
})

const refused = (words: readonly [string, string, string], element?: string) =>
  new Refused(faultReply(400, 'ValidationFault', words, element))

export const duplicateName = () =>
  refused(['Duplicate Name Exists Error', 'The name supplied already exists. : null', '6240'])

export const duplicateNumber = (number: string) =>
  refused([
    'Duplicate Document Number Error',
    `Duplicate Document Number Error : You must specify a different number. This number has already been used. DocNumber=${number}`,
    '6140',
  ])

export const stale = () =>
  refused([
    'Stale Object Error',
    'Stale Object Error : You and somebody else were working on this at the same time. The other one finished before you did, so your work was not saved.',
    '5010',
  ])

export const notFound = () =>
  refused([
    'Object Not Found',
    "Object Not Found : Something you're trying to use has been made inactive or is not there.",
    '610',
  ])

export const required = (element: string) =>
  refused(
    [
      'Required param missing, need to supply the required value for the API',
      `Required parameter ${element} is missing in the request`,
      '2020',
    ],
    element,
  )

export const invalid = (element: string, detail: string) =>
  refused(['Request has invalid or unsupported property', `Property Name:${element} ${detail}`, '2010'], element)

export const badReference = (element: string) =>
  refused(['Invalid Reference Id', `Invalid Reference Id : ${element} not found.`, '2500'], element)

export const badQuery = (detail: string) => refused(['Error parsing query', `QueryParserError: ${detail}`, '4000'])

function signIn(trouble: SignInTrouble): Reply {
  if (trouble === 'permission') {
    return faultReply(403, 'AuthorizationFault', [
      'message=ApplicationAuthorizationFailed; errorCode=003100; statusCode=403',
      '',
      '3100',
    ])
  }
  const detail =
    trouble === 'expired' ? 'Token expired' : trouble === 'revoked' ? 'Token revoked' : 'Malformed bearer token'
  const message = 'message=AuthenticationFailed; errorCode=003200; statusCode=401'
  return {
    status: 401,
    body: {
      warnings: null,
      fault: { error: [{ message, detail, code: '3200', element: null }], type: 'AUTHENTICATION' },
      responseTime: new Date().toISOString(),
    },
  }
}

export const refusals: Refusals = {
  unavailable: () => faultReply(503, 'SystemFault', ['Service Unavailable', 'The service is unavailable', '10001']),
  serverError: () => faultReply(500, 'SystemFault', ['An application error has occurred', 'System failure', '10000']),
  // It does not say how long: a minute is what the vendor advises.
  tooMany: () =>
    faultReply(429, 'SERVICE', [
      'message=ThrottleExceeded; errorCode=003001; statusCode=429',
      'Throttle limit was exceeded',
      '3001',
    ]),
  signIn,
  noSuchPath: () => faultReply(404, 'SERVICE', ['Unsupported Operation', 'No resource is at this path', '500']),
  unreadable: () =>
    faultReply(400, 'ValidationFault', [
      'Request has invalid or unsupported property',
      'The request cannot be read',
      '2010',
    ]),
}

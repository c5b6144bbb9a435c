// Shopify's answers. GraphQL answers with status 200 whatever happens; what is wrong stands in `errors`, or in `userErrors` within
// the data. Shapes: the Admin API's schema 2026-10 (@shopify/dev-mcp 1.16.0) and what users of the real system report.
import { randomUUID } from 'node:crypto'
import type { Reply } from '../http/exchange.ts'
import type { Refusals, SignInTrouble } from '../kit/system.ts'

/** Every request is taken to cost so many points. */
const COST = 10
const BUCKET = { maximumAvailable: 2_000, restoreRate: 100 }

const costs = (currentlyAvailable: number, actualQueryCost: number | null) => ({
  cost: { requestedQueryCost: COST, actualQueryCost, throttleStatus: { ...BUCKET, currentlyAvailable } },
})

export const dataReply = (data: unknown): Reply => ({
  status: 200,
  body: { data, extensions: costs(BUCKET.maximumAvailable - COST, COST) },
  headers: { 'X-Request-Id': randomUUID() },
})

export const errorsReply = (message: string, code: string, more: Record<string, unknown> = {}): Reply => ({
  status: 200,
  body: { errors: [{ message, extensions: { code } }], ...more },
  headers: { 'X-Request-Id': randomUUID() },
})

function signIn(trouble: SignInTrouble, permission: string | undefined): Reply {
  if (trouble === 'permission') {
    const documentation = 'https://shopify.dev/api/usage/access-scopes'
    const requiredAccess = `\`${permission}\` access scope.`
    const extensions = { code: 'ACCESS_DENIED', documentation, requiredAccess }
    return {
      status: 200,
      body: { errors: [{ message: `Access denied. Required access: ${requiredAccess}`, extensions }] },
    }
  }
  return {
    status: 401,
    body: { errors: '[API] Invalid API key or access token (unrecognized login or wrong password)' },
  }
}

export const refusals: Refusals = {
  unavailable: () => ({ status: 503, body: { errors: 'Service Unavailable' } }),
  serverError: () => ({
    ...errorsReply(`Internal error. Looks like something went wrong on our end.`, 'INTERNAL_SERVER_ERROR'),
    status: 500,
  }),
  tooMany: () => errorsReply('Throttled', 'THROTTLED', { extensions: costs(COST - 1, null) }),
  signIn,
  noSuchPath: () => ({ status: 404, body: { errors: 'Not Found' } }),
  unreadable: () => ({ status: 400, body: { errors: { query: 'Required parameter missing or invalid' } } }),
}

/** How the OAuth library reaches token endpoints: over our own sealed network, with what vendors write otherwise than RFC 6749 put right. */
import type { NetReply, Network } from '#engine'

/** Milliseconds for one answer of a token endpoint. */
export const TOKEN_TIMEOUT = 20_000

interface Asked {
  method: string
  headers: Record<string, string>
  body?: unknown
}

export function tokenFetch(network: Network): (url: string, asked: Asked) => Promise<Response> {
  return async (url, { method, headers, body }) => {
    const plain = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))
    const text = body === undefined || body === null ? {} : { body: String(body) }
    const reply = await network.request({ method, url, headers: plain, timeout: TOKEN_TIMEOUT, ...text })
    return toResponse(reply)
  }
}

/**
 * Some answers name no token type (Shopify) or one of their own (`bot`: Slack); all are sent as bearer. Some refuse with status 200
 * (Slack). Identity tokens are not asked for and not read.
 */
function toResponse({ status, headers, body }: NetReply): Response {
  const json = parse(body)
  if (!json) return new Response(status === 204 || status === 304 ? null : body, { status, headers: typeOf(headers) })
  const { id_token: _unread, ...told } = json
  if (typeof told.access_token === 'string') return jsonResponse({ ...told, token_type: 'bearer' }, status)
  const refused = status < 300 && typeof told.error === 'string'
  return jsonResponse(told, refused ? 400 : status)
}

const jsonResponse = (json: object, status: number): Response =>
  new Response(JSON.stringify(json), { status, headers: { 'content-type': 'application/json' } })

const typeOf = (headers: Record<string, string>): Record<string, string> => {
  const type = headers['content-type']
  return type === undefined ? {} : { 'content-type': type }
}

function parse(body: string): Record<string, unknown> | undefined {
  try {
    const json: unknown = JSON.parse(body)
    return json !== null && typeof json === 'object' && !Array.isArray(json)
      ? (json as Record<string, unknown>)
      : undefined
  } catch {
    return undefined
  }
}

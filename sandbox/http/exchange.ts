import type { IncomingHttpHeaders } from 'node:http'

/** One request, body included, already read. */
export interface Call {
  readonly method: string
  /** The path without its query, still percent-encoded. */
  readonly path: string
  readonly query: URLSearchParams
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

/** What goes back: a JSON body, a text with a `content-type` of its own, or none. */
export interface Reply {
  readonly status: number
  readonly body?: unknown
  readonly text?: string
  readonly headers?: Readonly<Record<string, string>>
}

/** `hang-up`: the connection is cut without an answer. */
export type Answer = Reply | 'hang-up'

export type Answerer = (call: Call) => Answer | Promise<Answer>

/** The token of `Authorization: Bearer …`; undefined when there is none. */
export function bearerToken(call: Call): string | undefined {
  const header = call.headers.authorization
  const match = header === undefined ? null : /^Bearer\s+(\S+)$/i.exec(header)
  return match?.[1]
}

/** @throws SyntaxError when the body is not JSON. An absent body counts as an empty object. */
export function jsonBody(call: Call): unknown {
  return call.body === '' ? {} : JSON.parse(call.body)
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

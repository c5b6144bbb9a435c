/** The one way to other systems: every socket of ours is opened here, behind the seal. */

import { Agent, type Dispatcher, errors } from 'undici'
import { Failure, type NetReply, type NetRequest, type Network } from '#engine'
import type { Seal } from './seal.ts'

export interface NetworkOptions {
  seal: Seal
  /** Connections per address. */
  connections?: number
}

export interface OpenNetwork extends Network {
  close(): Promise<void>
}

/** Most of an answer that is read: 32 MiB. */
const LARGEST_ANSWER = 32 * 1024 * 1024

export function openNetwork({ seal, connections = 256 }: NetworkOptions): OpenNetwork {
  const agent = new Agent({ connections, pipelining: 1, keepAliveTimeout: 10_000, maxResponseSize: LARGEST_ANSWER })
  return {
    request: (request) => send(agent, seal, request),
    close: () => agent.close(),
  }
}

async function send(agent: Agent, seal: Seal, request: NetRequest): Promise<NetReply> {
  const url = parseAddress(request.url)
  seal.check(url)
  try {
    const reply = await agent.request({
      origin: url.origin,
      path: url.pathname + url.search,
      method: request.method as Dispatcher.HttpMethod,
      headers: request.headers,
      headersTimeout: request.timeout,
      bodyTimeout: request.timeout,
      ...(request.body === undefined ? {} : { body: request.body }),
    })
    return {
      status: reply.statusCode,
      headers: plainHeaders(reply.headers),
      body: await textOf(reply.body, request.timeout),
    }
  } catch (error) {
    throw unavailable(url, error)
  }
}

/** The whole body, in the same time that its head had: an answer that comes in drops never ends by itself. */
async function textOf(body: Dispatcher.ResponseData['body'], timeout: number): Promise<string> {
  const late = setTimeout(() => body.destroy(new errors.BodyTimeoutError()), timeout)
  try {
    return await body.text()
  } finally {
    clearTimeout(late)
  }
}

function parseAddress(text: string): URL {
  const url = URL.parse(text)
  if (url && (url.protocol === 'http:' || url.protocol === 'https:')) return url
  throw new Failure('call.blocked', 'permanent', { address: text.slice(0, 200) })
}

/** Codes after which the request certainly never reached the other side. */
const NEVER_SENT = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
])

const WORDS: Record<string, string> = {
  ECONNREFUSED: 'nothing answers at that address',
  ENOTFOUND: 'the name of the address is not known',
  ECONNRESET: 'the connection broke off',
  UND_ERR_SOCKET: 'the connection broke off',
  UND_ERR_HEADERS_TIMEOUT: 'no answer in time',
  UND_ERR_BODY_TIMEOUT: 'no answer in time',
  UND_ERR_CONNECT_TIMEOUT: 'no connection in time',
  UND_ERR_RESPONSE_EXCEEDED_MAX_SIZE: 'the answer is too large',
}

function unavailable(url: URL, error: unknown): Failure {
  const code = codeOf(error)
  const why = WORDS[code] ?? code
  const details = { address: url.origin, code, sent: NEVER_SENT.has(code) ? 'no' : 'maybe' }
  return new Failure('call.unavailable', 'transient', { system: url.origin, why }, { details, cause: error })
}

function codeOf(error: unknown): string {
  const found = error as { code?: unknown; cause?: unknown } | null
  if (typeof found?.code === 'string') return found.code
  return found?.cause ? codeOf(found.cause) : String(error).slice(0, 200)
}

function plainHeaders(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  const plain: Record<string, string> = {}
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) plain[name.toLowerCase()] = Array.isArray(value) ? value.join(', ') : value
  }
  return plain
}

export { type Seal, sealTo } from './seal.ts'

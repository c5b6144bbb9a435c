/** HTTP, without redirects and without the proxies that an environment may name. */
import { Agent, type Dispatcher, errors } from 'undici'
import type { NetReply, NetRequest } from '#engine'
import type { Place } from './place.ts'
import type { Seal } from './seal.ts'
import { type Resolve, sealedLookup } from './sockets.ts'
import type { Transport } from './transport.ts'
import { unavailable } from './unavailable.ts'

/** Most of an answer that is read: 32 MiB. */
const LARGEST_ANSWER = 32 * 1024 * 1024

export function openHttp(seal: Seal, resolve: Resolve, connections: number): Transport {
  const agent = new Agent({
    connections,
    pipelining: 1,
    keepAliveTimeout: 10_000,
    maxResponseSize: LARGEST_ANSWER,
    connect: { lookup: sealedLookup(seal, resolve) },
  })
  return {
    request: (place, request) => send(agent, place, request),
    close: () => agent.close(),
  }
}

async function send(agent: Agent, { url, origin }: Place, request: NetRequest): Promise<NetReply> {
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
    throw unavailable(origin, error)
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

function plainHeaders(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  const plain: Record<string, string> = {}
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) plain[name.toLowerCase()] = Array.isArray(value) ? value.join(', ') : value
  }
  return plain
}

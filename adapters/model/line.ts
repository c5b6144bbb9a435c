/** A `fetch` for one question, over our network: it remembers what came back, as it came. */
import { Failure, type NetReply, type Network } from '#engine'

export interface Line {
  fetch: typeof globalThis.fetch
  /** The last answer, and its JSON. */
  reply?: NetReply
  body?: unknown
  failure?: Failure
}

/** Statuses that have no body, as `Response` demands. */
const EMPTY = new Set([204, 205, 304])

export function openLine(network: Network, timeout: number): Line {
  const line: Line = {
    fetch: async (to, init = {}) => {
      const url = to instanceof Request ? to.url : String(to)
      const headers = Object.fromEntries(new Headers(init.headers).entries())
      const { method = 'GET', body } = init
      if (body !== undefined && body !== null && typeof body !== 'string') throw new Error('a question is sent as text')
      try {
        const reply = await network.request({ method, url, headers, timeout, ...(body ? { body } : {}) })
        line.reply = reply
        line.body = parsed(reply.body)
        return new Response(EMPTY.has(reply.status) ? null : reply.body, {
          status: reply.status,
          headers: plainHeaders(reply.headers),
        })
      } catch (error) {
        if (error instanceof Failure) line.failure = error
        throw error
      }
    },
  }
  return line
}

/** The body is text by now: how it was packed and how long it was says nothing more. */
function plainHeaders(headers: Record<string, string>): Headers {
  const plain = new Headers()
  for (const [name, value] of Object.entries(headers))
    if (!/^(?:content-encoding|content-length|transfer-encoding)$/.test(name)) plain.set(name, value)
  return plain
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

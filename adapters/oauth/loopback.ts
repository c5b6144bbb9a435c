/** Where the browser comes back to (RFC 8252, 7.3): a port of 127.0.0.1 that is open for one answer and no longer than it is waited for. */
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Failure } from '#engine'

export interface Loopback {
  redirect: string
  /** The parameters that came back. Rejects with sign-in.late or sign-in.cancelled. */
  answer: Promise<URLSearchParams>
  /** Ends the waiting; does nothing afterwards. */
  cancel(): void
}

export interface LoopbackOptions {
  /** What must come back: anything else is not ours. */
  state: string
  /** Milliseconds. */
  limit: number
  /** A port that was registered over there; a free one otherwise. */
  port?: number | undefined
  system: string
}

const PATH = '/signed-in'

/** Throws Failure port.taken. */
export async function openLoopback({ state, limit, port = 0, system }: LoopbackOptions): Promise<Loopback> {
  const { promise: answer, resolve, reject } = Promise.withResolvers<URLSearchParams>()
  answer.catch(() => undefined)
  let redirect = ''
  const server = createServer((request, response) => {
    const url = URL.parse(request.url ?? '', redirect)
    const ours = url?.pathname === PATH && request.method === 'GET' && request.headers.host === new URL(redirect).host
    if (!url || !ours) return page(response, 404, 'There is nothing here', 'Sluice only waits here for a sign-in.')
    // Anybody on this computer can come here: what does not carry our word is thrown away, and the waiting goes on.
    if (url.searchParams.get('state') !== state)
      return page(response, 400, 'This is not the sign-in that Sluice waits for', 'Nothing was saved.')
    const refused = url.searchParams.has('error')
    page(
      response,
      200,
      refused ? `The access to ${system} was not allowed` : `Sluice has the answer of ${system}`,
      'You can close this window and go back to Sluice.',
    )
    end(() => resolve(url.searchParams))
  })
  const late = setTimeout(() => end(() => reject(new Failure('sign-in.late', 'permanent'))), limit)
  function end(settle: () => void): void {
    clearTimeout(late)
    settle()
    server.close()
    // The page is still to be read.
    setTimeout(() => server.closeAllConnections(), 1000).unref()
  }
  await new Promise<void>((listening, failed) => {
    server.once('error', failed)
    server.listen(port, '127.0.0.1', listening)
  }).catch((error: unknown) => {
    clearTimeout(late)
    throw new Failure('port.taken', 'permanent', { port: String(port) }, { cause: error })
  })
  redirect = `http://127.0.0.1:${(server.address() as AddressInfo).port}${PATH}`
  return { redirect, answer, cancel: () => end(() => reject(new Failure('sign-in.cancelled', 'permanent'))) }
}

function page(response: ServerResponse, status: number, title: string, words: string): void {
  const text = `<!doctype html><html lang="en"><meta charset="utf-8"><title>${plain(title)}</title><h1>${plain(title)}</h1><p>${plain(words)}</p></html>`
  response
    .writeHead(status, {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': "default-src 'none'",
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      connection: 'close',
    })
    .end(text)
}

const plain = (text: string): string => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`)

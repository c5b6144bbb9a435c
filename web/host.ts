/**
 * The loopback host for browsers: owns the port and the sign-in, serves the screen, and leads the lines of signed-in windows to the
 * studio process. Host and Origin of every request are checked, so that neither another site nor a renamed address gets in.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { resolve } from 'node:path'
import { Failure } from '#engine'
import { createLines } from './lines.ts'
import { refuse, screenPath, serveScreen } from './serve-screen.ts'
import { createSignIn, type SignIn } from './sign-in.ts'
import { type StudioProcess, startStudioProcess } from './studio-process.ts'

/** The longest body that the host itself reads: a token. */
const BODY_LIMIT = 200

export interface WebHostOptions {
  dataFolder: string
  /** The folder of the built screen. */
  screenFolder: string
  /** 0 or absent: any free port. */
  port?: number
  /** Ends by itself when no window has been open for this long, in milliseconds, after there was one. Absent: never. */
  idleLimit?: number
  /** The script of the studio process, where it is not the real one. */
  studioScript?: string
  /** Somebody came with a start link that is used or too old; at most once every few seconds. */
  onLinkRefused?(): void
  /** The studio died and is being started again. */
  onStudioLost?(): void
}

export interface WebHost {
  /** http://127.0.0.1:PORT */
  origin: string
  /** A link that signs one window in, once, within a minute. */
  startLink(): string
  /** The process id of the studio that answers now. */
  studioPid(): number | undefined
  /** Resolves when the host has ended, by `close` or by itself. */
  ended: Promise<void>
  close(): Promise<void>
}

/** Throws port.taken, or whatever keeps the studio from opening. */
export async function openWebHost(options: WebHostOptions): Promise<WebHost> {
  const server = createServer()
  await listen(server, options.port ?? 0)
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const idle = createIdleWatch(options.idleLimit, () => void close())
  let studio: StudioProcess
  try {
    studio = await startStudioProcess({
      script: options.studioScript ?? resolve(import.meta.dirname, 'studio-child.ts'),
      args: [options.dataFolder],
      onLost: () => options.onStudioLost?.(),
    })
  } catch (error) {
    server.close()
    throw error
  }
  const signIn = createSignIn()
  const answer = createAnswer({ ...options, screenFolder: resolve(options.screenFolder) }, origin, signIn)
  server.on('request', (request, response) => void answer(request, response).catch(() => refuseLate(response)))
  const lines = createLines(origin, signIn, studio, idle.windows)
  server.on('upgrade', (request, socket, head) => void lines.accept(request, socket as Socket, head))

  let closing: Promise<void> | undefined
  let finish = () => {}
  const ended = new Promise<void>((resolve) => {
    finish = resolve
  })
  const close = () => {
    closing ??= (async () => {
      idle.stop()
      lines.close()
      await studio.close()
      server.close()
      server.closeAllConnections()
      finish()
    })()
    return closing
  }
  return { origin, startLink: () => `${origin}/#${signIn.mint()}`, studioPid: studio.pid, ended, close }
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        error.code === 'EADDRINUSE' || error.code === 'EACCES'
          ? new Failure('port.taken', 'permanent', { port: String(port) }, { cause: error })
          : error,
      ),
    )
    server.listen(port, '127.0.0.1', resolve)
  })
}

/** Answers what is not a line: the screen, the exchange of a token, and a new token for a window that is already signed in. */
function createAnswer(options: WebHostOptions, origin: string, signIn: SignIn) {
  let lastRefusal = 0
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (`http://${request.headers.host}` !== origin) return refuse(response, 421)
    const path = screenPath(request.url ?? '/')
    if (path === undefined) return refuse(response, 400)
    if (request.method === 'GET' || request.method === 'HEAD') {
      return serveScreen(options.screenFolder, path, response, request.method === 'HEAD')
    }
    if (request.method !== 'POST' || (path !== 'session' && path !== 'window')) return refuse(response, 404)
    if (request.headers.origin !== origin) return refuse(response, 403)
    const text = await bodyOf(request)
    if (text === undefined) return refuse(response, 413)
    if (path === 'window') return signIn.knows(text) ? reply(response, signIn.mint()) : refuse(response, 403)
    const key = signIn.exchange(text)
    if (key !== undefined) return reply(response, key)
    if (Date.now() - lastRefusal > 5_000) options.onLinkRefused?.()
    lastRefusal = Date.now()
    refuse(response, 403)
  }
}

function reply(response: ServerResponse, text: string): void {
  response.writeHead(200, { 'content-type': 'text/plain', 'cache-control': 'no-store' }).end(text)
}

async function bodyOf(request: IncomingMessage): Promise<string | undefined> {
  let body = ''
  for await (const part of request) {
    body += String(part)
    if (body.length > BODY_LIMIT) return undefined
  }
  return body
}

function refuseLate(response: ServerResponse): void {
  if (response.headersSent) response.destroy()
  else refuse(response, 500)
}

/** Calls `end` once no window has been open for the limit, after there was one. */
function createIdleWatch(limit: number | undefined, end: () => void) {
  let timer: NodeJS.Timeout | undefined
  let seen = false
  return {
    windows(open: number) {
      clearTimeout(timer)
      if (open > 0) seen = true
      else if (seen && limit !== undefined) timer = setTimeout(end, limit)
    },
    stop: () => clearTimeout(timer),
  }
}

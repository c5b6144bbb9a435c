/** The HTTP side without any route: raw bodies, sign-in before a body is read, one shape for everything that goes wrong. */
import { randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import fastify, { type FastifyInstance, type FastifyReply } from 'fastify'
import { Failure, type Reason } from '#engine'
import { PROBLEM_TYPE, problemAnswer } from './problem-answer.ts'

/** Told about a defect of ours: its incident number, as the caller saw it, and the error. */
export type OnIncident = (incident: string, error: unknown) => void

/** Milliseconds in which a request must have arrived. */
const REQUEST_TIMEOUT = 300_000
/** Milliseconds for which a connection without a request is kept. */
const KEEP_ALIVE = 72_000

/** What is answered without the framework: the way of posted events is as short as it can be. */
export interface Shortcut {
  takes(request: IncomingMessage): boolean
  answer(request: IncomingMessage, response: ServerResponse): void
}

export function createApp(onIncident: OnIncident, shortcut: Shortcut): FastifyInstance {
  const app = fastify({
    serverFactory: (handler) =>
      createServer({ requestTimeout: REQUEST_TIMEOUT, keepAliveTimeout: KEEP_ALIVE }, (request, response) => {
        if (shortcut.takes(request)) shortcut.answer(request, response)
        else handler(request, response)
      }),
    bodyLimit: 64 * 1024,
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: 300 },
    frameworkErrors: (error, _request, reply) => answerError(error, reply, onIncident),
  })
  app.removeAllContentTypeParsers()
  // Bodies reach the routes as bytes: each decides when, and whether, they are parsed.
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
  app.setErrorHandler((error, _request, reply) => answerError(error, reply, onIncident))
  app.setNotFoundHandler((request, reply) => {
    const path = request.url.split('?')[0] ?? ''
    return answerProblem(reply, { code: 'server.nothing-here', values: { method: request.method, path } })
  })
  app.addHook('onSend', async (_request, reply) => {
    reply.header('cache-control', 'no-store').header('x-content-type-options', 'nosniff')
  })
  return app
}

function answerProblem(reply: FastifyReply, reason: Pick<Reason, 'code' | 'values'>): FastifyReply {
  const problem = problemAnswer(reason)
  if (problem.status === 401) reply.header('www-authenticate', 'Bearer realm="sluice"')
  if (problem.status === 503) reply.header('retry-after', '30')
  return reply.code(problem.status).type(PROBLEM_TYPE).send(JSON.stringify(problem))
}

function answerError(error: unknown, reply: FastifyReply, onIncident: OnIncident): FastifyReply {
  if (error instanceof Failure) return answerProblem(reply, error)
  const status = statusOf(error)
  if (status === 413) {
    // The rest is read and dropped: a connection that closes at once would take the answer away from whoever still sends.
    reply.removeHeader('connection')
    const limit = sizeWords(reply.request.routeOptions.bodyLimit)
    return answerProblem(reply, { code: 'server.too-large', values: { limit } })
  }
  if (status !== undefined && status < 500) {
    const why = error instanceof Error ? error.message : 'The request cannot be read'
    return answerProblem(reply, { code: 'usage.invalid', values: { why } })
  }
  const incident = newIncident()
  onIncident(incident, error)
  return answerProblem(reply, { code: 'host.incident', values: { incident } })
}

/** The number by which a defect that somebody met is found in the log. */
export const newIncident = (): string => randomUUID().slice(0, 8)

/** Errors of the HTTP framework say which status they mean. */
const statusOf = (error: unknown): number | undefined =>
  error instanceof Error && 'statusCode' in error ? Number(error.statusCode) : undefined

const sizeWords = (bytes: number): string => `${Math.floor(bytes / 1024 ** 2)} MB`

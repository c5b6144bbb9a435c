/** Speaks to a Sluice server: sends bundles, maps sign-ins, starts and pauses. */
import { openNetwork, sealTo } from '#adapters/net'
import { Failure, type GivenAnswer, isCode, type NetRequest } from '#engine'
import type { ServerFlow, ServerIntake, TaskSummary } from '#protocol'

export interface ServerAccess {
  address: string
  token: string
}

export const sendBundle = (server: ServerAccess, text: string): Promise<ServerFlow> =>
  ask(server, 'POST', '/api/bundles', text, 'application/octet-stream')

export const serverFlow = (server: ServerAccess, flow: string): Promise<ServerFlow> =>
  ask(server, 'GET', `/api/flows/${encodeURIComponent(flow)}`)

export const mapSlot = (
  server: ServerAccess,
  flow: string,
  connection: string,
  live: ServerAccess,
): Promise<ServerFlow> =>
  ask(
    server,
    'PUT',
    `/api/flows/${encodeURIComponent(flow)}/connections/${encodeURIComponent(connection)}`,
    JSON.stringify(live),
  )

export const setServerState = (server: ServerAccess, flow: string, state: 'running' | 'paused'): Promise<ServerFlow> =>
  ask(server, 'POST', `/api/flows/${encodeURIComponent(flow)}/${state === 'running' ? 'start' : 'pause'}`)

export const serverIntake = (server: ServerAccess, flow: string): Promise<ServerIntake> =>
  ask(server, 'GET', `/api/flows/${encodeURIComponent(flow)}/intake`)

/** A blank secret removes the one that is set. */
export function setServerSecret(server: ServerAccess, flow: string, secret: string): Promise<ServerIntake> {
  const path = `/api/flows/${encodeURIComponent(flow)}/secret`
  return secret === '' ? ask(server, 'DELETE', path) : ask(server, 'PUT', path, JSON.stringify({ secret }))
}

/** Open questions of a flow on the server, or of all. Values are masked unless they are to be revealed. */
export function serverTasks(
  server: ServerAccess,
  flow: string | undefined,
  { offset, limit, reveal }: { offset: number; limit: number; reveal: boolean },
): Promise<{ total: number; tasks: TaskSummary[] }> {
  const path = flow === undefined ? '/api/tasks' : `/api/flows/${encodeURIComponent(flow)}/tasks`
  return ask(server, 'GET', `${path}?offset=${offset}&limit=${limit}${reveal ? '&reveal=true' : ''}`)
}

/** Throws, beside those of the server, Failures task.not-found, task.answered, task.closed, task.other-answer, task.other-field. */
export function answerServerTask(
  server: ServerAccess,
  task: number,
  { answer, by, data }: GivenAnswer,
): Promise<{ goesOn: boolean }> {
  const body = JSON.stringify({ answer, by, ...(data ? { fields: data } : {}) })
  return ask(server, 'POST', `/api/tasks/${task}/answer`, body)
}

async function ask<T>(
  server: ServerAccess,
  method: string,
  path: string,
  body?: string,
  type = 'application/json',
): Promise<T> {
  const address = server.address.trim().replace(/\/+$/, '')
  if (!URL.canParse(address))
    throw new Failure('server.unreachable', 'permanent', { address, why: 'it is not an address' })
  const network = openNetwork({ seal: sealTo([{ address, inside: true }], { mode: 'live' }) })
  const headers: Record<string, string> = { authorization: `Bearer ${server.token.trim()}`, accept: 'application/json' }
  const request: NetRequest = { method, url: address + path, headers, timeout: 30_000 }
  if (body !== undefined) {
    request.body = body
    headers['content-type'] = type
  }
  try {
    const reply = await network.request(request)
    if (reply.status < 300) return JSON.parse(reply.body) as T
    throw refusal(address, reply.status, reply.body)
  } catch (error) {
    if (error instanceof Failure && error.code === 'call.unavailable') {
      throw new Failure('server.unreachable', 'transient', { address, why: error.values.why ?? null }, { cause: error })
    }
    throw error
  } finally {
    await network.close()
  }
}

/** A server of ours says which code it refuses by; anything else is quoted. */
function refusal(address: string, status: number, body: string): Failure {
  if (status === 401) return new Failure('server.sign-in', 'permanent', { address })
  let message = `status ${status}`
  try {
    const { code, values, title } = JSON.parse(body) as { code?: string; values?: Failure['values']; title?: string }
    if (code !== undefined && isCode(code)) return new Failure(code, 'permanent', values ?? {})
    message = title?.replace(/\.$/, '') ?? message
  } catch {
    // Not one of ours: the status must do.
  }
  return new Failure('server.refused', 'permanent', { address, message }, { details: { status } })
}

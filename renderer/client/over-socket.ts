/** In a browser: the start link's token becomes a session, and the session opens a WebSocket on the same origin. */
import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/websocket'
import type { Reason } from '#engine'
import type { Studio } from '#protocol'
import type { Carrier } from './connection.ts'

const SESSION = 'sluice.session'
/** Milliseconds that a host may take to answer a window that knocks. */
const PATIENCE = 5000

const linkUsed: Reason = { code: 'host.link-used', category: 'sign-in', values: {} }

export async function openSocket(): Promise<Carrier | Reason> {
  const refused = await exchangeToken()
  if (refused) return refused
  const session = sessionStorage.getItem(SESSION)
  if (!session) return linkUsed
  const address = new URL('/rpc', location.href)
  address.protocol = location.protocol === 'https:' ? 'wss:' : 'ws:'
  const websocket = new WebSocket(address, ['sluice', session])
  const gone = new Promise<void>((resolve) => websocket.addEventListener('close', () => resolve()))
  const opened = await Promise.race([
    new Promise<true>((resolve) => websocket.addEventListener('open', () => resolve(true))),
    gone.then(() => false),
    new Promise<false>((resolve) => setTimeout(resolve, PATIENCE, false)),
  ])
  if (!opened) {
    websocket.close()
    if (await isForgotten(session)) return linkUsed
    throw new Error('The connection was not taken')
  }
  const studio: Studio = createORPCClient(new RPCLink({ websocket }))
  return { studio, gone }
}

/** The token of the start link, until it is exchanged; it leaves the address bar at once. */
let token = ''

/** Trades the token of the start link, once. Throws while the host is away. */
async function exchangeToken(): Promise<Reason | undefined> {
  if (location.hash.length > 1) {
    token = location.hash.slice(1)
    history.replaceState(null, '', location.pathname)
  }
  if (token === '') return undefined
  const reply = await post('/session', token)
  token = ''
  if (reply.ok) {
    sessionStorage.setItem(SESSION, await reply.text())
    return undefined
  }
  return sessionStorage.getItem(SESSION) ? undefined : linkUsed
}

/** True when the host does not know this session (it was started anew): trying again does not help. Throws while the host is away. */
async function isForgotten(session: string): Promise<boolean> {
  return (await post('/window', session)).status === 403
}

const post = (path: string, body: string): Promise<Response> =>
  fetch(path, { method: 'POST', body, signal: AbortSignal.timeout(PATIENCE) })

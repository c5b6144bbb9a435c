// A practice system for the ways in which writes can be made safe: no particular product, but what many of them share.
import { randomBytes } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { type Answer, bearerToken, type Call, jsonBody, type Reply } from '../http/exchange.ts'
import { listen } from '../http/listen.ts'
import { createWindow } from '../hubspot/limits.ts'
import { refusal, tooMany } from './answers.ts'
import {
  createOrderFaultDesk,
  type OrderFaults,
  OrderFaultsRefused,
  parseOrderFaults,
  type WaitFormName,
} from './faults.ts'
import { createKeyCabinet } from './keys.ts'
import { createLedger, type OrderEffect, type Thing } from './ledger.ts'
import { isWrite, type OrdersDesk, route } from './router.ts'

export interface OrdersOptions {
  /** Calls allowed in any time of that length, all of them at once; none when absent. */
  readonly limits?: readonly { readonly calls: number; readonly per: number }[]
  /** How a call over the limit is told to wait. */
  readonly waitForm?: WaitFormName
  /** Whether answers tell how many calls are left. */
  readonly tellsLimit?: boolean
  /** Milliseconds until search finds what was created. */
  readonly searchLagMs?: number
  /** Milliseconds for which idempotency keys are remembered: 24 hours unless given. */
  readonly keyLastsMs?: number
  readonly token?: string
  readonly now?: () => number
  /** Told of each write that was carried out, before it is answered. */
  readonly carriedOut?: (call: Call) => void
}

/** The account itself, without a socket. */
export interface Orders {
  readonly token: string
  answer(call: Call): Promise<Answer>
  faults(faults: OrderFaults): void
  /** From now on only this token is accepted. */
  changeToken(token: string): void
  effects(type: string): readonly OrderEffect[]
  things(type: string): readonly Thing[]
  /** Calls that were answered, and those refused as too many. */
  calls(): { readonly answered: number; readonly refused: number }
}

export interface ServedOrders extends Orders {
  readonly address: string
  /** Connections that were open at once, at most, so far. */
  mostConnections(): number
  close(): Promise<void>
}

const day = 86_400_000

export function createOrders(options: OrdersOptions = {}): Orders {
  const now = options.now ?? Date.now
  const faults = createOrderFaultDesk()
  const ledger = createLedger()
  const desk: OrdersDesk = {
    ledger,
    keys: createKeyCabinet(options.keyLastsMs ?? day),
    faults,
    searchLagMs: options.searchLagMs ?? 0,
    now,
  }
  const windows = (options.limits ?? []).map(({ calls, per }) => createWindow(calls, per))
  let token = options.token ?? `practice-orders-${randomBytes(18).toString('hex')}`
  const tally = { answered: 0, refused: 0 }

  const limited = (): Reply | undefined => {
    const full = windows.find((window) => window.remaining(now()) === 0)
    if (!full) {
      for (const window of windows) window.take(now())
      return undefined
    }
    tally.refused += 1
    return tooMany(options.waitForm ?? 'seconds', full.take(now()), now())
  }

  const carryOut = (call: Call): Reply => {
    if (bearerToken(call) !== token || faults.current().rejectToken)
      return refusal(401, 'token_expired', 'The token expired')
    try {
      return limited() ?? route(desk, call)
    } catch (error) {
      if (error instanceof SyntaxError || error instanceof URIError) return refusal(400, 'bad_request', error.message)
      throw error
    }
  }

  const limitHeaders = (): Record<string, string> => {
    const [first] = windows
    if (!first || !options.tellsLimit) return {}
    return { 'X-RateLimit-Limit': String(first.max), 'X-RateLimit-Remaining': String(first.remaining(now())) }
  }

  const answer = async (call: Call): Promise<Answer> => {
    const { outage, latency } = faults.current()
    if (outage === 'hang-up') return 'hang-up'
    if (outage === 'refuse') return refusal(503, 'unavailable', 'Service unavailable')
    const storm = faults.takesStorm()
    if (storm !== undefined) return tooMany(storm.form, storm.waitMs, now())
    const writes = isWrite(call)
    const slow = latency && (writes || !latency.writesOnly) ? latency : undefined
    if (slow?.beforeMs) await pause(slow.beforeMs)
    if (writes && faults.strikes('unavailable')) return refusal(503, 'unavailable', 'Service unavailable')
    if (writes && faults.strikes('cutBefore')) return 'hang-up'
    const reply = carryOut(call)
    tally.answered += 1
    if (writes) options.carriedOut?.(call)
    if (slow?.afterMs) await pause(slow.afterMs)
    if (writes && reply.status < 300 && faults.strikes('lostAnswers')) return 'hang-up'
    return { ...reply, headers: { ...limitHeaders(), ...reply.headers } }
  }

  return {
    token,
    answer,
    faults: faults.set,
    changeToken: (next) => {
      token = next
    },
    effects: ledger.effects,
    things: (type) => ledger.all(type).filter(({ deletedAt }) => deletedAt === undefined),
    calls: () => ({ ...tally }),
  }
}

/**
 * Serves an account on 127.0.0.1. Under /__practice/, without a token: GET effects/{type}, GET calls, POST faults (400 with
 * `{error}` when they cannot be understood).
 */
export async function startOrders(options: OrdersOptions & { readonly port?: number } = {}): Promise<ServedOrders> {
  const orders = createOrders(options)
  const listener = await listen(options.port ?? 0, (call) =>
    call.path.startsWith('/__practice/') ? control(orders, call) : orders.answer(call),
  )
  return {
    ...orders,
    address: `http://127.0.0.1:${listener.port}`,
    mostConnections: () => listener.mostConnections(),
    close: () => listener.close(),
  }
}

function control(orders: Orders, call: Call): Reply {
  const [, , action, type = ''] = call.path.split('/')
  if (call.method === 'GET' && action === 'effects') return { status: 200, body: orders.effects(type) }
  if (call.method === 'GET' && action === 'calls') return { status: 200, body: orders.calls() }
  if (call.method !== 'POST' || action !== 'faults')
    return { status: 404, body: { error: 'There is no such control path' } }
  try {
    orders.faults(parseOrderFaults(jsonBody(call)))
    return { status: 200, body: {} }
  } catch (error) {
    if (error instanceof OrderFaultsRefused || error instanceof SyntaxError)
      return { status: 400, body: { error: error.message } }
    throw error
  }
}

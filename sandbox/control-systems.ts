// The part of the control API that is the same for every practice system: looking into it, breaking it, emptying it, making
// sign-ins, asking for its events.
import { FaultsRefused } from './faults/read.ts'
import { type Call, isRecord, jsonBody, type Reply } from './http/exchange.ts'
import { isLoopback } from './kit/loopback.ts'
import type { RunningSystem } from './kit/running.ts'
import type { SignInWish } from './kit/sign-in.ts'

class AskedWrongly extends Error {
  readonly status: number
  constructor(status: number, message: string) {
    super(message)
    this.status = status
  }
}

/** GET systems: names, titles, kinds and how many things of each there are. */
export async function listSystems(systems: readonly RunningSystem[]): Promise<Reply> {
  const listed = systems.map(async ({ name, title, kinds, inspect }) => {
    const counted = kinds.map(async (kind) => ({ ...kind, count: (await inspect(kind.name, 0, 0)).total }))
    return { name, title, kinds: await Promise.all(counted) }
  })
  return { status: 200, body: { systems: await Promise.all(listed) } }
}

/**
 * Under /__practice/{system}/: GET show/{kind}?limit&offset, changes?since&limit&offset, faults, webhooks; POST faults (replaces
 * all; `{}` clears), reset, sign-ins, webhooks; DELETE webhooks?url. Errors are `{error: text}` with 400 or 404.
 */
export async function answerForSystem(system: RunningSystem, call: Call, action: string, kind: string): Promise<Reply> {
  try {
    return { status: 200, body: (await actions[`${call.method} ${action}`]?.(system, call, kind)) ?? notThere() }
  } catch (error) {
    if (error instanceof AskedWrongly) return { status: error.status, body: { error: error.message } }
    if (error instanceof FaultsRefused || error instanceof SyntaxError) {
      return { status: 400, body: { error: error.message } }
    }
    throw error
  }
}

function notThere(): never {
  throw new AskedWrongly(404, 'There is no such control path')
}

type Action = (system: RunningSystem, call: Call, kind: string) => unknown

const actions: Readonly<Record<string, Action>> = {
  'GET show': (system, call, kind) => {
    if (!system.kinds.some(({ name }) => name === kind)) {
      const known = system.kinds.map(({ name }) => name).join(', ')
      throw new AskedWrongly(404, `${system.title} holds no ${kind}, but ${known}`)
    }
    return system.inspect(kind, whole(call, 'offset', 0), whole(call, 'limit', 100))
  },
  'GET changes': (system, call) => {
    const since = Date.parse(call.query.get('since') ?? '')
    if (Number.isNaN(since)) throw new AskedWrongly(400, '"since" is a moment such as 2026-11-22T08:00:00Z')
    return { changes: system.changes(since, whole(call, 'offset', 0), whole(call, 'limit', 1_000)) }
  },
  'GET faults': (system) => system.faults(),
  'POST faults': (system, call) => {
    system.setFaults(jsonBody(call))
    return system.faults()
  },
  'POST reset': async (system) => {
    await system.reset()
    return { reset: true }
  },
  'POST sign-ins': ({ title, makeSignIn }, call) => {
    if (makeSignIn === undefined) throw new AskedWrongly(400, `${title} has one sign-in only`)
    return { token: makeSignIn(wishOf(jsonBody(call))) }
  },
  'GET webhooks': (system) => ({
    webhooks: subscriptions(system)
      .all(system.name)
      .map(({ url, topics }) => ({ url, topics })),
  }),
  'POST webhooks': (system, call) => {
    const body = jsonBody(call)
    const { url, secret = '', topics = [] } = isRecord(body) ? body : {}
    if (typeof url !== 'string' || !isLoopback(url)) {
      throw new AskedWrongly(400, 'A practice system sends events to addresses of this machine only: "url" names none')
    }
    if (typeof secret !== 'string') throw new AskedWrongly(400, '"secret" is a text')
    subscriptions(system).put(system.name, { url, secret, topics: texts(topics, 'topics') })
    return { url, topics }
  },
  'DELETE webhooks': (system, call) => {
    subscriptions(system).drop(system.name, call.query.get('url') ?? '')
    return { removed: true }
  },
}

function subscriptions({ title, webhooks }: RunningSystem) {
  if (webhooks === undefined) throw new AskedWrongly(400, `${title} sends no events`)
  return webhooks
}

function whole(call: Call, name: string, usual: number): number {
  const value = Number(call.query.get(name) ?? usual)
  if (Number.isInteger(value) && value >= 0) return value
  throw new AskedWrongly(400, '"limit" and "offset" are whole numbers')
}

function texts(value: unknown, name: string): readonly string[] {
  if (Array.isArray(value) && value.every((one): one is string => typeof one === 'string')) return value
  throw new AskedWrongly(400, `"${name}" is a list of texts`)
}

/** `{permissions?, lastsMs?, revoked?, person?}`; `lastsMs: 0` has ended already. */
function wishOf(body: unknown): SignInWish {
  if (!isRecord(body)) throw new AskedWrongly(400, 'A sign-in is asked for by an object')
  const { permissions, lastsMs, revoked, person } = body
  if (lastsMs !== undefined && typeof lastsMs !== 'number') throw new AskedWrongly(400, '"lastsMs" is a number')
  if (person !== undefined && typeof person !== 'string') throw new AskedWrongly(400, '"person" is a text')
  return {
    ...(permissions === undefined ? {} : { permissions: texts(permissions, 'permissions') }),
    ...(lastsMs === undefined ? {} : { lastsMs }),
    ...(revoked === true ? { revoked } : {}),
    ...(person === undefined ? {} : { person }),
  }
}

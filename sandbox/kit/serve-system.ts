import { setTimeout as pause } from 'node:timers/promises'
import type { Answer, Call, Reply } from '../http/exchange.ts'
import { openSystemDocuments } from './documents-store.ts'
import { createSystemFaultDesk } from './fault-desk.ts'
import { changedDocuments, clearDocuments, showDocuments } from './inspect.ts'
import { createLimitGuard } from './limits.ts'
import { answerOAuth } from './oauth.ts'
import type { OAuthRoom } from './oauth-room.ts'
import { parseSystemFaults } from './parse-faults.ts'
import { listenNear, type Place, type RunningSystem, type SystemAccess } from './running.ts'
import { openSystemSignIns } from './sign-in.ts'
import { type Caller, type Desk, type LimitDeclaration, Refused, type SystemDeclaration } from './system.ts'
import { createNotifier } from './webhooks.ts'

/** Serves what a vendor declares: sockets, storage, sign-in, limits, faults and looking into it are the same for all. */
export async function serveSystem(declaration: SystemDeclaration, place: Place): Promise<RunningSystem> {
  const { name, title, kinds, signIn, refusals } = declaration
  const { store, keys, now, stopping } = place
  const docs = openSystemDocuments(store, name, now)
  const faults = createSystemFaultDesk(() => signIns.mark())
  const signIns = openSystemSignIns({ declaration, store, faults, now, token: keys.token })
  const guard = createLimitGuard(place.limited ? declaration.limits : [])
  const notifier = createNotifier({ declaration, store, faults, now, stopping })
  let address = ''

  const deskFor = (caller: Caller, notify: Desk['notify']): Desk => ({
    docs,
    get address() {
      return address
    },
    faults: faults.current,
    now,
    searchLagMs: () => Math.max(declaration.searchLagMs ?? 0, faults.current().searchLagMs ?? 0),
    caller,
    takesPartial: () => faults.strikes('partial'),
    notify,
  })

  const oauth: OAuthRoom | undefined = signIn.oauth && {
    ...{ declaration, oauth: signIn.oauth, store, signIns, keys, faults, now },
    address: () => address,
  }

  /** What the vendor's route answers. An error undoes what it wrote; its events are sent once that is kept. */
  const carryOut = async (call: Call, caller: Caller): Promise<Reply> => {
    const events: [string, unknown][] = []
    const desk = deskFor(caller, (topic, body) => void events.push([topic, structuredClone(body)]))
    const { reply } = store.together(() => ({ reply: declaration.route(call, desk) }))
    const answer = await reply
    await store.settled()
    for (const event of events) notifier.notify(...event)
    return answer
  }

  const waits = (time: number | undefined) => (time ? pause(time, undefined, { signal: stopping }) : undefined)

  const answerFaulty = async (call: Call, work: () => Reply | Promise<Reply>): Promise<Answer> => {
    const { latency } = faults.current()
    const writes = declaration.isWrite(call)
    const slow = writes || !latency?.writesOnly ? latency : undefined
    await waits(slow?.beforeMs)
    if (faults.breaks('before')) return refusals.serverError()
    if (writes && faults.strikes('unavailable')) return refusals.unavailable()
    if (writes && faults.strikes('cutBefore')) return 'hang-up'
    const reply = await work()
    await store.settled()
    await waits(slow?.afterMs)
    if (writes && reply.status < 300 && faults.strikes('lostAnswers')) return 'hang-up'
    return faults.breaks('after') ? refusals.serverError() : reply
  }

  const nobody: Caller = { credential: '', permissions: [] }

  const answerSignedIn = async (call: Call): Promise<Answer> => {
    if (signIn.open?.(call)) return answerFaulty(call, () => carryOut(call, nobody))
    const storm = faults.takesStorm()
    if (storm !== undefined) return refusals.tooMany(declaration.limits[0] ?? anyLimit, storm.waitMs)
    const caller = signIns.check(call)
    const place = guard.take(call, now())
    if ('over' in place) return refusals.tooMany(place.over, place.waitMs)
    try {
      return await answerFaulty(call, () => carryOut(call, caller))
    } finally {
      place.done()
    }
  }

  const answerChecked = async (call: Call): Promise<Answer> => {
    const { outage } = faults.current()
    if (outage === 'hang-up') return 'hang-up'
    if (outage === 'refuse') return refusals.unavailable()
    const granted = oauth && answerOAuth(oauth, call)
    if (granted) return granted
    const answer = await refusedOr(declaration, () => answerSignedIn(call))
    if (answer === 'hang-up' || declaration.limitHeaders === undefined) return answer
    return { ...answer, headers: { ...declaration.limitHeaders(guard.states(now()), now()), ...answer.headers } }
  }

  const answer = async (call: Call): Promise<Answer> => {
    try {
      const answer = await answerChecked(call)
      await store.settled()
      return answer
    } catch (error) {
      if (stopping.aborted) return 'hang-up'
      throw error
    }
  }

  const seed = () => {
    const everything = { credential: '', permissions: signIn.permissions }
    store.together(() => declaration.seed?.(deskFor(everything, () => undefined)))
  }

  const listener = await listenNear(place.port, answer)
  address = `http://127.0.0.1:${listener.port}`
  if (store.documents.isEmpty(name)) seed()
  await store.settled()
  return {
    ...{ name, title, kinds, port: listener.port, webhooks: store.webhooks },
    access: accessTo(declaration, address, place),
    inspect: (kind, offset, limit) => showDocuments(store, name, kinds, kind, offset, limit),
    changes: (since, offset, limit) => changedDocuments(store, name, kinds, since, offset, limit),
    faults: faults.current,
    setFaults: (input) => faults.set(parseSystemFaults(input)),
    reset: () => {
      store.together(() => clearDocuments(store, name))
      seed()
    },
    makeSignIn: signIns.make,
    close: () => listener.close(),
  }
}

/** A storm may strike where no limit is declared. */
const anyLimit: LimitDeclaration = { name: 'calls', calls: 0, per: 1_000 }

async function refusedOr(declaration: SystemDeclaration, work: () => Promise<Answer>): Promise<Answer> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof Refused) return error.reply
    if (error instanceof SyntaxError || error instanceof URIError) return declaration.refusals.unreadable(error)
    throw error
  }
}

function accessTo({ signIn, values }: SystemDeclaration, address: string, { keys }: Place): SystemAccess {
  const { oauth } = signIn
  const base = { address, token: keys.token, ...(values === undefined ? {} : { values }) }
  if (oauth === undefined) return base
  const { clientId, clientSecret } = keys
  const revoke = oauth.revokePath === undefined ? {} : { revokeUrl: address + oauth.revokePath }
  const [authorizeUrl, tokenUrl] = [address + oauth.authorizePath, address + oauth.tokenPath]
  return { ...base, oauth: { clientId, clientSecret, authorizeUrl, tokenUrl, ...revoke } }
}

// HubSpot's CRM v3 objects and properties API as a practice system. Sources: the types of @hubspot/api-client for paths,
// bodies and reply shapes; developers.hubspot.com and reports of users for texts and quirks (named where they stand).
// Nothing here was checked against a live account.
import { setTimeout as pause } from 'node:timers/promises'
import type { FaultDesk } from '../faults/desk.ts'
import { type Answer, type Answerer, bearerToken, type Call, type Reply } from '../http/exchange.ts'
import { Refused } from '../kit/system.ts'
import type { Store } from '../store/index.ts'
import type { AppSignIns } from './app-sign-in.ts'
import { openCatalogue } from './catalogue.ts'
import type { Desk } from './desk.ts'
import { Refusal, refusalReply } from './errors.ts'
import { createRateGuard, type Limits, tooMany } from './limits.ts'
import { badJson, isSearch, isWrite, route } from './router.ts'
import { checkToken } from './sign-in.ts'

export interface HubSpotSettings {
  readonly store: Store
  readonly faults: FaultDesk
  readonly token: string
  /** Sign-ins by OAuth. */
  readonly app: AppSignIns
  readonly limits: Limits
  readonly accountType: string
  /** Ends all artificial waiting; requests that wait are then cut. */
  readonly stopping: AbortSignal
}

export interface HubSpotSystem {
  readonly answer: Answerer
  /** Empties the account: no objects, no effects, no added properties. */
  reset(): void
}

export function createHubSpot(settings: HubSpotSettings): HubSpotSystem {
  const { store, faults, app, stopping } = settings
  const catalogue = openCatalogue(store, faults.current)
  const desk: Desk = {
    store,
    catalogue,
    accountType: settings.accountType,
    faults: faults.current,
    takesPartial: faults.takesPartial,
    now: Date.now,
  }
  const guard = createRateGuard(settings.limits)

  const carryOut = (call: Call): Reply => {
    try {
      const bearer = bearerToken(call)
      if (bearer === undefined || bearer === settings.token)
        checkToken(call, settings.token, faults.current(), Date.now())
      else app.check(call)
      return guard.take(isSearch(call), Date.now()) ?? route(desk, call)
    } catch (error) {
      if (error instanceof Refusal) return refusalReply(error)
      if (error instanceof Refused) return error.reply
      if (error instanceof SyntaxError || error instanceof URIError) return refusalReply(badJson(error))
      throw error
    }
  }

  const wait = (time: number) => pause(time, undefined, { signal: stopping })

  const answerFaulty = async (call: Call): Promise<Answer> => {
    const { outage, latency } = faults.current()
    if (outage === 'hang-up') return 'hang-up'
    if (outage === 'refuse') return { status: 503, body: broken('Service unavailable') }
    const granted = app.answer(call)
    if (granted !== undefined) return granted
    const storm = faults.takesStorm()
    if (storm !== undefined) return tooMany('TEN_SECONDLY_ROLLING', storm.retryAfterSeconds)
    const writes = isWrite(call)
    const slow = writes || !latency?.writesOnly ? latency : undefined
    if (slow?.beforeMs) await wait(slow.beforeMs)
    if (faults.breaks('before')) return { status: 500, body: broken('internal error') }
    if (writes && faults.strikes('unavailable')) return { status: 503, body: broken('Service unavailable') }
    if (writes && faults.strikes('cutBefore')) return 'hang-up'
    const reply = carryOut(call)
    await store.settled()
    if (slow?.afterMs) await wait(slow.afterMs)
    if (reply.status < 300 && writes && faults.losesAnswer()) return 'hang-up'
    if (faults.breaks('after')) return { status: 500, body: broken('internal error') }
    return { ...reply, headers: { ...guard.headers(Date.now()), ...reply.headers } }
  }

  const answer = async (call: Call): Promise<Answer> => {
    try {
      const reply = await answerFaulty(call)
      await store.settled()
      return reply
    } catch (error) {
      if (stopping.aborted) return 'hang-up'
      throw error
    }
  }

  return {
    answer,
    reset: () => {
      store.clear()
      catalogue.reload()
    },
  }
}

/** Unconfirmed: the bodies of 500 and 503; the real ones often come from a proxy and are not JSON at all. */
function broken(message: string): unknown {
  return { status: 'error', message, correlationId: crypto.randomUUID() }
}

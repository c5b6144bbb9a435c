import { type PracticeAddresses, removeAddresses, writeAddresses } from './address.ts'
import { answerControl, controlPrefix } from './control.ts'
import { createFaultDesk } from './faults/desk.ts'
import type { Call } from './http/exchange.ts'
import { listen } from './http/listen.ts'
import { openAppSignIns } from './hubspot/app-sign-in.ts'
import { createHubSpot } from './hubspot/index.ts'
import { type Limits, usualLimits } from './hubspot/limits.ts'
import { runningHubSpot } from './hubspot/running.ts'
import { keepKeys } from './keys.ts'
import { keepSystemKeys } from './kit/keys.ts'
import { keepPorts, keptPorts } from './kit/ports.ts'
import { listenNear, type PracticeSystem, type RunningSystem } from './kit/running.ts'
import { serveAll } from './kit/serve-all.ts'
import { describedIn } from './openapi/kept.ts'
import { openStore, type Store } from './store/index.ts'
import { SYSTEMS } from './systems.ts'

export interface PracticeOptions {
  /** Where everything is kept: the store, the tokens, the address file. Made when missing. */
  readonly folder: string
  /** Of HubSpot and the control API. 0 or absent: the one it had before where that is free, else any free one. */
  readonly port?: number
  readonly token?: string
  readonly controlToken?: string
  /** HubSpot's. Absent parts are as in the real system; null switches a limit off. */
  readonly limits?: Partial<Limits>
  /** What the account says of itself: `SANDBOX` unless named; a live one says `STANDARD`. */
  readonly accountType?: string
  /** The systems beside HubSpot: all of them, and those made of descriptions in the folder, unless given. */
  readonly systems?: readonly PracticeSystem[]
  /** False: the systems beside HubSpot have no limits. */
  readonly limited?: boolean
  /** The clock of the systems beside HubSpot. */
  readonly now?: () => number
}

export interface Practice extends PracticeAddresses {
  /** Resolves when the systems have stopped, by `close` or by the control API. */
  readonly stopped: Promise<void>
  /** Lets running requests finish, closes the store, removes the address file. May be called more than once. */
  close(): Promise<void>
}

/**
 * Starts the practice systems of a folder in this process, on 127.0.0.1.
 * @throws StoreTaken (code `practice.taken`) when another process serves the folder; the port's error when it is in use
 */
export async function startPractice(options: PracticeOptions): Promise<Practice> {
  const store = openStore(options.folder)
  try {
    return await serve(options, store)
  } catch (error) {
    store.close()
    throw error
  }
}

async function serve(options: PracticeOptions, store: Store): Promise<Practice> {
  const { folder, now = Date.now, limited = true } = options
  const stopping = new AbortController()
  const others = await serveAll(options.systems ?? [...SYSTEMS, ...describedIn(folder)], {
    folder,
    store,
    now,
    limited,
    stopping: stopping.signal,
  })
  try {
    return await serveWith(options, store, stopping, others)
  } catch (error) {
    await Promise.all(others.map((one) => one.close()))
    throw error
  }
}

/** HubSpot and the control API share one server: they are older than the systems beside them. */
async function serveWith(
  options: PracticeOptions,
  store: Store,
  stopping: AbortController,
  others: readonly RunningSystem[],
): Promise<Practice> {
  const { folder, accountType = 'SANDBOX' } = options
  const keys = keepKeys(folder, options)
  const faults = createFaultDesk()
  const limits = { ...usualLimits, ...options.limits }
  const appKeys = keepSystemKeys(folder, [{ name: 'hubspot' }]).get('hubspot')
  const app = openAppSignIns(store, faults, { clientId: '', clientSecret: '', ...appKeys, token: keys.token })
  const { token } = keys
  const hubspot = createHubSpot({ store, faults, token, app, limits, accountType, stopping: stopping.signal })
  let closing: Promise<void> | undefined
  const stopped = Promise.withResolvers<void>()
  const close = () => {
    closing ??= finish().then(stopped.resolve)
    return closing
  }
  const systems: RunningSystem[] = []
  const control = { token: keys.controlToken, store, faults, systems, stop: () => void close() }
  const answer = async (call: Call) => {
    if (!call.path.startsWith(controlPrefix)) return hubspot.answer(call)
    const reply = await answerControl(control, call)
    await store.settled()
    return reply
  }

  const listener = options.port
    ? await listen(options.port, answer)
    : await listenNear(keptPorts(folder).get('hubspot') ?? 0, answer)
  const { port } = listener
  keepPorts(folder, new Map([['hubspot', port]]))
  const finish = async () => {
    removeAddresses(folder)
    stopping.abort()
    await Promise.all([listener.close(), ...others.map((one) => one.close())])
    store.close()
  }
  const address = `http://127.0.0.1:${port}`
  const access = { address, token, oauth: app.access(address) }
  systems.push(runningHubSpot({ store, faults, access, port, reset: hubspot.reset }), ...others)
  const addresses: PracticeAddresses = {
    systems: { hubspot: access, ...Object.fromEntries(others.map((one) => [one.name, one.access])) },
    control: { address, token: keys.controlToken },
    pid: process.pid,
  }
  writeAddresses(folder, addresses)
  return { ...addresses, stopped: stopped.promise, close }
}

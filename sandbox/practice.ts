import { type PracticeAddresses, removeAddresses, writeAddresses } from './address.ts'
import { answerControl, controlPrefix } from './control.ts'
import { createFaultDesk } from './faults/desk.ts'
import type { Call } from './http/exchange.ts'
import { listen } from './http/listen.ts'
import { createHubSpot } from './hubspot/index.ts'
import { type Limits, usualLimits } from './hubspot/limits.ts'
import { keepKeys } from './keys.ts'
import { openStore, type Store } from './store/index.ts'

export interface PracticeOptions {
  /** Where everything is kept: the store, the tokens, the address file. Made when missing. */
  readonly folder: string
  /** 0 or absent: a free one. */
  readonly port?: number
  readonly token?: string
  readonly controlToken?: string
  /** Absent parts are as in the real system; null switches a limit off. */
  readonly limits?: Partial<Limits>
  /** What the account says of itself: `SANDBOX` unless named; a live one says `STANDARD`. */
  readonly accountType?: string
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
  const { folder } = options
  const keys = keepKeys(folder, options)
  const faults = createFaultDesk()
  const limits = { ...usualLimits, ...options.limits }
  const accountType = options.accountType ?? 'SANDBOX'
  const stopping = new AbortController()
  const hubspot = createHubSpot({ store, faults, token: keys.token, limits, accountType, stopping: stopping.signal })
  let closing: Promise<void> | undefined
  const stopped = Promise.withResolvers<void>()
  const close = () => {
    closing ??= finish().then(stopped.resolve)
    return closing
  }
  const control = { token: keys.controlToken, store, faults, reset: hubspot.reset, stop: () => void close() }
  const answer = async (call: Call) => {
    if (!call.path.startsWith(controlPrefix)) return hubspot.answer(call)
    const reply = answerControl(control, call)
    await store.settled()
    return reply
  }

  const listener = await listen(options.port ?? 0, answer)
  const finish = async () => {
    removeAddresses(folder)
    stopping.abort()
    await listener.close()
    store.close()
  }
  const address = `http://127.0.0.1:${listener.port}`
  const addresses: PracticeAddresses = {
    systems: { hubspot: { address, token: keys.token } },
    control: { address, token: keys.controlToken },
    pid: process.pid,
  }
  writeAddresses(folder, addresses)
  return { ...addresses, stopped: stopped.promise, close }
}

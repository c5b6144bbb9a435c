/** The one connection to the studio: opens it, tells its state, opens it again when it was lost. */

import { create } from 'zustand'
import type { Reason } from '#engine'
import type { Studio } from '#protocol'
import { connectors, knowConnectors } from './connectors.ts'
import { openPort } from './over-port.ts'
import { openSocket } from './over-socket.ts'

export type ConnectionState = 'connecting' | 'open' | 'lost'

/** What a carrier gives: the typed client, and a promise that settles when the carrier is gone. */
export interface Carrier {
  studio: Studio
  gone: Promise<void>
}

interface Connection {
  state: ConnectionState
  /** Counts openings, so that a watch can be started again after each. */
  opened: number
  /** Why it cannot be opened at all: waiting does not help. */
  refused?: Reason
}

const store = create<Connection>()(() => ({ state: 'connecting', opened: 0 }))

let current: Studio | undefined

/** The studio's requests. Throws before the first connection; afterwards requests fail with `host.disconnected` while it is away. */
export function studio(): Studio {
  if (!current) throw new Error('There is no connection to the studio yet')
  return current
}

/** Opens the connection and keeps it open. Resolves once it is open, or refused for good. */
export async function connectStudio(): Promise<void> {
  const open = 'sluice' in window && window.sluice ? openPort : openSocket
  let first: (() => void) | undefined
  const ready = new Promise<void>((resolve) => {
    first = resolve
  })
  void keepOpen(open, () => first?.())
  await ready
}

async function keepOpen(open: () => Promise<Carrier | Reason>, ready: () => void): Promise<void> {
  for (let attempt = 0; ; attempt++) {
    const carrier = await open().catch(() => undefined)
    if (carrier && 'code' in carrier) {
      store.setState({ state: 'lost', refused: carrier })
      return ready()
    }
    if (carrier) {
      current = carrier.studio
      knowConnectors(await carrier.studio.app.connectors().catch(() => connectors()))
      store.setState((was) => ({ state: 'open', opened: was.opened + 1 }))
      ready()
      await carrier.gone
      attempt = 0
      store.setState({ state: 'lost' })
    }
    await new Promise((resolve) => setTimeout(resolve, Math.min(200 * 2 ** attempt, 3000)))
  }
}

export const useConnection = (): ConnectionState => store((connection) => connection.state)
/** Grows by one with every opening; list it in an effect's dependencies to watch again after a loss. */
export const useOpenings = (): number => store((connection) => connection.opened)
/** Why the studio will not take this window, if so. */
export const useRefusal = (): Reason | undefined => store((connection) => connection.refused)

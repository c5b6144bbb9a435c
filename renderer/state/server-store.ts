/** The server that flows are sent to. Its address is remembered; its token is only held while the window is open. */
import { create } from 'zustand'
import { persist } from 'zustand/middleware'
import type { Reason } from '#engine'
import type { ServerFlow } from '#protocol'
import { asReason, studio } from '../client/index.ts'

export interface ServerStore {
  address: string
  token: string
  /** The open flow as it stands on the server; absent until the server was asked. */
  onServer?: ServerFlow
  busy?: 'send' | 'look' | 'state' | `slot.${string}`
  error?: Reason
  setServer(address: string, token: string): void
  send(flow: string, note: string): Promise<boolean>
  look(flow: string): Promise<boolean>
  mapSlot(flow: string, connection: string, liveAddress: string, liveToken: string): Promise<boolean>
  setState(flow: string, state: 'running' | 'paused'): Promise<boolean>
  dismiss(): void
}

export const useServer = create<ServerStore>()(
  persist(
    (set, get) => {
      const attempt = async (busy: NonNullable<ServerStore['busy']>, ask: () => Promise<ServerFlow>) => {
        set(({ error: _error, ...rest }) => ({ ...rest, busy }), true)
        try {
          set({ onServer: await ask() })
          return true
        } catch (thrown) {
          set({ error: asReason(thrown) })
          return false
        } finally {
          set(({ busy: _busy, ...rest }) => rest, true)
        }
      }
      const server = () => ({ address: get().address.trim(), token: get().token.trim() })
      return {
        address: '',
        token: '',
        setServer: (address, token) => set({ address, token }),
        send: (flow, note) => attempt('send', () => studio().launch.send({ flow, note, ...server() })),
        look: (flow) => attempt('look', () => studio().launch.serverFlow({ flow, ...server() })),
        mapSlot: (flow, connection, liveAddress, liveToken) =>
          attempt(`slot.${connection}`, () =>
            studio().launch.mapSlot({ flow, connection, liveAddress, liveToken, ...server() }),
          ),
        setState: (flow, state) => attempt('state', () => studio().launch.setServerState({ flow, state, ...server() })),
        dismiss: () => set(({ error: _error, ...rest }) => rest, true),
      }
    },
    { name: 'sluice.server', version: 1, partialize: ({ address }) => ({ address }) },
  ),
)

/** The server that flows are sent to. Its address is remembered; its token is only held while the window is open. */
import { create } from 'zustand'
import { persist } from 'zustand/middleware'
import type { Reason } from '#engine'
import type { ServerFlow, ServerIntake } from '#protocol'
import { asReason, studio } from '../client/index.ts'

export interface ServerStore {
  address: string
  token: string
  /** The open flow as it stands on the server; absent until the server was asked. */
  onServer?: ServerFlow
  /** How its events come in; read together with it. */
  intake?: ServerIntake
  busy?: 'secret' | 'send' | 'look' | 'state' | `slot.${string}`
  error?: Reason
  setServer(address: string, token: string): void
  send(flow: string, note: string): Promise<boolean>
  look(flow: string): Promise<boolean>
  mapSlot(flow: string, connection: string, liveAddress: string, liveToken: string): Promise<boolean>
  setState(flow: string, state: 'running' | 'paused'): Promise<boolean>
  /** A blank secret removes the one that is set. What is typed is not kept here. */
  setSecret(flow: string, secret: string): Promise<boolean>
  dismiss(): void
}

export const useServer = create<ServerStore>()(
  persist(
    (set, get) => {
      const attempt = async (
        busy: NonNullable<ServerStore['busy']>,
        ask: () => Promise<Pick<ServerStore, 'onServer' | 'intake'>>,
      ) => {
        set(({ error: _error, ...rest }) => ({ ...rest, busy }), true)
        try {
          set(await ask())
          return true
        } catch (thrown) {
          set({ error: asReason(thrown) })
          return false
        } finally {
          set(({ busy: _busy, ...rest }) => rest, true)
        }
      }
      const look = async (asked: Promise<ServerFlow>) => {
        const onServer = await asked
        return { onServer, intake: await studio().launch.intake({ flow: onServer.flow, ...server() }) }
      }
      const server = () => ({ address: get().address.trim(), token: get().token.trim() })
      return {
        address: '',
        token: '',
        setServer: (address, token) => set({ address, token }),
        send: (flow, note) => attempt('send', () => look(studio().launch.send({ flow, note, ...server() }))),
        look: (flow) => attempt('look', () => look(studio().launch.serverFlow({ flow, ...server() }))),
        mapSlot: (flow, connection, liveAddress, liveToken) =>
          attempt(`slot.${connection}`, () =>
            look(studio().launch.mapSlot({ flow, connection, liveAddress, liveToken, ...server() })),
          ),
        setState: (flow, state) =>
          attempt('state', () => look(studio().launch.setServerState({ flow, state, ...server() }))),
        setSecret: (flow, secret) =>
          attempt('secret', async () => ({ intake: await studio().launch.setSecret({ flow, secret, ...server() }) })),
        dismiss: () => set(({ error: _error, ...rest }) => rest, true),
      }
    },
    { name: 'sluice.server', version: 1, partialize: ({ address }) => ({ address }) },
  ),
)

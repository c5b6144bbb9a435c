/**
 * Saved connections, and the sign-ins that are under way for places in the open flow. Secrets pass through and stay nowhere; a sign-in
 * in the browser goes on while other steps are looked at.
 */
import { create } from 'zustand'
import { Failure, neededPermissions, operationsUsed, type Reason, type SignInWay } from '#engine'
import type { ConnectionView, SignInProgress } from '#protocol'
import { asReason, connectors, studio } from '../client/index.ts'
import { useFlow } from './flow-store.ts'
import { useSlots } from './slot-store.ts'

/** The practice slot of a connection of a flow. */
export interface Place {
  flow: string
  connection: string
}

/** What a sign-in form was filled in with. */
export interface SignInGiven {
  /** Signed in again: whatever uses this one goes on with it. */
  id?: string
  connector: string
  name: string
  address: string
  values: Record<string, string>
  way: SignInWay['kind'] | 'none'
  user: string
  secret: string
  client: string
  clientSecret: string
  port?: number
}

export type SignInWork =
  | { state: 'busy' | 'checking' }
  | { state: 'waiting'; signIn: string; open: string }
  | { state: 'refused'; reason: Reason }

export interface SignInStore {
  saved: readonly ConnectionView[]
  work: ReadonlyMap<string, SignInWork>
  load(): Promise<void>
  /** Signs in, puts it into the place and checks it. True when it was taken. */
  signIn(place: Place, given: SignInGiven): Promise<boolean>
  /** Null: back to the practice system. */
  choose(place: Place, saved: string | null): Promise<boolean>
  check(place: Place, saved: string): Promise<void>
  cancel(place: Place): Promise<void>
  dismiss(place: Place): void
}

export const keyOf = ({ flow, connection }: Place): string => JSON.stringify([flow, connection])

export const useSignIns = create<SignInStore>()((set, get) => {
  const show = (place: Place, work?: SignInWork) =>
    set((state) => {
      const next = new Map(state.work)
      if (work) next.set(keyOf(place), work)
      else next.delete(keyOf(place))
      return { work: next }
    })
  const attempt = async (place: Place, act: () => Promise<void>): Promise<boolean> => {
    show(place, { state: 'busy' })
    try {
      await act()
      show(place)
      return true
    } catch (error) {
      const reason = asReason(error)
      show(place, reason.code === 'sign-in.cancelled' ? undefined : { state: 'refused', reason })
      return false
    }
  }
  const put = async (place: Place, saved: string | null) => {
    // A connection that was just drawn is known to the studio once it is saved.
    await useFlow.getState().saveNow()
    await studio().connections.chooseFor({ ...place, slot: 'practice', saved })
    await Promise.all([useSlots.getState().load(place.flow), get().load()])
  }
  const look = async (place: Place, saved: string) => {
    show(place, { state: 'checking' })
    await studio().connections.check({ saved })
    await get().load()
  }
  return {
    saved: [],
    work: new Map(),
    async load() {
      try {
        set({ saved: await studio().connections.list() })
      } catch {
        // As before; it is asked again with the next change.
      }
    },
    signIn: (place, given) =>
      attempt(place, async () => {
        const { way, ...rest } = given
        const saved =
          way === 'oauth-code' || way === 'oauth-client'
            ? await byGrant({ ...rest, way, permissions: neededAt(place) }, (signIn, open) =>
                show(place, { state: 'waiting', signIn, open }),
              )
            : await studio().connections.save({ ...rest, way, slot: 'practice' })
        await put(place, saved.id)
        await look(place, saved.id)
      }),
    choose: (place, saved) =>
      attempt(place, async () => {
        await put(place, saved)
        if (saved !== null) await look(place, saved)
      }),
    async check(place, saved) {
      await attempt(place, () => look(place, saved))
    },
    async cancel(place) {
      const work = get().work.get(keyOf(place))
      // Whoever waits for the end of the sign-in hears of it, also when it had ended already.
      if (work?.state === 'waiting')
        await studio()
          .connections.cancel({ signIn: work.signIn })
          .catch(() => undefined)
    },
    dismiss: (place) => show(place),
  }
})

type Grant = Omit<SignInGiven, 'way'> & { way: 'oauth-code' | 'oauth-client'; permissions: string[] }

/** What the steps drawn so far need over there: it is asked for at once, so that nobody has to allow twice. */
function neededAt({ flow: id, connection }: Place): string[] {
  const { flow } = useFlow.getState()
  const connector = flow?.id === id ? connectors()[flow.connections[connection]?.connector ?? ''] : undefined
  if (!flow || !connector) return []
  return neededPermissions(connector, operationsUsed(flow, connection)).map(({ permission }) => permission)
}

/** With a browser this lasts until the person is done there. Throws the reason when it fails. */
async function byGrant(given: Grant, onWait: (signIn: string, open: string) => void): Promise<ConnectionView> {
  const begun = await studio().connections.startSignIn({ ...given, slot: 'practice' })
  let progress: SignInProgress = begun.progress
  if (progress.state === 'waiting') {
    onWait(begun.signIn, progress.open)
    openInBrowser(progress.open)
  }
  while (progress.state === 'waiting') progress = await studio().connections.finish({ signIn: begun.signIn })
  if (progress.state === 'saved') return progress.saved
  const { code, category, values, details = {} } = progress.reason
  throw new Failure(code, category, values, { details })
}

/** In the desktop app the window refuses to open it and hands it to the person's browser. */
function openInBrowser(address: string): void {
  if (/^https?:/.test(address)) window.open(address, '_blank', 'noopener')
}

/** The saved connection that stands in the place. */
export const savedAt = (saved: readonly ConnectionView[], { flow, connection }: Place): ConnectionView | undefined =>
  saved.find(({ uses }) =>
    uses.some((use) => use.flow === flow && use.connection === connection && use.slot === 'practice'),
  )

/** Requests about saved connections. */
import { accessRequest } from './access-request.ts'
import { checkConnection } from './check-connections.ts'
import { saveConnection } from './connections.ts'
import type { Context } from './context.ts'
import { openFlow } from './flows.ts'
import type { OAuthSignIns } from './oauth-sign-ins.ts'
import type { Os } from './router.ts'
import { listConnections, putInSlot, removeConnection, viewOf } from './saved.ts'

export function connectionRequests(context: Context, os: Os, signIns: OAuthSignIns) {
  return {
    list: os.connections.list.handler(() => listConnections(context)),
    save: os.connections.save.handler(({ input }) => saveConnection(context, input)),
    startSignIn: os.connections.startSignIn.handler(({ input }) => signIns.start(input)),
    finish: os.connections.finish.handler(({ input }) => signIns.finish(input.signIn)),
    cancel: os.connections.cancel.handler(({ input }) => ({ cancelled: signIns.cancel(input.signIn) })),
    signOut: os.connections.signOut.handler(async ({ input }) =>
      viewOf(context, await context.signIns.signOut(input.saved)),
    ),
    rename: os.connections.rename.handler(({ input }) =>
      viewOf(context, context.signIns.rename(input.saved, input.name)),
    ),
    remove: os.connections.remove.handler(({ input }) => ({ removed: removeConnection(context, input.saved) })),
    check: os.connections.check.handler(({ input }) => checkConnection(context, input.saved)),
    chooseFor: os.connections.chooseFor.handler(({ input: { flow, connection, slot, saved } }) => {
      const { flow: found } = openFlow(context, flow)
      putInSlot(context, found, connection, slot, saved ?? undefined)
      return saved === null ? [] : viewOf(context, context.signIns.get(saved)).uses
    }),
    request: os.connections.request.handler(({ input }) => accessRequest(context, input.saved)),
  }
}

/** Asks models for people outside of runs: while stepping and evaluating. What was answered before is not asked again. */
import { createModels } from '#adapters/model'
import { openNetwork, sealTo } from '#adapters/net'
import { systemClock, systemHash, systemRandom } from '#adapters/system'
import {
  type Access,
  Account,
  askModel,
  Failure,
  type Flow,
  isInside,
  type KeptAnswer,
  type ModelPlan,
  modelPlaceOf,
  modelQuestionOf,
  type Seen,
} from '#engine'
import type { Context } from './context.ts'
import { practiceAccess } from './slots.ts'

export interface Asker {
  /** `known`: only what was answered before; undefined where nothing was. Throws the Failure of a call that is refused. */
  ask(step: string, model: ModelPlan, seen: Seen, known?: boolean): Promise<KeptAnswer | undefined>
  close(): Promise<void>
}

const INSIDE: Access = { address: '', token: '' }

/** In practice: where the connections of the flow lead there. */
export async function openAsker(context: Context, flow: Flow): Promise<Asker> {
  const access: Record<string, Access> = await practiceAccess(context, flow)
  const network = openNetwork({ seal: sealTo(Object.values(access).map(({ address }) => address)) })
  const port = createModels(network)
  const ports = { network, clock: systemClock, random: systemRandom }
  const accounts = new Map<string, Account>()

  function accountOf(connection: string): Account {
    const name = flow.connections[connection]?.connector ?? ''
    const connector = context.connectors[name]
    const reached = access[connection] ?? (isInside(connector) ? INSIDE : undefined)
    if (!connector || !reached) throw new Failure('connector.unknown', 'permanent', { connector: name, connection })
    const account =
      accounts.get(connection) ??
      new Account({ connector, access: reached, ports, patience: 5000, giveUp: () => undefined })
    accounts.set(connection, account)
    return account
  }

  return {
    async ask(step, model, seen, known = false) {
      const account = accountOf(model.connection)
      const place = modelPlaceOf(account, access[model.connection] ?? INSIDE)
      const question = modelQuestionOf(model, seen, place, systemHash)
      const before = context.store.models.answer('practice', question)
      if (before || known) return before
      try {
        const answer = await askModel(port, account, model, seen, new AbortController().signal)
        context.store.models.keepAnswer('practice', question, answer, step, systemClock.now())
        return answer
      } catch (error) {
        throw (error as { failure?: Failure }).failure ?? error
      }
    },
    close: () => network.close(),
  }
}

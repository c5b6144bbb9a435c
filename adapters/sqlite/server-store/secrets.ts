import type { Database } from 'better-sqlite3'
import { hookName, type SecretKeeper } from './keeper.ts'

/** What the sender of a flow's events signs them with. It is told to nobody. */
export interface SecretTable {
  of(flow: string): string | undefined
  /** Replaces what was there; undefined forgets it. Durable when it returns. */
  set(flow: string, secret: string | undefined, at: number): void
}

export function openSecrets(database: Database, keeper: SecretKeeper): SecretTable {
  const write = database.prepare("INSERT OR REPLACE INTO hook_secrets (flow, secret, set_at) VALUES (?, '', ?)")
  const drop = database.prepare('DELETE FROM hook_secrets WHERE flow = ?')
  // Asked for with every event. Nobody else sets them.
  const known = new Map<string, string | undefined>()
  return {
    of(flow) {
      if (!known.has(flow)) known.set(flow, keeper.of(hookName(flow)))
      return known.get(flow)
    },
    set(flow, secret, at) {
      known.delete(flow)
      if (secret === undefined) {
        keeper.drop(hookName(flow))
        drop.run(flow)
        return
      }
      write.run(flow, at)
      keeper.set(hookName(flow), secret)
    },
  }
}

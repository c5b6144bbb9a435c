import type { Database } from 'better-sqlite3'

/** What the sender of a flow's events signs them with. It is told to nobody. */
export interface SecretTable {
  of(flow: string): string | undefined
  /** Replaces what was there; undefined forgets it. Durable when it returns. */
  set(flow: string, secret: string | undefined, at: number): void
}

export function openSecrets(database: Database): SecretTable {
  const read = database.prepare<[string], string>('SELECT secret FROM hook_secrets WHERE flow = ?').pluck()
  const write = database.prepare('INSERT OR REPLACE INTO hook_secrets (flow, secret, set_at) VALUES (?, ?, ?)')
  const drop = database.prepare('DELETE FROM hook_secrets WHERE flow = ?')
  // Asked for with every event. Nobody else can change the file.
  const known = new Map<string, string | undefined>()
  return {
    of(flow) {
      if (!known.has(flow)) known.set(flow, read.get(flow))
      return known.get(flow)
    },
    set(flow, secret, at) {
      known.delete(flow)
      if (secret === undefined) drop.run(flow)
      else write.run(flow, secret, at)
    },
  }
}

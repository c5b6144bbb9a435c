/** Where secrets of a server are kept: not in server.db, which only says that there are some. */
import type { Database } from 'better-sqlite3'

/** By name; see adapters/secrets. */
export interface SecretKeeper {
  of(name: string): string | undefined
  set(name: string, text: string): void
  drop(name: string): void
}

export const slotName = (flow: string, connection: string): string => `live slot ${flow} ${connection}`
export const hookName = (flow: string): string => `webhook ${flow}`

/** What earlier versions kept in the tables themselves: it is handed to the keeper, and nothing of it is left in the file. */
export function bringOver(database: Database, keeper: SecretKeeper): void {
  const slots = database
    .prepare<[], { flow: string; connection: string; token: string }>(
      "SELECT flow, connection, token FROM slots WHERE token <> ''",
    )
    .all()
  const hooks = database
    .prepare<[], { flow: string; secret: string }>("SELECT flow, secret FROM hook_secrets WHERE secret <> ''")
    .all()
  if (slots.length + hooks.length === 0) return
  for (const { flow, connection, token } of slots) keeper.set(slotName(flow, connection), token)
  for (const { flow, secret } of hooks) keeper.set(hookName(flow), secret)
  database.pragma('secure_delete = ON')
  database.exec("BEGIN IMMEDIATE; UPDATE slots SET token = ''; UPDATE hook_secrets SET secret = ''; COMMIT; VACUUM")
  database.pragma('wal_checkpoint(TRUNCATE)')
}

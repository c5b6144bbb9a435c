/** What is kept of a saved connection: its row, and under its name in the vault the secret. */
import type { Vault } from '#adapters/secrets'
import type { SignInTables } from '#adapters/sqlite/sign-ins'
import { Failure, type SavedConnection } from '#engine'

export interface KeptSecret {
  /** What is sent: a key, `name:password`, or an access token. */
  token: string
  /** Milliseconds since 1970 when it was given. */
  obtained: number
  expires?: number
  refresh?: string
  clientSecret?: string
}

export interface Keeping {
  tables: SignInTables
  vault: Vault
}

const nameOf = (id: string): string => `connection ${id}`

export function readSecret({ vault }: Keeping, id: string): KeptSecret | undefined {
  const text = vault.of(nameOf(id))
  return text === undefined ? undefined : (JSON.parse(text) as KeptSecret)
}

/** Throws Failure saved.not-found. */
export function readSaved({ tables }: Keeping, id: string): SavedConnection {
  const saved = tables.connections.of<SavedConnection>(id)
  if (!saved) throw new Failure('saved.not-found', 'permanent', { connection: id })
  return saved
}

/** Row and secret as one. */
export function keep({ tables, vault }: Keeping, saved: SavedConnection, secret: KeptSecret, now: number): void {
  // The key is opened before the file is kept from others.
  vault.open()
  tables.atOnce(() => {
    tables.connections.set(saved.id, saved, now)
    vault.set(nameOf(saved.id), JSON.stringify(secret))
  })
}

export function forgetSecret({ vault }: Keeping, id: string): void {
  vault.drop(nameOf(id))
}

/** Changes what is known of a connection, on what others may have changed meanwhile. Undefined: it is there no more. */
export function change(
  { tables }: Keeping,
  id: string,
  work: (saved: SavedConnection) => SavedConnection,
  now: number,
): SavedConnection | undefined {
  return tables.atOnce(() => {
    const saved = tables.connections.of<SavedConnection>(id)
    const next = saved && work(saved)
    if (next) tables.connections.set(id, next, now)
    return next
  })
}

/** Secrets by name, sealed in the data folder's sign-ins.db. Opened at first need: who needs no secret is not asked for a passphrase. */
import { createHmac } from 'node:crypto'
import type { SignInTables } from '#adapters/sqlite/sign-ins'
import { systemClock } from '#adapters/system'
import { Failure } from '#engine'
import { openText, sealText } from './envelope.ts'

/** Everything here throws the Failures secrets.* of opening it, and secrets.damaged. */
export interface Vault {
  /** The secret, or undefined when none is kept under the name. */
  of(name: string): string | undefined
  /** Names that begin so. Needs no key. */
  names(prefix: string): string[]
  /** Durable when it returns. */
  set(name: string, text: string): void
  /** Needs no key. */
  drop(name: string): void
  /** The same text gives the same mark, which tells nothing of it. */
  mark(text: string): string
  /** Opens it now. */
  open(): void
}

/** `unlock` is called once, at first need; one that throws is called again the next time. */
export function createVault(tables: SignInTables, unlock: () => Buffer): Vault {
  let known: Buffer | undefined
  const key = (): Buffer => {
    known ??= unlock()
    return known
  }
  return {
    of(name) {
      const sealed = tables.secrets.of(name)
      if (sealed === undefined) return undefined
      const text = openText(key(), name, sealed)
      if (text === undefined) throw new Failure('secrets.damaged', 'permanent', { folder: tables.folder })
      return text
    },
    names: (prefix) => tables.secrets.names(prefix),
    set: (name, text) => tables.secrets.set(name, sealText(key(), name, text), systemClock.now()),
    drop: (name) => tables.secrets.drop(name),
    mark: (text) => createHmac('sha256', key()).update(`mark ${text}`).digest('hex'),
    open: () => void key(),
  }
}

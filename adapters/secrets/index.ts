/** Where secrets are kept: sealed in the data folder, with a key that only the operating system, a passphrase or a key file opens. */
import { openSignInTables, type SignInTables } from '#adapters/sqlite/sign-ins'
import { type HostKeys, type UnlockOptions, unlock, unlockByHost, wantsPassphrase } from './data-key.ts'
import { keyFolder } from './key-file.ts'
import { createVault, type Vault } from './vault.ts'

export interface SecretsOptions {
  /** Otherwise SLUICE_PASSPHRASE, if it is set. */
  passphrase?: string
  /** Where key files lie; otherwise where this system keeps such things. */
  keys?: string
}

export interface OpenSecrets {
  tables: SignInTables
  vault: Vault
  close(): void
}

/** Throws Failures data.*; those of the key (secrets.*) come when a secret is first needed. */
export function openSecrets(folder: string, options: SecretsOptions = {}): OpenSecrets {
  const tables = openSignInTables(folder)
  const given = optionsOf(options)
  return { tables, vault: createVault(tables, () => unlock(tables, given)), close: () => tables.close() }
}

/** The same where the desktop app reaches the operating system's key store. A key that does not open is told when it is needed. */
export async function openSecretsByHost(
  folder: string,
  host: HostKeys,
  options: SecretsOptions = {},
): Promise<OpenSecrets> {
  const tables = openSignInTables(folder)
  const given = optionsOf(options)
  const key = await unlockByHost(tables, given, host).catch((error: unknown) => ({ error }))
  const opened = () => {
    if (Buffer.isBuffer(key)) return key
    throw key.error
  }
  return { tables, vault: createVault(tables, opened), close: () => tables.close() }
}

/** Whether a person has to be asked for the passphrase of this data folder. */
export function asksForPassphrase(folder: string): boolean {
  const tables = openSignInTables(folder)
  try {
    return wantsPassphrase(tables)
  } finally {
    tables.close()
  }
}

const optionsOf = ({
  passphrase = process.env.SLUICE_PASSPHRASE,
  keys = keyFolder(),
}: SecretsOptions): UnlockOptions => ({
  passphrase,
  keys,
})

export type { HostKeys } from './data-key.ts'
export type { Vault } from './vault.ts'

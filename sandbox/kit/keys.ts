import { randomBytes } from 'node:crypto'
import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { isRecord } from '../http/exchange.ts'

/** What one system of a practice folder hands out to sign in with. */
export interface SystemKeys {
  readonly token: string
  /** The app for OAuth. */
  readonly clientId: string
  readonly clientSecret: string
}

/** The keys of every named system: those kept in the folder from last time, else new ones. `keyOf` gives a key its form. */
export function keepSystemKeys(
  folder: string,
  systems: readonly { readonly name: string; keyOf?(random: string): string }[],
): ReadonlyMap<string, SystemKeys> {
  const path = join(folder, 'system-keys.json')
  const kept = readKept(path)
  const keys = new Map(systems.map(({ name, keyOf }) => [name, keysFrom(kept[name]) ?? newKeys(name, keyOf)]))
  const all = JSON.stringify({ ...kept, ...Object.fromEntries(keys) })
  if (all !== JSON.stringify(kept)) {
    writeFileSync(`${path}.new`, all, { mode: 0o600 })
    renameSync(`${path}.new`, path)
  }
  return keys
}

export const randomText = (): string => randomBytes(18).toString('hex')

function newKeys(name: string, keyOf: ((random: string) => string) | undefined): SystemKeys {
  return {
    token: keyOf?.(randomText()) ?? `practice-${name}-${randomText()}`,
    clientId: `practice-app-${name}`,
    clientSecret: `practice-secret-${randomText()}`,
  }
}

function keysFrom(value: unknown): SystemKeys | undefined {
  if (!isRecord(value)) return undefined
  const { token, clientId, clientSecret } = value
  if (typeof token !== 'string' || typeof clientId !== 'string' || typeof clientSecret !== 'string') return undefined
  return { token, clientId, clientSecret }
}

function readKept(path: string): Record<string, unknown> {
  try {
    const kept: unknown = JSON.parse(readFileSync(path, 'utf8'))
    return isRecord(kept) ? kept : {}
  } catch {
    return {}
  }
}

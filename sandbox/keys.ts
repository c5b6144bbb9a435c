import { randomBytes } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { isRecord } from './http/exchange.ts'

export interface Keys {
  readonly token: string
  readonly controlToken: string
}

/**
 * The tokens of a practice folder: those given, else those kept from last time, else new ones. They begin with
 * `practice-`, so that nobody takes them for a real account's.
 */
export function keepKeys(folder: string, given: Partial<Keys>): Keys {
  const path = join(folder, 'keys.json')
  const kept = readKept(path)
  const keys = {
    token: given.token ?? kept.token ?? `practice-hubspot-${randomBytes(18).toString('hex')}`,
    controlToken: given.controlToken ?? kept.controlToken ?? `practice-control-${randomBytes(18).toString('hex')}`,
  }
  if (keys.token !== kept.token || keys.controlToken !== kept.controlToken) {
    writeFileSync(path, JSON.stringify(keys), { mode: 0o600 })
  }
  return keys
}

function readKept(path: string): Partial<Keys> {
  try {
    const kept: unknown = JSON.parse(readFileSync(path, 'utf8'))
    if (!isRecord(kept) || typeof kept.token !== 'string' || typeof kept.controlToken !== 'string') return {}
    return { token: kept.token, controlToken: kept.controlToken }
  } catch {
    return {}
  }
}

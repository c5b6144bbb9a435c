import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { isRecord } from '../http/exchange.ts'

/** The ports that the systems of a folder had last time, so that their addresses stay the same. */
export function keptPorts(folder: string): ReadonlyMap<string, number> {
  try {
    const kept: unknown = JSON.parse(readFileSync(join(folder, 'ports.json'), 'utf8'))
    const entries = isRecord(kept) ? Object.entries(kept) : []
    return new Map(entries.filter((entry): entry is [string, number] => isPort(entry[1])))
  } catch {
    return new Map()
  }
}

/** Systems that are not served this time keep theirs. */
export function keepPorts(folder: string, ports: ReadonlyMap<string, number>): void {
  const all = Object.fromEntries([...keptPorts(folder), ...ports])
  writeFileSync(join(folder, 'ports.json'), JSON.stringify(all), { mode: 0o600 })
}

const isPort = (value: unknown) => typeof value === 'number' && Number.isInteger(value) && value > 0 && value < 65_536

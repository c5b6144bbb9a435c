// The file that says where a folder's practice systems answer. It holds tokens: readable by its owner only.
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { join } from 'node:path'
import { isRecord } from './http/exchange.ts'
import type { SystemAccess } from './kit/running.ts'

/** An address such as `http://127.0.0.1:4321` and the bearer token to use there. */
export interface Access {
  readonly address: string
  readonly token: string
}

export interface PracticeAddresses {
  readonly systems: Readonly<Record<string, SystemAccess>> & { readonly hubspot: SystemAccess }
  readonly control: Access
  readonly pid: number
}

const fileOf = (folder: string) => join(folder, 'practice.json')

export function writeAddresses(folder: string, addresses: PracticeAddresses): void {
  const path = fileOf(folder)
  writeFileSync(`${path}.new`, JSON.stringify(addresses), { mode: 0o600 })
  renameSync(`${path}.new`, path)
}

export function removeAddresses(folder: string): void {
  rmSync(fileOf(folder), { force: true })
}

/** Where the folder's practice systems answer; undefined when nobody serves it (the file may be left from a kill). */
export async function findPractice(folder: string): Promise<PracticeAddresses | undefined> {
  const addresses = readAddresses(folder)
  if (addresses === undefined || !isRunning(addresses.pid)) return undefined
  const health = await askHealth(addresses.control)
  return isRecord(health) && health.ready === true && health.pid === addresses.pid ? addresses : undefined
}

function readAddresses(folder: string): PracticeAddresses | undefined {
  try {
    return JSON.parse(readFileSync(fileOf(folder), 'utf8')) as PracticeAddresses
  } catch {
    return undefined
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

function askHealth(control: Access): Promise<unknown> {
  return new Promise((resolve) => {
    const headers = { authorization: `Bearer ${control.token}`, connection: 'close' }
    const asking = request(`${control.address}/__practice/health`, { headers, timeout: 2_000 }, (response) => {
      let text = ''
      response.setEncoding('utf8').on('data', (part: string) => {
        text += part
      })
      response.on('end', () => resolve(parse(text)))
      response.on('error', () => resolve(undefined))
    })
    asking.on('timeout', () => asking.destroy())
    asking.on('error', () => resolve(undefined))
    asking.end()
  })
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

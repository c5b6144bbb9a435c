// For tests of the kit: practice systems in a folder of their own, asked as a client and through the control API.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Practice, type PracticeOptions, startPractice } from '../practice.ts'
import type { SystemFaults } from './faults.ts'
import { madeUp } from './made-up.ts'
import type { SystemAccess } from './running.ts'

export interface Asked {
  readonly status: number
  readonly headers: Headers
  readonly body: Record<string, unknown>
}

export interface ServedPractice {
  readonly folder: string
  readonly practice: Practice
  readonly system: SystemAccess
  /** Calls the system, signed in unless another token is given. */
  ask(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Asked>
  /** Asks the control API: a GET without a body, else a POST. */
  control(path: string, body?: unknown): Promise<Record<string, unknown>>
  faults(faults: SystemFaults): Promise<void>
  end(): Promise<void>
}

/** Serves the made-up vendor, or others, beside HubSpot. */
export async function servePractice(options: Partial<PracticeOptions> = {}): Promise<ServedPractice> {
  const folder = options.folder ?? mkdtempSync(join(tmpdir(), 'practice-'))
  const practice = await startPractice({ systems: [madeUp], limited: false, ...options, folder })
  const system = practice.systems['made-up'] ?? practice.systems.hubspot
  const control = async (path: string, body?: unknown) => {
    const headers = { authorization: `Bearer ${practice.control.token}` }
    const request = body === undefined ? { headers } : { headers, method: 'POST', body: JSON.stringify(body) }
    const answer = await fetch(`${practice.control.address}/__practice/${path}`, request)
    return (await answer.json()) as Record<string, unknown>
  }
  return {
    ...{ folder, practice, system, control },
    ask: async (method, path, body, headers = {}) => {
      const answer = await fetch(system.address + path, {
        method,
        headers: { authorization: `Bearer ${system.token}`, ...headers },
        ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      })
      const text = await answer.text()
      return { status: answer.status, headers: answer.headers, body: text === '' ? {} : JSON.parse(text) }
    },
    faults: async (faults) => {
      const said = await control('made-up/faults', faults)
      if ('error' in said) throw new Error(String(said.error))
    },
    end: async () => {
      await practice.close()
      rmSync(folder, { recursive: true })
    },
  }
}

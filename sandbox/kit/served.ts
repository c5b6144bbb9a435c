// For tests of the kit: practice systems in a folder of their own, asked as a client and through the control API.
import { mkdtempSync, rmSync } from 'node:fs'
import { request } from 'node:http'
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
    const { address, token } = practice.control
    const method = body === undefined ? 'GET' : 'POST'
    return (await send(method, `${address}/__practice/${path}`, { authorization: `Bearer ${token}` }, body)).body
  }
  return {
    ...{ folder, practice, system, control },
    ask: (method, path, body, headers = {}) =>
      send(method, system.address + path, { authorization: `Bearer ${system.token}`, ...headers }, body),
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

/** On a connection of its own: a system that was started again has the same address, and connections kept open lead to the old one. */
function send(method: string, url: string, headers: Record<string, string>, body: unknown): Promise<Asked> {
  return new Promise((resolve, reject) => {
    const asking = request(url, { method, headers, agent: false }, (answer) => {
      let text = ''
      answer.setEncoding('utf8').on('data', (part: string) => {
        text += part
      })
      answer.on('error', reject).on('end', () => {
        const { statusCode: status = 0 } = answer
        const told = new Headers(Object.entries(answer.headers).map(([name, value]) => [name, String(value)] as const))
        resolve({ status, headers: told, body: text === '' ? {} : (JSON.parse(text) as Record<string, unknown>) })
      })
    })
    asking.on('error', reject)
    asking.end(body === undefined || typeof body === 'string' ? body : JSON.stringify(body))
  })
}

/** Asks the practice systems what is in them, and empties them. */

import { openNetwork, sealTo } from '#adapters/net'
import { Failure } from '#engine'
import type { PracticeAddresses } from '#sandbox'

export interface ShownObject {
  id: string
  properties: Record<string, string | null>
  createdAt: string
  updatedAt: string
}

export interface ShownEffect {
  key: string
  created: number
  changed: number
  writes: number
  effects: number
}

export interface Shown {
  total: number
  objects: ShownObject[]
  effects: ShownEffect[]
}

/** Names under which people may ask for a system. */
export const PRACTICE_SYSTEMS: Readonly<Record<string, readonly string[]>> = { hubspot: ['companies', 'contacts'] }
const ALIASES: Readonly<Record<string, string>> = { crm: 'hubspot' }

/** Throws Failure practice.unknown. */
export async function showPractice(
  addresses: PracticeAddresses,
  system: string,
  object: string,
  offset: number,
  limit: number,
): Promise<Shown> {
  const known = ALIASES[system.toLowerCase()] ?? system.toLowerCase()
  if (!PRACTICE_SYSTEMS[known]?.includes(object)) {
    const choices = Object.entries(PRACTICE_SYSTEMS).flatMap(([name, objects]) =>
      objects.map((one) => `${name} ${one}`),
    )
    throw new Failure('practice.unknown', 'permanent', { system, object, choices })
  }
  return JSON.parse(
    await control(addresses, 'GET', `/__practice/show/${object}?offset=${offset}&limit=${limit}`),
  ) as Shown
}

export async function resetPractice(addresses: PracticeAddresses): Promise<void> {
  await control(addresses, 'POST', '/__practice/reset')
}

async function control(addresses: PracticeAddresses, method: string, path: string): Promise<string> {
  const { address, token } = addresses.control
  const network = openNetwork({ seal: sealTo([address]) })
  try {
    const reply = await network.request({
      method,
      url: address + path,
      headers: { authorization: `Bearer ${token}` },
      timeout: 30_000,
    })
    if (reply.status < 300) return reply.body
    throw new Failure('practice.unavailable', 'transient', { why: `status ${reply.status}` })
  } finally {
    await network.close()
  }
}

/** Looks into the practice systems, breaks them on purpose, and empties them. */

import { openNetwork, sealTo } from '#adapters/net'
import { Failure, type Json } from '#engine'
import type { PracticeAddresses, SystemFaults } from '#sandbox'

export interface ShownObject {
  id: string
  /** What people recognise it by. */
  label?: string
  properties: Record<string, Json>
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

export interface ShownSystem {
  name: string
  title: string
  kinds: { name: string; title: string; label: string; count: number }[]
}

export interface ShownChange {
  kind: string
  id: string
  label: string
  did: 'created' | 'changed' | 'removed'
  at: string
}

/** Other names under which people may ask for a system. */
const ALIASES: Readonly<Record<string, string>> = { crm: 'hubspot' }

export async function practiceSystems(addresses: PracticeAddresses): Promise<ShownSystem[]> {
  return (await asked<{ systems: ShownSystem[] }>(addresses, 'GET', 'systems')).systems
}

/** Objects and effects are paged alike. Throws Failure practice.unknown. */
export async function showPractice(
  addresses: PracticeAddresses,
  system: string,
  object: string,
  offset: number,
  limit: number,
): Promise<Shown> {
  const name = await known(addresses, system, object)
  if (name === 'hubspot') return asked<Shown>(addresses, 'GET', `show/${object}?offset=${offset}&limit=${limit}`)
  const page = await asked<Omit<Shown, 'objects'> & { objects: (ShownObject & { body: Record<string, Json> })[] }>(
    addresses,
    'GET',
    `${name}/show/${object}?offset=${offset}&limit=${limit}`,
  )
  return { ...page, objects: page.objects.map(({ body, ...about }) => ({ ...about, properties: body })) }
}

/** What was created, changed and removed there since `since` (milliseconds since 1970), oldest first. */
export async function practiceChanges(
  addresses: PracticeAddresses,
  system: string,
  since: number,
): Promise<ShownChange[]> {
  const name = await known(addresses, system)
  const path = `${name}/changes?since=${encodeURIComponent(new Date(since).toISOString())}`
  return (await asked<{ changes: ShownChange[] }>(addresses, 'GET', path)).changes
}

export async function practiceFaults(addresses: PracticeAddresses, system: string): Promise<SystemFaults> {
  return asked<SystemFaults>(addresses, 'GET', `${await known(addresses, system)}/faults`)
}

/** Replaces all of them; `{}` makes the system healthy. Throws Failure practice.faults for what is no fault. */
export async function setPracticeFaults(
  addresses: PracticeAddresses,
  system: string,
  faults: unknown,
): Promise<SystemFaults> {
  return asked<SystemFaults>(addresses, 'POST', `${await known(addresses, system)}/faults`, faults)
}

/** Empties one of them, or all. */
export async function resetPractice(addresses: PracticeAddresses, system?: string): Promise<void> {
  await asked(addresses, 'POST', system === undefined ? 'reset' : `${await known(addresses, system)}/reset`)
}

/** The system's own name. Throws Failure practice.unknown, with what there is. */
async function known(addresses: PracticeAddresses, system: string, object?: string): Promise<string> {
  const systems = await practiceSystems(addresses)
  const lower = system.toLowerCase()
  const found = systems.find(({ name }) => name === (ALIASES[lower] ?? lower))
  if (found && (object === undefined || found.kinds.some(({ name }) => name === object))) return found.name
  const choices = (found ? [found] : systems).flatMap(({ name, kinds }) => kinds.map((kind) => `${name} ${kind.name}`))
  throw new Failure('practice.unknown', 'permanent', { system, object: object ?? '', choices })
}

async function asked<T>(addresses: PracticeAddresses, method: string, path: string, body?: unknown): Promise<T> {
  const { address, token } = addresses.control
  const network = openNetwork({ seal: sealTo([address]) })
  try {
    const reply = await network.request({
      method,
      url: `${address}/__practice/${path}`,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      timeout: 30_000,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    if (reply.status < 300) return JSON.parse(reply.body) as T
    if (reply.status === 400) throw new Failure('practice.faults', 'permanent', { why: errorIn(reply.body) })
    throw new Failure('practice.unavailable', 'transient', { why: `status ${reply.status}` })
  } finally {
    await network.close()
  }
}

function errorIn(body: string): string {
  const said: unknown = JSON.parse(body)
  return said !== null && typeof said === 'object' && 'error' in said
    ? String(said.error).replace(/\.$/, '')
    : 'unknown'
}

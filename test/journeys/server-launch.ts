/** Bundles and calls for the journeys of the server. */
import { type BundlePayload, createSigner, type Signer, signBundle } from '#adapters/bundle'
import { systemHash } from '#adapters/system'
import { CONNECTORS } from '#connectors'
import { type Flow, flowSchema, hashOf, type Proof } from '#engine'
import { newFolder } from './server-process.ts'

export const newSigner = (name = 'Ada'): Signer => createSigner(newFolder(), name)

/** Takes leads from a webhook, or from a file, and writes each as a contact matched by its e-mail. */
export function leadsFlow(start: 'webhook' | 'read-file', id = 'leads'): Flow {
  const file = { file: 'sample', name: 'leads.csv', columns: ['email', 'name'] }
  const settings = start === 'webhook' ? { fields: ['email', 'name'] } : { file }
  return flowSchema.parse({
    formatVersion: 1,
    id,
    name: 'Leads to the CRM',
    steps: {
      start: { kind: start, title: 'Leads come in', settings },
      write: {
        kind: 'write',
        title: 'Create or update the contact',
        settings: {
          connection: 'crm',
          operation: 'upsert-contact',
          matchField: 'email',
          key: { fields: ['email'], ignore: ['case', 'spaces'] },
          fields: [{ to: 'lastname', from: 'name' }],
        },
      },
    },
    wires: [{ id: 'w1', from: { step: 'start', port: 'main' }, to: { step: 'write' } }],
    connections: { crm: { name: 'Our CRM', connector: 'hubspot' } },
    owners: { logic: 'Ada', backup: 'Grace' },
    alerts: { person: 'Ada' },
  })
}

/** A proof as a clean pair of runs leaves it. */
function proofOf(hash: string): Proof {
  const counts = { received: 2, updated: 0, unaccounted: 0 }
  const first = { run: 'first', ...counts, created: 2, unchanged: 0, held: 0 }
  return { hash, first, second: { run: 'second', ...counts, created: 0, unchanged: 2, newlyHeld: 0 }, at: 1 }
}

export function payloadOf(flow: Flow, change: Partial<BundlePayload> = {}): BundlePayload {
  const hash = hashOf(flow, systemHash)
  const connectors = { hubspot: CONNECTORS.hubspot! }
  const evidence = { proof: proofOf(hash), checklist: [] }
  return { format: 1, engine: 1, flow, hash, connectors, evidence, note: '', madeAt: 1, madeBy: 'Ada', ...change }
}

export const bundleOf = (flow: Flow, signer: Signer, change: Partial<BundlePayload> = {}): Buffer =>
  signBundle(payloadOf(flow, change), signer)

export interface Answer {
  status: number
  type: string
  body: Record<string, unknown>
}

/** Calls of one server's API. A text or bytes are sent as they are, anything else as JSON. */
export function caller(address: string, token?: string) {
  return async (method: string, path: string, body?: unknown, more: Record<string, string> = {}): Promise<Answer> => {
    const raw = body === undefined || typeof body === 'string' || Buffer.isBuffer(body)
    const headers = { ...(token === undefined ? {} : { authorization: `Bearer ${token}` }), ...more }
    const content = raw ? (body as string | Buffer | undefined) : JSON.stringify(body)
    const sent = typeof content === 'object' ? new Uint8Array(content) : content
    const reply = await fetch(path.startsWith('http') ? path : address + path, {
      method,
      headers,
      ...(sent === undefined ? {} : { body: sent }),
    })
    const text = await reply.text()
    return {
      status: reply.status,
      type: reply.headers.get('content-type') ?? '',
      body: JSON.parse(text) as Record<string, unknown>,
    }
  }
}

/** Asks again until the answer is as it should be; the test's own time limit ends it. */
export async function until<T>(ask: () => Promise<T>, good: (answer: T) => boolean): Promise<T> {
  for (;;) {
    const answer = await ask()
    if (good(answer)) return answer
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

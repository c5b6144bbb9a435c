/** Installing: verified first, read second, checked third against what this server knows; what passes arrives paused. */
import { createHash, randomBytes } from 'node:crypto'
import { openBundle, publicKeyText, type TrustedKey } from '#adapters/bundle'
import type { InstalledFlow, ServerStore } from '#adapters/sqlite/server-store'
import { checkFlow, checkLaunch, Failure, launchFactsOf, type PhonePort, type SchemaPort } from '#engine'
import { openVersion } from './catalogue.ts'

export interface InstallNeeds {
  store: ServerStore
  trusted: readonly TrustedKey[]
  schema: SchemaPort
  phone: PhonePort
  now: number
}

/**
 * Takes a bundle's bytes. The same bytes again are the same delivery: the version that they made is answered. Throws the failures
 * of openBundle, bundle.blocked with the rows that do not pass, or what stands against compiling the flow.
 */
export function installBundle(bytes: Buffer, needs: InstallNeeds): { installed: InstalledFlow; fresh: boolean } {
  const { store, trusted } = needs
  const bundle = openBundle(bytes, trusted)
  const bundleHash = createHash('sha256').update(bytes).digest('hex')
  const current = store.installs.find(bundle.flow.id)
  if (current?.bundleHash === bundleHash) return { installed: current, fresh: false }

  const { flow, hash, connectors, evidence, signedBy } = bundle
  const problems = checkFlow(flow, { connectors })
  const { proof } = evidence
  const measured = evidence.evaluations ? { evaluations: evidence.evaluations } : {}
  const facts = { flow, hash, problems, ...launchFactsOf(flow, connectors), ...measured }
  const rows = checkLaunch(proof === undefined ? facts : { ...facts, proof })
  const open = rows.filter((row) => row.state !== 'good')
  if (open.length > 0) throw new Failure('bundle.blocked', 'permanent', { rows: open.map((row) => row.title) })
  openVersion(bundle, needs.schema, needs.phone)

  const signer = trusted.find((key) => key.keyId === signedBy.keyId && key.name === signedBy.name)
  const installed = store.installs.add({
    flow: flow.id,
    name: flow.name,
    hash,
    bundle: bytes,
    bundleHash,
    trust: signer ? publicKeyText(signer) : '',
    hookKey: randomBytes(16).toString('base64url'),
    at: needs.now,
  })
  return { installed, fresh: true }
}

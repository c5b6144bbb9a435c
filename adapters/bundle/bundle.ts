import { verify } from 'node:crypto'
import canonicalize from 'canonicalize'
import { Failure, hashOf } from '#engine'
import { systemHash } from '../system/index.ts'
import { changed, notABundle, readEnvelope, writeEnvelope } from './envelope.ts'
import { displayKeyId, type TrustedKey } from './keys.ts'
import { type BundlePayload, parsePayload } from './payload.ts'
import type { Signer } from './signer.ts'

export interface OpenedBundle extends BundlePayload {
  /** Who signed it: the trusted key that verified. */
  signedBy: { name: string; keyId: string }
}

/** Packs and signs. The result is the file as it is saved and sent. */
export function signBundle(payload: BundlePayload, signer: Signer): Buffer {
  const bytes = Buffer.from(canonicalText(payload), 'utf8')
  return writeEnvelope({ keyId: signer.keyId, signature: signer.sign(bytes), payload: bytes })
}

/**
 * Verifies, then reads. `file` is what the words of a failure call it. Throws, in this order: bundle.not-a-bundle (the envelope),
 * bundle.unknown-key, bundle.changed, and only after the signature held: bundle.not-a-bundle, bundle.newer-engine,
 * bundle.hash-mismatch.
 */
export function openBundle(bytes: Uint8Array, trusted: readonly TrustedKey[], file = 'bundle'): OpenedBundle {
  const { keyId, signature, payload } = readEnvelope(bytes, file)
  const candidates = trusted.filter((key) => key.keyId === keyId)
  if (candidates.length === 0) throw new Failure('bundle.unknown-key', 'permanent', { key: displayKeyId(keyId) })
  const signedBy = candidates.find(({ key }) => verify(null, payload, key, signature))
  if (!signedBy) throw changed()

  const opened = parsePayload(payload, file)
  // Another spelling of the same JSON would be read differently by another reader.
  if (!payload.equals(Buffer.from(canonicalText(opened), 'utf8'))) throw notABundle(file)
  const evidenceOf = opened.evidence.proof?.hash ?? opened.hash
  if (hashOf(opened.flow, systemHash) !== opened.hash || evidenceOf !== opened.hash) {
    throw new Failure('bundle.hash-mismatch', 'permanent')
  }
  return { ...opened, signedBy: { name: signedBy.name, keyId } }
}

/** Canonical JSON has no place for half a surrogate pair, which a text may hold: it stands as U+FFFD, as it does in the hash. */
function canonicalText(payload: BundlePayload): string {
  const wellFormed = (_key: string, value: unknown) => (typeof value === 'string' ? value.toWellFormed() : value)
  return canonicalize(JSON.parse(JSON.stringify(payload), wellFormed)) ?? ''
}

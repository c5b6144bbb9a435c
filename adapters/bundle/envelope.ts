/**
 * The outside of a bundle: three lines and an empty one, then the payload's bytes untouched. There is exactly one way to write
 * a given envelope, so that every changed byte is noticed.
 */
import { Failure } from '#engine'

export const BUNDLE_EXTENSION = '.sluice'
export const BUNDLE_FORMAT = 1
const SIGNATURE_BYTES = 64
const HEADER = /^sluice-bundle ([1-9][0-9]{0,5})\nkey: ([0-9A-F]{16})\nsignature: ([A-Za-z0-9+/]{86}==)\n\n/
/** The header is shorter than this; nothing beyond it is looked at before the signature is verified. */
const LONGEST_HEADER = 200

export interface Envelope {
  /** Which key signed it, by its own word: 16 hexadecimal digits. */
  keyId: string
  signature: Buffer
  /** Exactly the signed bytes. */
  payload: Buffer
}

export function writeEnvelope({ keyId, signature, payload }: Envelope): Buffer {
  const header = `sluice-bundle ${BUNDLE_FORMAT}\nkey: ${keyId}\nsignature: ${signature.toString('base64')}\n\n`
  return Buffer.concat([Buffer.from(header, 'latin1'), payload])
}

/** Takes the envelope off. `file` is the name for the words of a failure. Throws bundle.not-a-bundle or bundle.newer-engine. */
export function readEnvelope(bytes: Uint8Array, file: string): Envelope {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const found = HEADER.exec(buffer.subarray(0, LONGEST_HEADER).toString('latin1'))
  const [header, version, keyId, base64] = found ?? []
  if (header === undefined || keyId === undefined || base64 === undefined) throw notABundle(file)
  if (Number(version) > BUNDLE_FORMAT) {
    const values = { found: `with bundle format ${version}`, known: `with bundle format ${BUNDLE_FORMAT}` }
    throw new Failure('bundle.newer-engine', 'permanent', values)
  }
  const signature = Buffer.from(base64, 'base64')
  // Base64 has spare bits at its end: two texts may mean the same bytes. Only the one that we write is taken.
  if (signature.length !== SIGNATURE_BYTES || signature.toString('base64') !== base64) throw changed()
  return { keyId, signature, payload: buffer.subarray(header.length) }
}

export const notABundle = (file: string): Failure => new Failure('bundle.not-a-bundle', 'permanent', { file })

export const changed = (): Failure => new Failure('bundle.changed', 'permanent')

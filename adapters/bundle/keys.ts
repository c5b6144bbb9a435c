/** Public keys as people exchange them: PEM blocks in a text file, each with its owner's name above it. */
import { createHash, createPublicKey, type KeyObject } from 'node:crypto'
import { Failure } from '#engine'

export interface TrustedKey {
  /** Whose key it is, by the comment in the key file. */
  name: string
  /** First 16 hexadecimal digits of the SHA-256 of the raw public key, upper case. */
  keyId: string
  key: KeyObject
}

/** The 32 bytes of an Ed25519 public key. */
function rawBytes(key: KeyObject): Buffer {
  return Buffer.from(key.export({ format: 'jwk' }).x ?? '', 'base64url')
}

export const keyIdOf = (key: KeyObject): string =>
  createHash('sha256').update(rawBytes(key)).digest('hex').slice(0, 16).toUpperCase()

/** How a key id is shown: `7F3A 91C2 04BD 66E1`. */
export const displayKeyId = (keyId: string): string => (keyId.match(/.{1,4}/g) ?? []).join(' ')

/** The text of a key file to give to whoever runs a server. */
export function publicKeyText({ name, keyId, key }: TrustedKey): string {
  return `# ${oneLine(name)}\n# key ${displayKeyId(keyId)}\n${key.export({ type: 'spki', format: 'pem' })}`
}

const oneLine = (text: string): string => text.replace(/\p{Cc}+/gu, ' ').trim()

const BLOCK = /-----BEGIN ([A-Z0-9 ]+)-----[A-Za-z0-9+/=\s]+-----END \1-----/g

/**
 * Reads a key file. Each key takes the first comment line above it as its name. `file` is the name for the words of a failure.
 * Throws bundle.key-unreadable when there is no key, when one is not an Ed25519 key, or when it is a private one.
 */
export function parseTrust(text: string, file = 'the key file'): TrustedKey[] {
  const keys: TrustedKey[] = []
  let from = 0
  for (const block of text.matchAll(BLOCK)) {
    const above = text.slice(from, block.index)
    from = block.index + block[0].length
    const key = readPublicKey(block[0], block[1] ?? '', file)
    const keyId = keyIdOf(key)
    keys.push({ name: nameIn(above) ?? `key ${displayKeyId(keyId)}`, keyId, key })
  }
  if (keys.length === 0) throw unreadable(file, 'there is no public key in it')
  return keys
}

function nameIn(above: string): string | undefined {
  const line = above.split(/\r?\n/).find((each) => /^#\s*\S/.test(each))
  return line === undefined ? undefined : oneLine(line.replace(/^#\s*/, ''))
}

function readPublicKey(pem: string, label: string, file: string): KeyObject {
  if (label !== 'PUBLIC KEY') {
    const why = label.includes('PRIVATE')
      ? 'it holds a private key, which must stay where it was made'
      : `it holds ${label}`
    throw unreadable(file, why)
  }
  const key = parsePem(pem)
  if (key?.asymmetricKeyType !== 'ed25519') throw unreadable(file, 'its key is damaged or not of the kind Ed25519')
  return key
}

function parsePem(pem: string): KeyObject | undefined {
  try {
    return createPublicKey(pem)
  } catch {
    return undefined
  }
}

export const unreadable = (file: string, why: string): Failure =>
  new Failure('bundle.key-unreadable', 'permanent', { file, why })

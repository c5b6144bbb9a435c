/** The key pair that signs: made at first need, kept in the data folder, readable by its owner only. */
import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto'
import { chmodSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { userInfo } from 'node:os'
import { join } from 'node:path'
import { Failure } from '#engine'
import { keyIdOf, type TrustedKey, unreadable } from './keys.ts'

const FILE = 'signing-key.pem'

/** Somebody who can sign. Its public part can be handed to publicKeyText. */
export interface Signer extends TrustedKey {
  /** The Ed25519 signature of the bytes (64 bytes). */
  sign(bytes: Uint8Array): Buffer
}

/**
 * Opens the key pair of a data folder, or makes it. `name` is whose it is (the signed-in user when absent).
 * Throws data.not-writable, or bundle.key-unreadable when the file there is no key.
 */
export function createSigner(folder: string, name = userInfo().username): Signer {
  const path = join(folder, FILE)
  const text = readText(path, folder) ?? makeKey(path, folder)
  const secret = parsePrivate(text, path)
  const key = createPublicKey(secret)
  return { name, keyId: keyIdOf(key), key, sign: (bytes) => sign(null, bytes, secret) }
}

function readText(path: string, folder: string): string | undefined {
  try {
    const text = readFileSync(path, 'utf8')
    chmodSync(path, 0o600)
    return text
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined
    throw notWritable(folder, error)
  }
}

/** A second process that makes one at the same moment must end with the same key: the first link wins. */
function makeKey(path: string, folder: string): string {
  const { privateKey } = generateKeyPairSync('ed25519')
  const draft = `${path}.${randomBytes(6).toString('hex')}`
  try {
    mkdirSync(folder, { recursive: true })
    writeFileSync(draft, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600, flag: 'wx', flush: true })
    try {
      linkSync(draft, path)
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') throw error
    } finally {
      rmSync(draft)
    }
    return readFileSync(path, 'utf8')
  } catch (error) {
    throw notWritable(folder, error)
  }
}

function parsePrivate(text: string, path: string): KeyObject {
  try {
    const key = createPrivateKey(text)
    if (key.asymmetricKeyType === 'ed25519') return key
  } catch {
    // Told below, without the text: it may be half a key.
  }
  throw unreadable(path, 'its key is damaged or not of the kind Ed25519')
}

const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : 'unknown')

const WHY: Record<string, string> = {
  EACCES: 'it may not be written',
  EPERM: 'it may not be written',
  EROFS: 'the disk is read-only',
  ENOTDIR: 'a file stands in its place',
  EEXIST: 'a file stands in its place',
  EISDIR: 'a folder stands in the place of the key',
  ENOSPC: 'the disk is full',
}

const notWritable = (folder: string, cause: unknown): Failure => {
  const code = codeOf(cause)
  return new Failure('data.not-writable', 'permanent', { folder, why: WHY[code] ?? code }, { cause })
}

/** The API token: made at the first start, told once, kept as a hash. It has 256 random bits, so a plain hash keeps it safe. */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import type { ServerStore } from '#adapters/sqlite/server-store'

const hashOf = (token: string): Buffer => createHash('sha256').update(token, 'utf8').digest()

/** Makes and keeps the token if there is none yet (or `anew`), and answers it; undefined when it was told before. */
export function firstToken(store: ServerStore, anew = false): string | undefined {
  if (store.tokenHash() !== undefined && !anew) return undefined
  const token = `sluice_${randomBytes(32).toString('base64url')}`
  store.setTokenHash(hashOf(token).toString('hex'))
  return token
}

/** Whether an Authorization header carries the token (RFC 6750). */
export function isSignedIn(store: ServerStore, header: string | undefined): boolean {
  const token = /^Bearer +(\S+) *$/i.exec(header ?? '')?.[1]
  const kept = store.tokenHash()
  return token !== undefined && kept !== undefined && timingSafeEqual(hashOf(token), Buffer.from(kept, 'hex'))
}

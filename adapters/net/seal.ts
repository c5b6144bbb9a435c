/** The seal: which addresses this network may reach. Checked on every call, in the one place all traffic passes. */
import { Failure } from '#engine'

export interface Seal {
  /** Throws Failure call.blocked when the address is outside. */
  check(url: URL): void
}

/** Only these origins, such as `http://127.0.0.1:4100`. Redirects are never followed, so that no answer leads elsewhere. */
export function sealTo(addresses: readonly string[]): Seal {
  const allowed = new Set(addresses.map((address) => new URL(address).origin))
  return {
    check(url) {
      if (!allowed.has(url.origin)) throw new Failure('call.blocked', 'permanent', { address: url.origin })
    },
  }
}

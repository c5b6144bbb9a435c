/**
 * Who may speak to the host. A start link carries a token in its fragment (which no browser sends anywhere); the page exchanges it,
 * once and within a minute, for a key that lives in its tab. No cookies: those of 127.0.0.1 go to every other port of it.
 */
import { randomBytes, timingSafeEqual } from 'node:crypto'

/** A start link is good for this long, in milliseconds. */
const TOKEN_LIFE = 60_000

export interface SignIn {
  /** A new one-time token. */
  mint(): string
  /** The key of a tab for a good token; undefined for one that was used, is too old or never existed. */
  exchange(token: string): string | undefined
  knows(key: string): boolean
}

export function createSignIn(now: () => number = Date.now): SignIn {
  const tokens = new Map<string, number>()
  const keys = new Set<string>()
  const secret = () => randomBytes(32).toString('base64url')
  const find = (known: Iterable<string>, text: string) => [...known].find((one) => same(one, text))
  return {
    mint() {
      for (const [token, deadline] of tokens) if (deadline < now()) tokens.delete(token)
      const token = secret()
      tokens.set(token, now() + TOKEN_LIFE)
      return token
    },
    exchange(text) {
      const token = find(tokens.keys(), text)
      if (token === undefined) return undefined
      const deadline = tokens.get(token) ?? 0
      tokens.delete(token)
      if (deadline < now()) return undefined
      const key = secret()
      keys.add(key)
      return key
    },
    knows: (text) => find(keys, text) !== undefined,
  }
}

const same = (a: string, b: string) => {
  const [left, right] = [Buffer.from(a), Buffer.from(b)]
  return left.length === right.length && timingSafeEqual(left, right)
}

import type { Reply } from '../http/exchange.ts'

/** Answers kept under idempotency keys (draft-ietf-httpapi-idempotency-key-header; Stripe keeps them for 24 hours). */
export interface KeyCabinet {
  /** The answer to give again; `reused` when the key came with another body before; undefined when the key is new or forgotten. */
  find(key: string, body: string, now: number): Reply | 'reused' | undefined
  keep(key: string, body: string, reply: Reply, now: number): void
  clear(): void
}

export function createKeyCabinet(lastsMs: number): KeyCabinet {
  const kept = new Map<string, { body: string; reply: Reply; at: number }>()
  return {
    find(key, body, now) {
      const found = kept.get(key)
      if (found === undefined || now - found.at >= lastsMs) return undefined
      return found.body === body ? found.reply : 'reused'
    },
    keep: (key, body, reply, now) => void kept.set(key, { body, reply, at: now }),
    clear: () => kept.clear(),
  }
}

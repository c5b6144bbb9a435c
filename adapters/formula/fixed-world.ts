/**
 * Time and chance as a formula sees them. The worker is nobody else's, so its own `Date` and `Math.random` are replaced: `$now`,
 * `$millis`, `$toMillis`, `$random` and `$shuffle` then repeat after a restart.
 */

const RealDate = Date
let now = 0
let state = 0

export function fixWorld(): void {
  const Fixed = class extends RealDate {
    constructor(...parts: [] | ConstructorParameters<DateConstructor>) {
      super(...((parts.length === 0 ? [now] : parts) as [number]))
    }
    static override now(): number {
      return now
    }
  }
  globalThis.Date = Fixed as DateConstructor
  Math.random = nextRandom
}

export function setWorld(time: number, seed: string): void {
  now = time
  state = 0x811c9dc5
  for (let at = 0; at < seed.length; at++) state = Math.imul(state ^ seed.charCodeAt(at), 0x01000193)
}

/** Mulberry32 by Tommy Ettinger (public domain). */
function nextRandom(): number {
  state = (state + 0x6d2b79f5) | 0
  let mixed = Math.imul(state ^ (state >>> 15), state | 1)
  mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
}

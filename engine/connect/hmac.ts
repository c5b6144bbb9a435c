/** HMAC with SHA-256 (RFC 2104, FIPS 180-4), for signing what is sent: short texts, at once, on every runtime. */

/** 64 hexadecimal digits; both texts are taken as UTF-8. */
export function hmacSha256(secret: string, text: string): string {
  const encoder = new TextEncoder()
  const given = encoder.encode(secret)
  const key = new Uint8Array(BLOCK)
  key.set(given.length > BLOCK ? sha256(given) : given)
  const inner = sha256(
    joined(
      key.map((byte) => byte ^ 0x36),
      encoder.encode(text),
    ),
  )
  const outer = sha256(
    joined(
      key.map((byte) => byte ^ 0x5c),
      inner,
    ),
  )
  return [...outer].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

const BLOCK = 64

function joined(one: Uint8Array, other: Uint8Array): Uint8Array {
  const both = new Uint8Array(one.length + other.length)
  both.set(one)
  both.set(other, one.length)
  return both
}

/** The first 32 bits of the fractional parts of a root of the first primes: of the cube roots, and of the square roots. */
const PRIMES = Array.from({ length: 312 }, (_, at) => at).filter(
  (number) => number > 1 && !Array.from({ length: number }, (_, at) => at).some((by) => by > 1 && number % by === 0),
)
const fraction = (root: number): number => ((root - Math.floor(root)) * 2 ** 32) | 0
const ROUNDS = PRIMES.map((prime) => fraction(Math.cbrt(prime)))
const START = PRIMES.slice(0, 8).map((prime) => fraction(Math.sqrt(prime)))

const turned = (word: number, by: number): number => (word >>> by) | (word << (32 - by))

function sha256(bytes: Uint8Array): Uint8Array {
  const padded = new Uint8Array(Math.ceil((bytes.length + 9) / BLOCK) * BLOCK)
  padded.set(bytes)
  padded[bytes.length] = 0x80
  const view = new DataView(padded.buffer)
  view.setUint32(padded.length - 8, Math.floor(bytes.length / 2 ** 29))
  view.setUint32(padded.length - 4, bytes.length << 3)
  const state = Int32Array.from(START)
  for (let at = 0; at < padded.length; at += BLOCK) mix(state, view, at)
  const digest = new DataView(new ArrayBuffer(32))
  state.forEach((word, at) => {
    digest.setInt32(at * 4, word)
  })
  return new Uint8Array(digest.buffer)
}

function mix(state: Int32Array, view: DataView, from: number): void {
  const words = new Int32Array(64)
  const word = (at: number): number => words[at] ?? 0
  for (let at = 0; at < 16; at++) words[at] = view.getInt32(from + at * 4)
  for (let at = 16; at < 64; at++) {
    const near = word(at - 2)
    const far = word(at - 15)
    const small = turned(far, 7) ^ turned(far, 18) ^ (far >>> 3)
    words[at] = word(at - 16) + small + word(at - 7) + (turned(near, 17) ^ turned(near, 19) ^ (near >>> 10))
  }
  let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state
  for (let at = 0; at < 64; at++) {
    const first =
      (h + (turned(e, 6) ^ turned(e, 11) ^ turned(e, 25)) + ((e & f) ^ (~e & g)) + (ROUNDS[at] ?? 0) + word(at)) | 0
    const second = ((turned(a, 2) ^ turned(a, 13) ^ turned(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0
    ;[h, g, f, e, d, c, b, a] = [g, f, e, (d + first) | 0, c, b, a, (first + second) | 0]
  }
  ;[a, b, c, d, e, f, g, h].forEach((value, at) => {
    state[at] = (state[at] ?? 0) + value
  })
}

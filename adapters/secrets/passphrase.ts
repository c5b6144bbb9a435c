/** The data key wrapped by a passphrase: scrypt (RFC 7914) with its parameters beside it, so that they may grow later. */
import { randomBytes, scryptSync } from 'node:crypto'
import { openText, sealText } from './envelope.ts'

/** 128 MiB of memory for each try. */
const COST = 2 ** 17
const NAME = 'data key by passphrase'

interface Wrapped {
  kdf: 'scrypt'
  cost: number
  block: number
  parallel: number
  salt: string
  sealed: string
}

export function wrapByPassphrase(dataKey: Buffer, passphrase: string, cost = COST): string {
  const kept = { kdf: 'scrypt', cost, block: 8, parallel: 1, salt: randomBytes(16).toString('base64') } as const
  const sealed = sealText(derive(kept, passphrase), NAME, dataKey.toString('hex')).toString('base64')
  return JSON.stringify({ ...kept, sealed } satisfies Wrapped)
}

/** `wrong` when it does not fit; `damaged` when what is kept cannot be read. */
export function unwrapByPassphrase(text: string, passphrase: string): Buffer | 'wrong' | 'damaged' {
  const kept = parse(text)
  if (!kept) return 'damaged'
  const hex = openText(derive(kept, passphrase), NAME, Buffer.from(kept.sealed, 'base64'))
  return hex === undefined ? 'wrong' : Buffer.from(hex, 'hex')
}

/** The same characters typed on different systems are one passphrase. */
function derive({ cost, block, parallel, salt }: Omit<Wrapped, 'sealed'>, passphrase: string): Buffer {
  const options = { N: cost, r: block, p: parallel, maxmem: 256 * cost * block }
  return scryptSync(passphrase.normalize('NFC'), Buffer.from(salt, 'base64'), 32, options)
}

function parse(text: string): Wrapped | undefined {
  try {
    const kept = JSON.parse(text) as Wrapped
    const { kdf, cost, block, parallel, salt, sealed } = kept
    // Nobody who could change the file may make us take all memory there is.
    const bounded = [cost, block, parallel].every(Number.isInteger) && cost <= 2 ** 20 && block <= 32 && parallel <= 16
    return kdf === 'scrypt' && bounded && typeof salt === 'string' && typeof sealed === 'string' ? kept : undefined
  } catch {
    return undefined
  }
}

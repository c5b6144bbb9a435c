import { generateKeyPairSync, sign } from 'node:crypto'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import canonicalize from 'canonicalize'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { type Connector, Failure, type Flow, hashOf } from '#engine'
import { systemHash } from '../system/index.ts'
import { writeEnvelope } from './envelope.ts'
import { type BundlePayload, createSigner, openBundle, parseTrust, publicKeyText, signBundle } from './index.ts'

const folders: string[] = []
const newFolder = () => {
  const folder = mkdtempSync(join(tmpdir(), 'sluice-bundle-'))
  folders.push(folder)
  return folder
}
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true })
})

const flow: Flow = {
  formatVersion: 1,
  id: 'leads',
  name: 'Leads to HubSpot – überall',
  description: '',
  steps: { start: { kind: 'webhook', title: 'Webhook', settings: { b: [1, 2.5e-7], a: null } } },
  wires: [],
  contracts: {},
  connections: { crm: { name: 'CRM', connector: 'practice' } },
  owners: { logic: 'Ada', backup: '' },
  alerts: { person: 'Ada', afterHeld: 1 },
  fallback: '',
  settings: { locale: 'en-US', timeZone: 'UTC' },
  layout: { start: { x: 8, y: 16 } },
}

const connector: Connector = {
  id: 'practice',
  title: 'Practice',
  family: 'CRM',
  version: 1,
  source: '',
  auth: { kind: 'bearer' },
  signIns: [],
  proof: [],
  defaultAddress: 'http://localhost',
  limit: { calls: 1, per: 1 },
  concurrency: 1,
  timeout: 1,
  objects: {},
  operations: {},
  errors: [],
}

const payload: BundlePayload = {
  format: 1,
  engine: 1,
  flow,
  hash: hashOf(flow, systemHash),
  connectors: { practice: connector },
  evidence: { checklist: [] },
  note: 'First launch',
  madeAt: 1_790_000_000_000,
  madeBy: 'Ada',
}

const signer = createSigner(newFolder(), 'Ada')
const trusted = parseTrust(publicKeyText(signer))
const bundle = signBundle(payload, signer)

function codeOf(bytes: Uint8Array, keys = trusted): string {
  try {
    openBundle(bytes, keys)
    return 'accepted'
  } catch (error) {
    return error instanceof Failure ? error.code : `bug: ${error}`
  }
}

/** Signs any bytes, as a trusted signer with another Sluice could. */
const signed = (text: string | Buffer) => {
  const bytes = Buffer.from(text)
  return writeEnvelope({ keyId: signer.keyId, signature: signer.sign(bytes), payload: bytes })
}
const signedJson = (value: unknown) => signed(String(canonicalize(value)))

describe('a bundle', () => {
  it('comes back as it was made, and says who signed it', () => {
    expect(openBundle(bundle, trusted)).toEqual({ ...payload, signedBy: { name: 'Ada', keyId: signer.keyId } })
    expect(bundle.toString('latin1')).toMatch(
      /^sluice-bundle 1\nkey: [0-9A-F]{16}\nsignature: \S{88}\n\n\{"connectors"/,
    )
  })

  it('is the same bytes for the same contents, whatever order they were written in', () => {
    const turned = Object.fromEntries(Object.entries(payload).reverse()) as unknown as BundlePayload
    expect(signBundle(turned, signer).equals(bundle)).toBe(true)
  })

  it('may hold any text, half a letter included', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 100 }), (note) => {
        expect(openBundle(signBundle({ ...payload, note }, signer), trusted).note).toBe(note.toWellFormed())
      }),
    )
    const odd = { ...flow, description: 'half \ud83d a smile' }
    expect(codeOf(signBundle({ ...payload, flow: odd, hash: hashOf(odd, systemHash) }, signer))).toBe('accepted')
  })

  it('is refused when any one byte of it is another', () => {
    const headerEnd = bundle.indexOf('\n\n') + 2
    const keyAt = bundle.indexOf('key: ') + 5
    const signatureAt = bundle.indexOf('signature: ') + 11
    const right = (at: number): string[] => {
      if (at >= headerEnd) return ['bundle.changed']
      if (at >= keyAt && at < keyAt + 16) return ['bundle.unknown-key', 'bundle.not-a-bundle']
      if (at >= signatureAt && at < signatureAt + 88) return ['bundle.changed', 'bundle.not-a-bundle']
      return at === 14 ? ['bundle.not-a-bundle', 'bundle.newer-engine'] : ['bundle.not-a-bundle']
    }
    const check = (at: number, flip: number) => {
      const broken = Buffer.from(bundle)
      broken[at] = (broken[at] ?? 0) ^ flip
      expect(right(at)).toContain(codeOf(broken))
    }
    for (let at = 0; at < headerEnd; at++) for (const flip of [1, 2, 4, 8, 16, 32, 64, 128, 255]) check(at, flip)
    const anywhere = fc.integer({ min: headerEnd, max: bundle.length - 1 })
    fc.assert(fc.property(anywhere, fc.integer({ min: 1, max: 255 }), check), { numRuns: 500 })
  })

  it('is refused when bytes are added, missing, or were never a bundle', () => {
    const cut = fc.integer({ min: 0, max: bundle.length - 1 })
    fc.assert(
      fc.property(cut, (length) => {
        expect(['bundle.changed', 'bundle.not-a-bundle']).toContain(codeOf(bundle.subarray(0, length)))
      }),
    )
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 50 }), (more) => {
        expect(codeOf(Buffer.concat([bundle, more]))).toBe('bundle.changed')
      }),
    )
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        expect(codeOf(bytes)).toBe('bundle.not-a-bundle')
      }),
    )
  })

  it('is not parsed before its signature is verified by a trusted key', () => {
    const stranger = generateKeyPairSync('ed25519')
    const bytes = Buffer.from('this is {{ not JSON')
    const forged = { keyId: signer.keyId, signature: sign(null, bytes, stranger.privateKey), payload: bytes }
    expect(codeOf(writeEnvelope(forged))).toBe('bundle.changed')
    expect(codeOf(signed(bytes), [])).toBe('bundle.unknown-key')
    expect(codeOf(signed(bytes))).toBe('bundle.not-a-bundle')

    const parse = JSON.parse
    const broken = Buffer.from(bundle)
    broken[broken.length - 2] = 0x20
    let touched = 0
    JSON.parse = (...args: Parameters<typeof parse>) => {
      touched++
      return parse(...args)
    }
    try {
      expect(codeOf(broken)).toBe('bundle.changed')
      expect(codeOf(bundle, [])).toBe('bundle.unknown-key')
      expect(touched).toBe(0)
      expect(codeOf(bundle)).toBe('accepted')
      expect(touched).toBeGreaterThan(0)
    } finally {
      JSON.parse = parse
    }
  })

  it('of a newer engine is refused by its version, whatever else is in it', () => {
    expect(codeOf(signedJson({ format: 1, engine: 2, flow: { formatVersion: 7 } }))).toBe('bundle.newer-engine')
    expect(codeOf(signedJson({ ...payload, format: 2 }))).toBe('bundle.newer-engine')
    const header = Buffer.from(bundle.toString('latin1').replace('sluice-bundle 1', 'sluice-bundle 2'), 'latin1')
    expect(codeOf(header)).toBe('bundle.newer-engine')
  })

  it('is refused when flow, hash and evidence do not belong together', () => {
    const renamed = { ...flow, name: 'Another' }
    expect(codeOf(signBundle({ ...payload, flow: renamed }, signer))).toBe('bundle.hash-mismatch')
    const moved = { ...flow, layout: {} }
    expect(codeOf(signBundle({ ...payload, flow: moved }, signer))).toBe('accepted')
    const count = { run: 'r', received: 1, created: 0, updated: 0, unchanged: 1, unaccounted: 0 }
    const of = (hash: string) => ({ hash, first: { ...count, held: 0 }, second: { ...count, newlyHeld: 0 }, at: 1 })
    const proved = (hash: string) => ({ ...payload, evidence: { proof: of(hash), checklist: [] } })
    expect(codeOf(signBundle(proved('0'.repeat(64)), signer))).toBe('bundle.hash-mismatch')
    expect(codeOf(signBundle(proved(payload.hash), signer))).toBe('accepted')
  })

  it('is refused when it is signed but not of the one spelling and shape', () => {
    expect(codeOf(signed(JSON.stringify(payload, null, 1)))).toBe('bundle.not-a-bundle')
    expect(codeOf(signedJson({ ...payload, extra: 1 }))).toBe('bundle.not-a-bundle')
    expect(codeOf(signedJson({ ...payload, flow: { ...flow, steps: 'none' } }))).toBe('bundle.not-a-bundle')
    const odd = { company: { title: 'Company', plural: 'Companies', fields: [] } }
    for (const change of [{ errors: undefined }, { objects: odd }, { operations: { send: { title: 'Send' } } }]) {
      const declared = JSON.parse(JSON.stringify({ ...connector, ...change })) as Connector
      expect(codeOf(signedJson({ ...payload, connectors: { practice: declared } }))).toBe('bundle.not-a-bundle')
    }
    const proof = { hash: payload.hash, first: {}, second: {} }
    expect(codeOf(signedJson({ ...payload, evidence: { proof, checklist: [] } }))).toBe('bundle.not-a-bundle')
    expect(codeOf(signed(Buffer.from([0xff, 0xfe])))).toBe('bundle.not-a-bundle')
    expect(codeOf(signedJson(null))).toBe('bundle.not-a-bundle')
  })

  it('holds nothing of the data folder that it was signed in', () => {
    const folder = newFolder()
    const tokens = ['pat-na1-secret-token', 'sk_live_planted']
    writeFileSync(join(folder, 'slots.json'), JSON.stringify({ crm: { token: tokens[0] } }))
    writeFileSync(join(folder, 'api.txt'), String(tokens[1]))
    const own = createSigner(folder, 'Ada')
    const text = signBundle(payload, own).toString('latin1')
    const keyLines = readFileSync(join(folder, 'signing-key.pem'), 'utf8').split('\n').filter(Boolean)
    for (const secret of [...tokens, ...keyLines, folder]) expect(text).not.toContain(secret)
  })
})

describe('keys', () => {
  it('are made once, for their owner only', () => {
    const folder = newFolder()
    const first = createSigner(folder, 'Ada')
    expect(createSigner(folder, 'Ada').keyId).toBe(first.keyId)
    expect(readdirSync(folder)).toEqual(['signing-key.pem'])
    if (process.platform !== 'win32') expect(statSync(join(folder, 'signing-key.pem')).mode & 0o777).toBe(0o600)
  })

  it('travel as a text file with their owner above them, several in one file', () => {
    const other = createSigner(newFolder(), 'Grace\nHopper')
    const text = `${publicKeyText(signer)}\n${publicKeyText(other)}`.replaceAll('\n', '\r\n')
    const keys = parseTrust(text)
    expect(keys.map(({ name, keyId }) => ({ name, keyId }))).toEqual([
      { name: 'Ada', keyId: signer.keyId },
      { name: 'Grace Hopper', keyId: other.keyId },
    ])
    expect(codeOf(signBundle(payload, other), keys)).toBe('accepted')
    expect(publicKeyText(signer)).toMatch(/^# Ada\n# key ([0-9A-F]{4} ){3}[0-9A-F]{4}\n-----BEGIN PUBLIC KEY-----\n/)
  })

  it('that cannot be used are refused with the reason', () => {
    const rsa = generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey.export({ type: 'spki', format: 'pem' })
    const secret = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' })
    const bad = ['', 'hello', String(rsa), String(secret), '-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----']
    for (const text of bad) {
      expect(() => parseTrust(text, 'key.txt')).toThrowError(expect.objectContaining({ code: 'bundle.key-unreadable' }))
    }
    const folder = newFolder()
    writeFileSync(join(folder, 'signing-key.pem'), 'half a')
    expect(() => createSigner(folder)).toThrowError(expect.objectContaining({ code: 'bundle.key-unreadable' }))
  })

  it('cannot be made where nothing can be written', () => {
    const file = join(newFolder(), 'a-file')
    writeFileSync(file, '')
    const values = { folder: join(file, 'sub'), why: 'a file stands in its place' }
    expect(() => createSigner(join(file, 'sub'))).toThrowError(
      expect.objectContaining({ code: 'data.not-writable', values }),
    )
    expect(existsSync(file)).toBe(true)
  })
})

/** From a flow to a signed bundle on a server, by commands alone; and bundles that nobody should trust. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { type BundlePayload, createSigner, openBundle, signBundle } from '#adapters/bundle'
import { CHILDCARE_FILE, type ErrorDocument, emptyFolder, MESSY_FILE, sluice, sluiceJson } from './cli-process.ts'
import { cleanUp, startServerProcess } from './server-process.ts'

afterAll(cleanUp)

const PEOPLE = ['--owner', 'Ada', '--alert', 'Bob']

interface Verified {
  signedBy: { keyId: string }
  flow: { id: string }
  hash: string
  note: string
  evidence: { proof: { hash: string; second: { created: number; updated: number } } }
  connections: { id: string; system: string }[]
}

const errorOf = async (args: readonly string[]) => (await sluiceJson<ErrorDocument>(args)).document.error

/** A proved flow, signed; the data folder that signed it, and its public key. */
async function signed(): Promise<{ data: string; out: string; keyFile: string }> {
  const data = emptyFolder()
  const [out, keyFile] = [join(emptyFolder(), 'lead.sluice'), join(emptyFolder(), 'ada.key')]
  const args = ['export', 'webhook-lead', '--data', data, '--prove', ...PEOPLE, '--note', 'first', '--out', out]
  expect(await sluice(args)).toMatchObject({ status: 0, stderr: '' })
  expect(await sluice(['key', '--data', data, '--out', keyFile])).toMatchObject({ status: 0 })
  return { data, out, keyFile }
}

test('a flow is signed when it is proved and has its people, and not before', async () => {
  const data = emptyFolder()
  const out = join(emptyFolder(), 'sites.sluice')
  const input = ['--input', MESSY_FILE, '--data', data]
  const early = await sluice(['export', CHILDCARE_FILE, ...input, '--out', out])
  expect(early).toMatchObject({ status: 1, stdout: '' })
  expect(early.stderr).toContain('The launch checklist does not pass yet, so nothing was written.')
  expect(early.stderr).toContain('Running it twice is clean')
  expect(early.stderr).toMatch(/sluice export .* --prove --input .* --owner NAME --alert NAME --out FILE/)

  const proved = await sluice(['prove', CHILDCARE_FILE, ...input, ...PEOPLE])
  expect(proved).toMatchObject({ status: 0, stderr: '' })
  expect(proved.stdout).toContain('Proved: the second run created, changed and newly held nothing.')
  const args = ['export', CHILDCARE_FILE, '--data', data, ...PEOPLE, '--out', out]
  expect(await sluice(args)).toMatchObject({ status: 0, stderr: '' })

  const bundle = readFileSync(out)
  expect((await sluice(args)).stderr).toContain('is there already; give --force to write over it.')
  expect(readFileSync(out).equals(bundle)).toBe(true)
  expect(await sluice([...args, '--force'])).toMatchObject({ status: 0 })

  const { document } = await sluiceJson<Verified>(['verify', out, '--data', data])
  expect(document).toMatchObject({ flow: { id: 'childcare-sites' }, connections: [{ id: 'crm', system: 'HubSpot' }] })
  expect(document.evidence.proof).toMatchObject({ hash: document.hash, second: { created: 0, updated: 0 } })
})

test('a bundle is read only by who trusts its key, and only unchanged', async () => {
  const { data, out, keyFile } = await signed()
  const trusting = ['--trust', keyFile, '--data', emptyFolder()]
  const told = await sluice(['verify', out, ...trusting])
  expect(told).toMatchObject({ status: 0, stderr: '' })
  expect(told.stdout).toContain('the signature is good')
  expect(told.stdout).toContain('Note         first')
  expect((await errorOf(['verify', out, '--data', emptyFolder()])).code).toBe('bundle.unknown-key')

  const bytes = readFileSync(out)
  const variant = (name: string, content: Uint8Array): string => {
    const path = join(emptyFolder(), name)
    writeFileSync(path, content)
    return path
  }
  const changed = Buffer.from(bytes)
  changed[bytes.length - 20] = (changed[bytes.length - 20] ?? 0) ^ 1
  const signer = createSigner(data)
  const newer = { ...openBundle(bytes, [signer]), engine: 99 }
  const { signedBy: _signedBy, ...payload } = newer
  const cases: [string, string][] = [
    [variant('changed.sluice', changed), 'bundle.changed'],
    [variant('newer.sluice', signBundle(payload satisfies BundlePayload, signer)), 'bundle.newer-engine'],
    [variant('picture.sluice', Buffer.from('89504e470d0a1a0a', 'hex')), 'bundle.not-a-bundle'],
    [join(data, 'nowhere.sluice'), 'file.missing'],
  ]
  for (const [path, code] of cases) expect((await errorOf(['verify', path, ...trusting])).code).toBe(code)
  expect((await errorOf(['verify', out, '--trust', MESSY_FILE])).code).toBe('bundle.key-unreadable')
})

test('a bundle that is sent arrives paused, and tells what is still to map', async () => {
  const { out, keyFile } = await signed()
  const server = await startServerProcess(emptyFolder(), '--trust', keyFile)
  const { address, apiToken = '' } = server.said
  const send = ['send', out, '--to', address]
  expect((await sluice(send)).stderr).toContain('give --token, or set SLUICE_SERVER_TOKEN.')
  expect((await sluice([...send, '--token', 'wrong'])).stderr).toContain('The server does not accept this token.')
  const arrived = await sluice(send, { SLUICE_SERVER_TOKEN: apiToken })
  expect(arrived).toMatchObject({ status: 0, stderr: '' })
  expect(arrived.stdout).toContain('arrived as version 1 and is paused.')
  expect(arrived.stdout).toMatch(/Still to map.*\n {2}CRM \(crm\): HubSpot/)
  await server.end('SIGTERM')
  expect((await sluice([...send, '--token', apiToken])).stderr).toContain('does not answer')
})

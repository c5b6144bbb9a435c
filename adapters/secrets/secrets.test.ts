import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openText, sealText } from './envelope.ts'
import { asksForPassphrase, type HostKeys, openSecrets, openSecretsByHost } from './index.ts'

let root = ''
let folder = ''
let keys = ''
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'sluice-secrets-'))
  folder = join(root, 'data')
  keys = join(root, 'keys')
})
afterEach(() => rmSync(root, { recursive: true }))

type Given = Parameters<typeof openSecrets>[1]

/** Opens, works, closes: as one process after another. */
function opened<T>(given: Given, work: (vault: ReturnType<typeof openSecrets>['vault']) => T, at = folder): T {
  const secrets = openSecrets(at, { keys, ...given })
  try {
    return work(secrets.vault)
  } finally {
    secrets.close()
  }
}

const fails = (code: string) => expect.objectContaining({ code })

describe('a sealed text', () => {
  const key = Buffer.alloc(32, 7)

  it('opens with its key and under its name only, and not when a bit is turned', () => {
    const sealed = sealText(key, 'crm', 'pat-eu1-ünïcode')
    expect(openText(key, 'crm', sealed)).toBe('pat-eu1-ünïcode')
    expect(openText(Buffer.alloc(32, 8), 'crm', sealed)).toBeUndefined()
    expect(openText(key, 'billing', sealed)).toBeUndefined()
    for (let at = 0; at < sealed.length; at++) {
      const turned = Buffer.from(sealed)
      turned[at] = (turned[at] ?? 0) ^ 1
      expect([at, openText(key, 'crm', turned)]).toEqual([at, undefined])
    }
  })

  it('never looks the same twice', () => {
    const all = new Set(Array.from({ length: 200 }, () => sealText(key, 'crm', 'same').toString('hex')))
    expect(all.size).toBe(200)
  })
})

describe('the secrets of a data folder', () => {
  it('are there at the next start, and stand nowhere in the folder', () => {
    opened({}, (vault) => vault.set('crm', 'distinctive-secret-1'))
    expect(opened({}, (vault) => vault.of('crm'))).toBe('distinctive-secret-1')
    for (const name of readdirSync(folder)) {
      const file = join(folder, name)
      expect([name, readFileSync(file).includes('distinctive-secret-1')]).toEqual([name, false])
      if (process.platform !== 'win32') expect([name, statSync(file).mode & 0o77]).toEqual([name, 0])
    }
  })

  it('do not open from a copy of the folder alone, and say which file is wanted', () => {
    opened({}, (vault) => vault.set('crm', 'secret'))
    const copy = join(root, 'copy')
    cpSync(folder, copy, { recursive: true })
    const [file = ''] = readdirSync(keys)
    const elsewhere = { keys: join(root, 'other-keys') }
    expect(() => opened(elsewhere, (vault) => vault.of('crm'), copy)).toThrowError(
      expect.objectContaining({
        code: 'secrets.key-missing',
        values: { folder: copy, file: join(elsewhere.keys, file) },
      }),
    )
    // Nothing was made in its place: with the file, everything is there again.
    cpSync(keys, elsewhere.keys, { recursive: true })
    expect(opened(elsewhere, (vault) => vault.of('crm'), copy)).toBe('secret')
  })

  it('open with their passphrase, wherever the folder is, and with no other', () => {
    opened({ passphrase: 'correct horse' }, (vault) => vault.set('crm', 'secret'))
    expect(asksForPassphrase(folder)).toBe(true)
    const nowhere = { keys: join(root, 'none') }
    expect(opened({ ...nowhere, passphrase: 'correct horse' }, (vault) => vault.of('crm'))).toBe('secret')
    const wrong = { ...nowhere, passphrase: 'wrong horse' }
    expect(() => opened(wrong, (vault) => vault.of('crm'))).toThrowError(fails('secrets.passphrase-wrong'))
    expect(() => opened({ ...nowhere, passphrase: '' }, (vault) => vault.of('crm'))).toThrowError(
      fails('secrets.passphrase-needed'),
    )
    expect(opened({ ...nowhere, passphrase: 'correct horse' }, (vault) => vault.of('crm'))).toBe('secret')
  })

  it('are taken over by a passphrase that is given later: the key file opens them no more', () => {
    opened({}, (vault) => vault.set('crm', 'secret'))
    expect(opened({ passphrase: 'later' }, (vault) => vault.of('crm'))).toBe('secret')
    expect(readdirSync(keys)).toEqual([])
    expect(() => opened({ passphrase: '' }, (vault) => vault.of('crm'))).toThrowError(
      fails('secrets.passphrase-needed'),
    )
  })

  it('say when the key file or one of them is damaged, and leave the others', () => {
    opened({}, (vault) => {
      vault.set('crm', 'one')
      vault.set('billing', 'two')
    })
    const db = new Database(join(folder, 'sign-ins.db'))
    db.exec("UPDATE secrets SET sealed = (SELECT sealed FROM secrets WHERE name = 'billing') WHERE name = 'crm'")
    db.close()
    expect(() => opened({}, (vault) => vault.of('crm'))).toThrowError(fails('secrets.damaged'))
    expect(opened({}, (vault) => vault.of('billing'))).toBe('two')
    const [file = ''] = readdirSync(keys)
    writeFileSync(join(keys, file), '00'.repeat(32))
    expect(() => opened({}, (vault) => vault.of('billing'))).toThrowError(fails('secrets.key-damaged'))
    writeFileSync(join(keys, file), 'no key')
    expect(() => opened({}, (vault) => vault.of('billing'))).toThrowError(fails('secrets.key-damaged'))
  })

  it('ask for nothing as long as none is needed', () => {
    expect(opened({ keys: '/dev/null/none' }, (vault) => [vault.names(''), vault.of('crm')])).toEqual([[], undefined])
    expect(() => opened({ keys: '/dev/null/none' }, (vault) => vault.set('crm', 'x'))).toThrowError(
      fails('secrets.key-folder'),
    )
  })
})

describe("the operating system's key store", () => {
  const store = (mark: string): HostKeys => ({
    protect: async (text) => `${mark}:${Buffer.from(text).toString('base64')}`,
    reveal: async (text) => {
      if (!text.startsWith(`${mark}:`)) throw new Error('not mine')
      return Buffer.from(text.slice(mark.length + 1), 'base64').toString()
    },
  })
  const byHost = async <T>(host: HostKeys, work: (vault: ReturnType<typeof openSecrets>['vault']) => T) => {
    const secrets = await openSecretsByHost(folder, host, { keys, passphrase: '' })
    try {
      return work(secrets.vault)
    } finally {
      secrets.close()
    }
  }

  it('opens what it closed; elsewhere that is told, and no key file opens it', async () => {
    await byHost(store('mac'), (vault) => vault.set('crm', 'secret'))
    expect(await byHost(store('mac'), (vault) => vault.of('crm'))).toBe('secret')
    await expect(byHost(store('other'), (vault) => vault.of('crm'))).rejects.toThrowError(fails('secrets.key-store'))
    expect(() => opened({}, (vault) => vault.of('crm'))).toThrowError(fails('secrets.desktop-only'))
  })

  it('takes over what the terminal kept, and without one it is kept as there', async () => {
    opened({}, (vault) => vault.set('crm', 'secret'))
    expect(await byHost(store('mac'), (vault) => vault.of('crm'))).toBe('secret')
    expect(opened({}, (vault) => vault.of('crm'))).toBe('secret')
    const none: HostKeys = {
      protect: () => Promise.reject(new Error('none')),
      reveal: () => Promise.reject(new Error('none')),
    }
    expect(await byHost(none, (vault) => vault.of('crm'))).toBe('secret')
  })
})

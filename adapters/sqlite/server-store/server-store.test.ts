import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type OpenSecrets, openSecrets } from '#adapters/secrets'
import { openServerStore } from './index.ts'

let folder = ''
let secrets: OpenSecrets
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sluice-server-store-'))
  secrets = openSecrets(join(folder, 'sealed'), { keys: join(folder, 'keys') })
})
afterEach(() => {
  secrets.close()
  rmSync(folder, { recursive: true })
})

const install = (flow: string, bundleHash: string) => ({
  flow,
  name: `The flow ${flow}`,
  hash: 'h',
  bundle: Buffer.from('bundle'),
  trust: 'key',
  bundleHash,
  hookKey: `key-of-${flow}`,
  at: 1,
})
const arrival = (body: string, key?: string) => ({
  flow: 'leads',
  bodyHash: `hash of ${body}`,
  body,
  at: 7,
  ...(key === undefined ? {} : { key }),
})

describe('the store of a server', () => {
  it('keeps everything from one start to the next, for its owner only', () => {
    const first = openServerStore(folder, secrets.vault)
    expect(first.tokenHash()).toBeUndefined()
    first.setTokenHash('abc')
    first.installs.add(install('leads', '1'))
    first.installs.setState('leads', 'running')
    const slot = { flow: 'leads', connection: 'crm', connector: 'hubspot', address: 'https://x', token: 'secret' }
    first.slots.set(slot, 1)
    first.slots.set({ ...slot, token: 'newer' }, 2)
    if (process.platform !== 'win32') {
      for (const file of readdirSync(folder))
        expect([file, statSync(join(folder, file)).mode & 0o77]).toEqual([file, 0])
    }
    first.close()

    const second = openServerStore(folder, secrets.vault)
    expect(second.tokenHash()).toBe('abc')
    expect(second.installs.find('leads')).toMatchObject({ version: 1, state: 'running', hookKey: 'key-of-leads' })
    expect(second.slots.of('leads')).toEqual([{ ...slot, token: 'newer' }])
    second.close()
  })

  it('counts versions and pauses the flow on a new one, at the address it had', () => {
    const store = openServerStore(folder, secrets.vault)
    store.installs.add(install('leads', '1'))
    store.installs.setState('leads', 'running')
    const second = store.installs.add({ ...install('leads', '2'), hookKey: 'another' })
    expect(second).toMatchObject({ version: 2, state: 'paused', hookKey: 'key-of-leads', bundleHash: '2' })
    expect(store.installs.bundle('leads', 1)).toEqual({ bundle: Buffer.from('bundle'), trust: 'key' })
    expect(store.installs.all()).toHaveLength(1)
    store.close()
  })

  it('numbers events in the order they came, and knows a key again', () => {
    const store = openServerStore(folder, secrets.vault)
    store.installs.add(install('leads', '1'))
    const taken = store.events.take([arrival('a', 'k1'), arrival('b'), arrival('other', 'k1'), arrival('b')])
    expect(taken.map(({ n, known }) => [n, known])).toEqual([
      [1, false],
      [2, false],
      [1, true],
      [3, false],
    ])
    expect(taken[2]?.bodyHash).toBe('hash of a')
    expect(store.events.after('leads', 1, 10)).toEqual([
      { n: 2, body: 'b', receivedAt: 7 },
      { n: 3, body: 'b', receivedAt: 7 },
    ])
    expect(store.events.last('leads')).toBe(3)
    expect(store.events.last('none')).toBe(0)
    store.close()
  })

  it('drops the bodies of many events at once when they stand elsewhere, and still knows their keys', () => {
    const store = openServerStore(folder, secrets.vault)
    store.installs.add(install('leads', '1'))
    store.events.take(Array.from({ length: 1500 }, (_, i) => arrival(`body ${i}`, `key ${i}`)))
    store.events.forget('leads', 900)
    expect(store.events.after('leads', 0, 1)).toMatchObject([{ n: 1, body: 'body 0' }])
    store.events.forget('leads', 1200)
    expect(store.events.after('leads', 1199, 2)).toMatchObject([
      { n: 1200, body: '' },
      { n: 1201, body: 'body 1200' },
    ])
    expect(store.events.take([arrival('body 5', 'key 5')])).toMatchObject([{ n: 6, known: true }])
    store.close()
  })

  it('belongs to one server at a time', () => {
    const store = openServerStore(folder, secrets.vault)
    expect(() => openServerStore(folder, secrets.vault)).toThrowError(expect.objectContaining({ code: 'data.owned' }))
    store.close()
    openServerStore(folder, secrets.vault).close()
  })

  it('says what is wrong with a folder that it cannot use', () => {
    writeFileSync(
      join(folder, 'server.db'),
      'this is not a database, and it is long enough to be looked at as one '.repeat(9),
    )
    expect(() => openServerStore(folder, secrets.vault)).toThrowError(expect.objectContaining({ code: 'data.damaged' }))
    expect(() => openServerStore(join(folder, 'server.db'), secrets.vault)).toThrowError(
      expect.objectContaining({ code: 'data.not-writable' }),
    )
  })
})

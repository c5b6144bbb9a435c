import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Failure, sentenceOf } from '#engine'
import { type Allowed, openNetwork, placeOf, type SealOptions, sealTo } from './index.ts'
import { reachOf } from './reach.ts'

let canary: Server
let port = 0
let reached = 0

beforeAll(async () => {
  canary = createServer((_, response) => void response.end('{}'))
  canary.on('connection', () => {
    reached++
  })
  await new Promise<void>((resolve) => canary.listen(0, '127.0.0.1', resolve))
  port = (canary.address() as AddressInfo).port
})
afterAll(() => void canary.close())

/** What becomes of a call to a name that resolves to these addresses, one list for each time it is asked. */
async function called(given: Allowed, url: string, answers: string[][], options: SealOptions = {}) {
  let asked = 0
  const resolve = async () => {
    const found = answers[Math.min(asked++, answers.length - 1)] ?? []
    return found.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }))
  }
  const network = openNetwork({ seal: sealTo([given], options), resolve })
  try {
    return await network.request({ method: 'GET', url, headers: {}, timeout: 2000 })
  } catch (error) {
    return error as Failure
  } finally {
    await network.close()
  }
}

describe('what a name resolves to', () => {
  test.each([
    ['this computer', '127.0.0.1'],
    ['this computer in another number', '127.8.9.10'],
    ['this computer as IPv6', '::1'],
    ['this computer as IPv4 in IPv6', '::ffff:127.0.0.1'],
    ['a private network', '10.0.0.5'],
    ['another private network', '192.168.1.1'],
    ['a private network as IPv6', 'fd12:3456:789a::1'],
    ['a shared network', '100.64.1.1'],
    ['where clouds hand out sign-ins', '169.254.169.254'],
    ['where clouds hand out sign-ins, as IPv6', 'fd00:ec2::254'],
    ['the cable', 'fe80::1'],
    ['nowhere', '0.0.0.0'],
    ['an address for translation', '64:ff9b::7f00:1'],
  ])('is refused when it is %s', async (_, address) => {
    const before = reached
    const url = `http://sandbox.example.com:${port}/`
    const failure = await called(url, url, [[address]])
    expect(failure).toMatchObject({ code: 'call.blocked', category: 'permanent' })
    expect(sentenceOf('call.blocked', (failure as Failure).values)).toContain(address)
    expect(reached).toBe(before)
  })

  test('is refused when only one of several addresses leads elsewhere', async () => {
    const url = `http://sandbox.example.com:${port}/`
    expect(await called(url, url, [['203.0.114.9', '127.0.0.1']])).toMatchObject({ code: 'call.blocked' })
  })

  test('is asked once for each connection: the address that was checked is the one that is connected to', async () => {
    const before = reached
    const url = `http://localhost:${port}/`
    // A second answer would lead elsewhere.
    expect(await called(url, url, [['127.0.0.1'], ['10.0.0.5']])).toMatchObject({ status: 200 })
    expect(reached).toBe(before + 1)
  })

  test('may be private where the name says so, or where somebody said so', async () => {
    const blocked = { code: 'call.blocked' }
    const tried = async (given: Allowed, url: string, options?: SealOptions) =>
      called(given, url, [['127.0.0.1', '10.255.255.1']], options)
    // One of the two is this computer, so each is refused for that alone.
    expect(await tried('http://crm.internal/', 'http://crm.internal/')).toMatchObject(blocked)
    expect(
      (await called('http://crm.internal:1/', 'http://crm.internal:1/', [['127.0.0.1']])) as Failure,
    ).toMatchObject(blocked)
    const seal = sealTo(['http://crm.internal', 'http://db', { address: 'http://test.example.com', inside: true }])
    for (const name of ['crm.internal', 'db', 'test.example.com']) seal.checkResolved(name, ['10.0.0.5', 'fd12::1'])
    expect(() => seal.checkResolved('crm.internal', ['127.0.0.1'])).toThrow('call.blocked')
    expect(() => seal.checkResolved('somewhere.else', ['8.8.8.8'])).toThrow('call.blocked')
  })

  test('of a database may be private in a live run, and never in practice', () => {
    const address = 'postgres://db.example.com/shop'
    sealTo([address], { mode: 'live' }).checkResolved('db.example.com', ['10.0.0.5'])
    expect(() => sealTo([address]).checkResolved('db.example.com', ['10.0.0.5'])).toThrow('call.blocked')
    expect(() => sealTo([address], { mode: 'live' }).checkResolved('db.example.com', ['169.254.169.254'])).toThrow(
      'call.blocked',
    )
  })
})

describe('an address', () => {
  test.each([
    'http://2130706433',
    'http://0177.0.0.1',
    'http://0x7f.1',
    'http://127.1',
    'http://[::ffff:127.0.0.1]',
    'http://[::1]',
    'http://0.0.0.0',
    'http://127.0.0.2',
    'http://LOCALHOST',
    'http://127.0.0.1.',
    'postgres://127.0.0.1',
    'mysql://0x7f000001',
    'smtp://2130706433',
    'smtps://[::1]',
  ])('in another form is another address unless it is the same one: %s', async (origin) => {
    const before = reached
    const url = `${origin}:${port}/`
    const same = placeOf(url).origin === `http://127.0.0.1:${port}`
    const result = await called(`http://127.0.0.1:${port}`, url, [['127.0.0.1']])
    if (same) expect(result).toMatchObject({ status: 200 })
    else {
      expect(result).toMatchObject({ code: 'call.blocked' })
      expect(reached).toBe(before)
    }
  })

  test('reads numbers the same way for every kind of system', () => {
    expect(placeOf('postgres://0x7f.1/shop')).toMatchObject({
      host: '127.0.0.1',
      port: 5432,
      origin: 'postgres://127.0.0.1',
    })
    expect(placeOf('smtp://[::FFFF:127.0.0.1]:25').host).toBe('::ffff:7f00:1')
    expect(placeOf('mysql://DB.Example.com/').origin).toBe('mysql://db.example.com')
  })

  test.each([
    'http://user:password@127.0.0.1/',
    'postgres://reader:hush@127.0.0.1/shop',
    'smtp://me@127.0.0.1',
    'ftp://127.0.0.1/',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'postgres:shop',
    'sqlite://server/share/a.db',
    'sqlite:a.db',
    '',
  ])('that carries a sign-in, names no computer or is of an unknown kind is refused: %s', (text) => {
    expect(() => placeOf(text)).toThrow('call.blocked')
    try {
      placeOf(text)
    } catch (error) {
      expect(JSON.stringify((error as Failure).values)).not.toMatch(/password@|hush/)
    }
  })

  test('where clouds hand out sign-ins is refused even when it was given', async () => {
    const address = 'http://169.254.169.254'
    expect(await called(address, `${address}/latest/meta-data`, [])).toMatchObject({ code: 'call.blocked' })
  })

  test('tells what a number is', () => {
    expect(
      ['8.8.8.8', '2606:4700::1111', '10.1.1.1', '::ffff:8.8.8.8', 'fe80::1%eth0', 'nonsense'].map(reachOf),
    ).toEqual(['world', 'world', 'inside', 'world', 'link', 'never'])
  })
})

describe('a file', () => {
  test('is reached only where it was named or lies in a folder that was, whatever links say', () => {
    const folder = mkdtempSync(join(tmpdir(), 'seal-'))
    mkdirSync(join(folder, 'allowed'))
    writeFileSync(join(folder, 'secret.db'), '')
    writeFileSync(join(folder, 'allowed', 'own.db'), '')
    symlinkSync(join(folder, 'secret.db'), join(folder, 'allowed', 'link.db'))
    const at = (path: string) => placeOf(`sqlite://${folder}/${path}`)
    const byFolder = sealTo([`sqlite://${folder}/allowed/`])
    byFolder.check(at('allowed/own.db'))
    byFolder.check(at('allowed/new.db'))
    const byName = sealTo([`sqlite://${folder}/secret.db`])
    byName.check(at('allowed/../secret.db'))
    for (const path of [
      'secret.db',
      'allowed/link.db',
      'allowed/../secret.db',
      'allowed/%2e%2e/secret.db',
      'allowed2/own.db',
    ]) {
      expect(() => byFolder.check(at(path)), path).toThrow('call.blocked')
    }
    expect(() => byName.check(at('allowed/own.db'))).toThrow('call.blocked')
    expect(() => sealTo([]).check(at('secret.db'))).toThrow('call.blocked')
  })
})

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { openNetwork, sealTo } from '#adapters/net'
import { beginCodeSignIn } from '#adapters/oauth'
import { type OpenSecrets, openSecrets } from '#adapters/secrets'
import { systemClock, systemRandom } from '#adapters/system'
import { type Access, Account, type Connector, Gates } from '#engine'
import { oauthConnector } from '../../test/fixtures/oauth-connector.ts'
import { type OAuthServer, startOAuthServer } from '../../test/fixtures/oauth-server.ts'
import { createSignIns, type SignIns } from './index.ts'

let folder = ''
let secrets: OpenSecrets
let server: OAuthServer
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sluice-sign-ins-'))
  secrets = openSecrets(join(folder, 'data'), { keys: join(folder, 'keys') })
  server = await startOAuthServer()
})
afterEach(async () => {
  secrets.close()
  await server.close()
  rmSync(folder, { recursive: true })
})

const signInsFor = (connector: Connector): SignIns =>
  createSignIns({ ...secrets, connectors: { [connector.id]: connector } })

function saved(signIns: SignIns, connector: Connector, tokens = server.signIn()): string {
  const given = { connector: connector.id, name: 'Entries', slot: 'practice', way: 'oauth-code', values: {} } as const
  return signIns.keepTokens({ ...given, address: server.address }, tokens, server.client).id
}

function accountFor(connector: Connector, access: Access, gates = new Gates()) {
  const network = openNetwork({ seal: sealTo([server.address]) })
  onTestFinished(() => network.close())
  const ports = { network, clock: systemClock, random: systemRandom }
  return new Account({
    connector,
    access,
    gate: gates.of(connector, access),
    ports,
    patience: 1000,
    giveUp: () => undefined,
  })
}

const me = (account: Account) => account.call({ method: 'GET', path: '/me' }, {}, new AbortController().signal)

describe('signing in with a browser', () => {
  const begin = (connector = oauthConnector()) => {
    const way = connector.signIns[0]
    if (way?.kind !== 'oauth-code') throw new Error('no such way')
    const network = openNetwork({ seal: sealTo([server.address]) })
    onTestFinished(() => network.close())
    const needs = { way, client: server.client, system: 'Entries', address: server.address, network, now: Date.now }
    return beginCodeSignIn(needs, { scopes: ['profile', 'entries.write'], limit: 5000 })
  }

  it('gets tokens with a proof of its own, for what was asked', async () => {
    const under = await begin()
    const open = new URL(under.open)
    expect(open.searchParams.get('code_challenge_method')).toBe('S256')
    expect(open.searchParams.get('scope')).toBe('profile entries.write')
    expect(under.redirect).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/signed-in$/)
    const page = await (await fetch(under.open)).text()
    expect(page).toContain('You can close this window')
    const tokens = await under.tokens
    expect(tokens).toMatchObject({ scopes: ['entries.write', 'profile'], refresh: expect.stringMatching(/^refresh-/) })
    expect(page).not.toContain(tokens.token)
    // The port is closed after the one answer.
    await expect(fetch(under.redirect)).rejects.toThrow()
  })

  it('says that access was not allowed', async () => {
    server.decides = 'refuse'
    const under = await begin()
    await fetch(under.open)
    await expect(under.tokens).rejects.toMatchObject({ code: 'sign-in.consent-refused' })
  })

  it('throws an answer with another state away, and still takes the right one', async () => {
    const under = await begin()
    const forged = await fetch(`${under.redirect}?state=forged&code=stolen`)
    expect(forged.status).toBe(400)
    expect(server.asked).toEqual([])
    await fetch(under.open)
    expect((await under.tokens).token).toMatch(/^access-/)
  })

  it('ends when it is cancelled, or nobody comes', async () => {
    const under = await begin()
    under.cancel()
    await expect(under.tokens).rejects.toMatchObject({ code: 'sign-in.cancelled' })
  })
})

describe('a kept sign-in', () => {
  it('is renewed ahead of its end, by all callers together once', async () => {
    const connector = oauthConnector()
    const signIns = signInsFor(connector)
    const id = saved(signIns, connector, { ...server.signIn(), expires: Date.now() - 1 })
    const access = signIns.access(id)
    const gates = new Gates()
    await Promise.all(Array.from({ length: 6 }, () => me(accountFor(connector, access, gates))))
    expect(server.asked.map(({ grant }) => grant)).toEqual(['refresh_token'])
    expect(server.calls).toHaveLength(6)
    // And the new one is kept, with its rotated refresh token.
    expect(signIns.access(id).token).toBe(server.calls[0])
  })

  it('is renewed after a refusal, once, and the call is made again', async () => {
    const connector = oauthConnector()
    const signIns = signInsFor(connector)
    const tokens = server.signIn()
    const id = saved(signIns, connector, { ...tokens, token: 'access-that-counts-no-more' })
    await expect(me(accountFor(connector, signIns.access(id)))).resolves.toMatchObject({ name: 'Ada' })
    expect(server.asked).toHaveLength(1)
  })

  it('waits for a person when the system takes the refresh token no more, without asking again', async () => {
    const connector = oauthConnector()
    const signIns = signInsFor(connector)
    const id = saved(signIns, connector)
    const access = signIns.access(id)
    server.revoke()
    const account = accountFor(connector, access)
    const refused = await me(account).catch((error: unknown) => error)
    expect(refused).toMatchObject({ failure: { code: 'sign-in.ended', category: 'sign-in' } })
    expect(account.paused).toMatchObject({ code: 'connection.paused' })
    expect(() => signIns.access(id)).toThrowError(expect.objectContaining({ code: 'sign-in.ended' }))
    expect(server.asked).toHaveLength(1)
    // Signing in anew under the same name lets everything go on.
    const again = signIns.get(id)
    signIns.keepTokens({ ...again, id }, server.signIn(), server.client)
    await expect(me(accountFor(connector, signIns.access(id)))).resolves.toMatchObject({ name: 'Ada' })
  })

  it('stays good while nobody can be asked, and says so once it is over', async () => {
    const connector = oauthConnector()
    const signIns = signInsFor(connector)
    const soon = saved(signIns, connector, { ...server.signIn(), expires: Date.now() + 1 })
    const long = saved(signIns, connector)
    server.away = 503
    await expect(me(accountFor(connector, signIns.access(long)))).resolves.toMatchObject({ name: 'Ada' })
    await systemClock.sleep(5)
    const refused = await me(accountFor(connector, signIns.access(soon))).catch((error: unknown) => error)
    expect(refused).toMatchObject({ failure: { code: 'sign-in.unavailable', category: 'transient' } })
    server.away = undefined
    await expect(me(accountFor(connector, signIns.access(soon)))).resolves.toMatchObject({ name: 'Ada' })
  })

  it('comes from an app itself where there is no person', async () => {
    const connector = oauthConnector()
    const signIns = signInsFor(connector)
    const given = { connector: connector.id, name: 'App', slot: 'practice', way: 'oauth-client', values: {} } as const
    const { id } = signIns.keep(
      { ...given, address: server.address, client: server.client.id },
      { token: '', expires: 0, clientSecret: server.client.secret },
    )
    await expect(me(accountFor(connector, signIns.access(id)))).resolves.toMatchObject({ name: 'Ada' })
    expect(server.asked.map(({ grant }) => grant)).toEqual(['client_credentials'])
  })

  it('begins a new session after so many calls, or asks for a person', async () => {
    const connector = oauthConnector({}, { calls: 3, renewed: 'by-itself' })
    const signIns = signInsFor(connector)
    const account = accountFor(connector, signIns.access(saved(signIns, connector)))
    for (let call = 0; call < 7; call++) await me(account)
    expect(server.asked).toHaveLength(2)

    const byHand: Connector = { ...oauthConnector({}, { lasts: 20, renewed: 'by-a-person' }), id: 'by-hand' }
    const keys = signInsFor(byHand)
    const { token } = server.signIn()
    const given = { connector: 'by-hand', name: 'Daily', slot: 'practice', way: 'key', values: {} } as const
    const { id } = keys.keep({ ...given, address: server.address }, { token })
    const access = keys.access(id)
    await systemClock.sleep(25)
    await expect(me(accountFor(byHand, access))).rejects.toMatchObject({ failure: { code: 'sign-in.ended' } })
    expect(keys.get(id).ended).toMatchObject({ code: 'sign-in.ended' })
  })

  it('is gone after signing out, also over there', async () => {
    const connector = oauthConnector()
    const signIns = signInsFor(connector)
    const id = saved(signIns, connector)
    await signIns.signOut(id)
    expect(secrets.vault.names('connection ')).toEqual([])
    expect(() => signIns.access(id)).toThrowError(expect.objectContaining({ code: 'saved.signed-out' }))
  })
})

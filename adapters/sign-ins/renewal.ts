/** The engine's Renewal over what is kept: ahead of its end, after a refusal, and by the sessions that a connector declares. */
import type { OpenNetwork } from '#adapters/net'
import { clientTokens, refreshTokens, type Tokens, tokenUrlOf } from '#adapters/oauth'
import { systemClock } from '#adapters/system'
import { type Access, type Connector, Failure, type OAuthWay, type Renewal, type SavedConnection } from '#engine'
import { change, type Keeping, type KeptSecret, keep, readSaved, readSecret } from './kept.ts'
import { endedFailure, renewOnce } from './renew-once.ts'

export interface RenewalNeeds extends Keeping {
  connector: Connector
  /** A network sealed to these addresses. */
  openNetwork(addresses: readonly string[]): OpenNetwork
}

/** Renewed so long before its end, at most; a tenth of its life where that is less. Milliseconds. */
const AHEAD = 300_000

export class KeptRenewal implements Renewal {
  readonly account: string
  private readonly needs: RenewalNeeds
  private readonly handed: string[] = []
  /** The one renewal of this process that is under way. */
  private underWay: Promise<KeptSecret> | undefined
  private secret: KeptSecret
  private uncounted = 0
  private spent = 0

  constructor(needs: RenewalNeeds, saved: SavedConnection, secret: KeptSecret) {
    this.needs = needs
    this.account = saved.id
    this.secret = secret
    if (needs.connector.session?.calls !== undefined) this.spent = needs.tables.renewals.spend(saved.id, 0)
    this.note(secret)
  }

  due(_access: Access, now: number): boolean {
    this.count()
    return this.isDue(now)
  }

  private isDue(now: number): boolean {
    return this.overspent() || (this.endOf(this.secret) ?? Number.POSITIVE_INFINITY) - this.ahead() <= now
  }

  over(_access: Access, now: number): boolean {
    return (this.endOf(this.secret) ?? Number.POSITIVE_INFINITY) <= now || this.overspent()
  }

  async freshAccess(refused?: string): Promise<Access> {
    const used = refused ?? this.secret.token
    this.underWay ??= this.renew(used).finally(() => {
      this.underWay = undefined
    })
    const secret = await this.underWay
    if (secret.token !== this.secret.token) this.spent = 0
    this.secret = secret
    this.note(secret)
    return this.access(secret)
  }

  current(): Access | undefined {
    const saved = readSaved(this.needs, this.account)
    const secret = saved.ended ? undefined : readSecret(this.needs, this.account)
    if (!secret) return undefined
    this.secret = secret
    this.note(secret)
    return this.access(secret)
  }

  tokens(): readonly string[] {
    return this.handed
  }

  private access({ token }: KeptSecret): Access {
    const { address, values } = readSaved(this.needs, this.account)
    return { address, token, values, renewal: this }
  }

  private async renew(used: string): Promise<KeptSecret> {
    const saved = readSaved(this.needs, this.account)
    const way = wayOf(this.needs.connector, saved)
    if (!way) return this.takeUp(saved, used)
    const rotates = way.kind === 'oauth-code' && way.refresh === 'rotates'
    return renewOnce({ ...this.needs, id: this.account, rotates, ask: (secret) => this.ask(saved, way, secret) }, used)
  }

  /** A sign-in without tokens to renew: a new session begins with it, or a person has to. */
  private takeUp(saved: SavedConnection, used: string): KeptSecret {
    if (saved.ended) throw endedFailure(saved)
    const secret = readSecret(this.needs, this.account)
    if (!secret)
      throw new Failure('saved.signed-out', 'sign-in', { connection: saved.name, message: 'it is signed out' })
    const now = systemClock.now()
    const ends = this.overspent() || (this.endOf(secret) ?? Number.POSITIVE_INFINITY) <= now
    if (secret.token !== used || !(ends || this.isDue(now))) return secret
    if (this.needs.connector.session?.renewed !== 'by-itself') {
      if (!ends) return secret
      const ended = { code: 'sign-in.ended', at: now, message: 'its time is over' } as const
      throw endedFailure(change(this.needs, this.account, (there) => ({ ...there, ended }), now) ?? saved)
    }
    const anew = { ...secret, obtained: now }
    this.spent = 0
    this.needs.tables.renewals.startAnew(this.account)
    keep(this.needs, saved, anew, now)
    return anew
  }

  private async ask(saved: SavedConnection, way: OAuthWay, secret: KeptSecret): Promise<Tokens> {
    const { connector, openNetwork } = this.needs
    const { address, values } = saved
    const network = openNetwork([tokenUrlOf({ way, address, values })])
    const client = {
      id: saved.client ?? '',
      ...(secret.clientSecret === undefined ? {} : { secret: secret.clientSecret }),
    }
    const needs = { way, client, system: connector.title, address, values, network, now: systemClock.now }
    try {
      if (way.kind === 'oauth-client') return await clientTokens(needs, saved.scopes ?? way.scopes)
      if (secret.refresh !== undefined) return await refreshTokens(needs, secret.refresh)
    } finally {
      await network.close()
    }
    const message = 'it cannot be renewed without a person'
    throw new Failure(
      'sign-in.refused',
      'sign-in',
      { system: connector.title, message },
      { details: { error: 'none' } },
    )
  }

  /** When the token ends, or the session that it belongs to. */
  private endOf({ expires, obtained }: KeptSecret): number | undefined {
    const lasts = this.needs.connector.session?.lasts
    if (lasts === undefined) return expires
    return Math.min(expires ?? Number.POSITIVE_INFINITY, obtained + lasts)
  }

  private ahead(): number {
    const end = this.endOf(this.secret)
    return end === undefined ? 0 : Math.min(AHEAD, (end - this.secret.obtained) / 10)
  }

  private overspent(): boolean {
    const calls = this.needs.connector.session?.calls
    if (calls === undefined) return false
    return this.spent + this.uncounted >= calls
  }

  /** A call is about to leave. They are kept in blocks of a hundredth, so that other processes know of them soon enough. */
  private count(): void {
    const calls = this.needs.connector.session?.calls
    if (calls === undefined) return
    this.uncounted++
    if (this.uncounted < Math.max(1, Math.floor(calls / 100))) return
    this.spent = this.needs.tables.renewals.spend(this.account, this.uncounted)
    this.uncounted = 0
  }

  private note({ token }: KeptSecret): void {
    if (this.handed.includes(token)) return
    this.handed.push(token)
    if (this.handed.length > 4) this.handed.shift()
  }
}

/** The way by which tokens of a saved connection are renewed; undefined: there are none to renew. */
export function wayOf(connector: Connector, { way }: SavedConnection): OAuthWay | undefined {
  const found = connector.signIns.find(({ kind }) => kind === way)
  return found && (found.kind === 'oauth-code' || found.kind === 'oauth-client') ? found : undefined
}

/** Sign-ins with a browser that are under way: begun by a request, ended by the answer that comes back to this computer. */
import { openNetwork, sealTo } from '#adapters/net'
import {
  beginCodeSignIn,
  clientTokens,
  type GrantNeeds,
  type OAuthClient,
  type Tokens,
  tokenUrlOf,
} from '#adapters/oauth'
import { systemClock, systemIds } from '#adapters/system'
import { Failure, type OAuthWay, type Reason, reasonOf, scopesFor } from '#engine'
import type { ConnectionView, SignInProgress } from '#protocol'
import { accepted, type Described, type Prepared, prepared, renewing } from './connections.ts'
import type { Context } from './context.ts'
import { incident } from './failures.ts'
import { needsOf, viewOf } from './saved.ts'

export interface OAuthGiven extends Described {
  way: 'oauth-code' | 'oauth-client'
  client: string
  clientSecret: string
  permissions: readonly string[]
  port?: number | undefined
}

interface UnderWay {
  open: string
  end: Promise<SignInProgress>
  ended?: SignInProgress
  cancel(): void
}

/** Milliseconds for which a person may think about it, and for which one question for the end waits. */
const LIMIT = 600_000
const LOOK = 20_000
/** Ended ones are remembered for whoever asks last. */
const REMEMBERED = 20

export class OAuthSignIns {
  private readonly context: Context
  private readonly underWay = new Map<string, UnderWay>()

  constructor(context: Context) {
    this.context = context
  }

  /** Throws Failures connector.unknown, sign-in.*, saved.*, slot.*, port.taken, secrets.*. */
  async start(given: OAuthGiven): Promise<{ signIn: string; progress: SignInProgress }> {
    const { context } = this
    const { connector, described } = prepared(context, given, given.way)
    context.secrets.vault.open()
    const way = connector.signIns.find(({ kind }) => kind === given.way) as OAuthWay
    const { address, values } = described
    const client: OAuthClient = {
      id: given.client,
      ...(given.clientSecret === '' ? {} : { secret: given.clientSecret }),
    }
    const network = openNetwork({ seal: sealTo([tokenUrlOf({ way, address, values })]) })
    const needs: GrantNeeds = { way, client, system: connector.title, address, values, network, now: systemClock.now }
    const scopes = scopesFor(way, [...given.permissions, ...this.needed(given.id)])
    const signIn = systemIds.next()
    const keep = (tokens: Tokens) => this.keep({ connector, described }, given, way, { tokens, client, scopes })
    try {
      if (way.kind === 'oauth-client') {
        const saved = await keep(await clientTokens(needs, scopes))
        await network.close()
        return { signIn, progress: { state: 'saved', saved } }
      }
      const begun = await beginCodeSignIn(needs, { scopes, limit: LIMIT, port: given.port })
      const end = begun.tokens
        .then(keep)
        .then((saved): SignInProgress => ({ state: 'saved', saved }))
        .catch((error: unknown): SignInProgress => ({ state: 'failed', reason: this.reasonFor(error) }))
        .finally(() => network.close())
      this.remember(signIn, { open: begun.open, end, cancel: begun.cancel })
      return { signIn, progress: { state: 'waiting', open: begun.open } }
    } catch (error) {
      await network.close()
      throw error
    }
  }

  /** Throws Failure sign-in.unknown. */
  async finish(signIn: string): Promise<SignInProgress> {
    const found = this.find(signIn)
    const waiting = new AbortController()
    const still = systemClock
      .sleep(LOOK, waiting.signal)
      .then((): SignInProgress => ({ state: 'waiting', open: found.open }))
    const progress = await Promise.race([found.end, still])
    waiting.abort()
    return found.ended ?? progress
  }

  cancel(signIn: string): boolean {
    const found = this.find(signIn)
    if (found.ended) return false
    found.cancel()
    return true
  }

  close(): void {
    for (const { cancel, ended } of this.underWay.values()) if (!ended) cancel()
  }

  private find(signIn: string): UnderWay {
    const found = this.underWay.get(signIn)
    if (!found) throw new Failure('sign-in.unknown', 'permanent')
    return found
  }

  private remember(signIn: string, begun: UnderWay): void {
    this.underWay.set(signIn, begun)
    void begun.end.then((ended) => {
      begun.ended = ended
      const over = [...this.underWay].filter(([, one]) => one.ended)
      for (const [id] of over.slice(0, Math.max(0, over.length - REMEMBERED))) this.underWay.delete(id)
    })
  }

  private needed(id: string | undefined): string[] {
    const saved = this.context.signIns.all().find((one) => one.id === id)
    return saved ? needsOf(this.context, saved).map(({ permission }) => permission) : []
  }

  /** What was signed in to is looked at before it is kept: practice takes no live account. */
  private async keep(
    { connector, described }: Prepared,
    given: OAuthGiven,
    way: OAuthWay,
    { tokens, client, scopes }: { tokens: Tokens; client: OAuthClient; scopes: readonly string[] },
  ): Promise<ConnectionView> {
    const { context } = this
    const values = { ...described.values, ...tokens.values }
    const access = { address: tokens.address ?? described.address, token: tokens.token, values }
    const account = await accepted(connector, given.slot, access)
    const next = {
      ...described,
      way: way.kind,
      // An answer that names no scopes granted what was asked (RFC 6749, 5.1).
      scopes: [...scopes],
      ...(way.belongsTo ? { belongsTo: way.belongsTo } : {}),
      ...(account === undefined ? {} : { account }),
      ...(given.port === undefined ? {} : { redirectPort: given.port }),
    }
    return viewOf(
      context,
      renewing(context, connector, given.id, () => context.signIns.keepTokens(next, tokens, client)),
    )
  }

  private reasonFor(error: unknown): Reason {
    return error instanceof Failure ? reasonOf(error) : incident(this.context.options.dataFolder, error)
  }
}

/** Saved connections of a data folder: kept, used, renewed, signed out. Their secrets never leave here but inside an Access. */
import { type OpenNetwork, openNetwork, sealTo } from '#adapters/net'
import { type OAuthClient, revokeToken, type Tokens, tokenUrlOf } from '#adapters/oauth'
import { systemClock, systemIds } from '#adapters/system'
import { type Access, type Connector, Failure, own, type SavedConnection, type SignInFinding } from '#engine'
import { change, forgetSecret, type Keeping, type KeptSecret, keep, readSaved, readSecret } from './kept.ts'
import { endedFailure } from './renew-once.ts'
import { KeptRenewal, wayOf } from './renewal.ts'

export interface SignInsOptions extends Keeping {
  connectors: Readonly<Record<string, Connector>>
  /** A network sealed to these addresses; another one only to look at what passes. */
  network?: (addresses: readonly string[]) => OpenNetwork
}

/** What is said of a connection when it is saved. */
export type NewConnection = Omit<SavedConnection, 'id' | 'signedIn' | 'renews' | 'ended' | 'checked' | 'expires'> & {
  /** Saved again under this id: whoever waits for it goes on. */
  id?: string
}

export interface SignIns {
  all(): SavedConnection[]
  /** Throws Failure saved.not-found. */
  get(id: string): SavedConnection
  /** Saves a key, `name:password`, or a client's secret before its first token. */
  keep(given: NewConnection, secret: Omit<KeptSecret, 'obtained'>): SavedConnection
  keepTokens(given: NewConnection, tokens: Tokens, client: OAuthClient): SavedConnection
  /** A sign-in that is made fresh by itself. Throws Failures saved.not-found, saved.signed-out, sign-in.*, secrets.*. */
  access(id: string): Access
  rename(id: string, name: string): SavedConnection
  note(id: string, finding: SignInFinding): SavedConnection | undefined
  /** Declares it void over there where that is offered, and forgets the secret. */
  signOut(id: string): Promise<SavedConnection>
  remove(id: string): void
}

export function createSignIns(options: SignInsOptions): SignIns {
  const { tables, connectors } = options
  const network = options.network ?? ((addresses) => openNetwork({ seal: sealTo(addresses) }))
  const renewals = new Map<string, KeptRenewal>()
  const connectorOf = (saved: Pick<SavedConnection, 'connector' | 'name'>): Connector => {
    const found = own(connectors, saved.connector)
    if (found) return found
    throw new Failure('connector.unknown', 'permanent', { connector: saved.connector, connection: saved.name })
  }
  const save = (given: NewConnection, secret: Omit<KeptSecret, 'obtained'>): SavedConnection => {
    const now = systemClock.now()
    const { id = systemIds.next() } = given
    // What was known of an earlier sign-in under this name says nothing of this one.
    const { ended: _over, checked: _then, expires: _end, ...known } = given as Partial<SavedConnection> & NewConnection
    // A system that this version does not know is kept all the same: another may.
    const connector = own(connectors, given.connector)
    const saved: SavedConnection = { ...known, id, signedIn: now, renews: renewsByItself(connector, given, secret) }
    const expires = endOf(connector, secret, now)
    if (expires !== undefined) saved.expires = expires
    tables.atOnce(() => {
      keep(options, saved, { ...secret, obtained: now }, now)
      tables.renewals.drop(id)
      tables.renewals.startAnew(id)
    })
    return saved
  }
  const signIns: SignIns = {
    all: () => tables.connections.all<SavedConnection>(),
    get: (id) => readSaved(options, id),
    keep: save,
    keepTokens: (given, { token, refresh, expires, scopes, address, values }, client) =>
      save(
        {
          ...given,
          client: client.id,
          address: address ?? given.address,
          values: { ...given.values, ...values },
          ...(scopes ? { scopes } : {}),
        },
        {
          token,
          ...(refresh === undefined ? {} : { refresh }),
          ...(expires === undefined ? {} : { expires }),
          ...(client.secret === undefined ? {} : { clientSecret: client.secret }),
        },
      ),
    access(id) {
      const saved = readSaved(options, id)
      if (saved.ended) throw endedFailure(saved)
      const secret = readSecret(options, id)
      if (!secret) throw endedFailure({ ...saved, ended: { code: 'saved.signed-out', at: 0 } })
      const needs = { ...options, connector: connectorOf(saved), openNetwork: network }
      const renewal = renewals.get(id) ?? new KeptRenewal(needs, saved, secret)
      renewals.set(id, renewal)
      return renewal.current() ?? { address: saved.address, token: secret.token, values: saved.values, renewal }
    },
    rename: (id, name) => changed(id, (saved) => ({ ...saved, name })),
    note: (id, finding) => change(options, id, (saved) => noted(saved, finding), systemClock.now()),
    async signOut(id) {
      const saved = readSaved(options, id)
      const secret = readSecret(options, id)
      if (secret) await revoke(connectorOf(saved), saved, secret, network)
      const ended = { code: 'saved.signed-out', at: systemClock.now(), message: 'it is signed out' } as const
      forgetSecret(options, id)
      return changed(id, (there) => ({ ...there, ended }))
    },
    remove(id) {
      readSaved(options, id)
      renewals.delete(id)
      tables.atOnce(() => {
        forgetSecret(options, id)
        tables.connections.drop(id)
      })
    },
  }
  const changed = (id: string, work: (saved: SavedConnection) => SavedConnection): SavedConnection =>
    change(options, id, work, systemClock.now()) ?? readSaved(options, id)
  return signIns
}

/** What a check learned of whose account it is stays known. */
function noted(saved: SavedConnection, finding: SignInFinding): SavedConnection {
  const { belongsTo, expires } = finding
  return {
    ...saved,
    checked: finding,
    ...(belongsTo === undefined ? {} : { belongsTo }),
    ...(expires === undefined || saved.renews ? {} : { expires }),
  }
}

function renewsByItself(
  connector: Connector | undefined,
  given: NewConnection,
  { refresh }: Omit<KeptSecret, 'obtained'>,
): boolean {
  const way = connector?.signIns.find(({ kind }) => kind === given.way)
  if (way?.kind === 'oauth-client') return true
  if (way?.kind === 'oauth-code') return refresh !== undefined && connector?.session?.renewed !== 'by-a-person'
  return connector?.session?.renewed === 'by-itself'
}

/** When it ends: its token, or the session that a person has to take up again. */
function endOf(
  connector: Connector | undefined,
  { expires }: Omit<KeptSecret, 'obtained'>,
  now: number,
): number | undefined {
  const session = connector?.session
  if (session?.lasts === undefined || session.renewed === 'by-itself') return expires
  return Math.min(expires ?? Number.POSITIVE_INFINITY, now + session.lasts)
}

/** A system that does not answer keeps nobody from signing out here. */
async function revoke(
  connector: Connector,
  saved: SavedConnection,
  { token, refresh, clientSecret }: KeptSecret,
  open: (addresses: readonly string[]) => OpenNetwork,
): Promise<void> {
  const way = wayOf(connector, saved)
  if (way?.revokeUrl === undefined) return
  const { address, values, client = '' } = saved
  const at = { address, values }
  const revokeUrl = tokenUrlOf({ way: { ...way, tokenUrl: way.revokeUrl }, ...at })
  const network = open([revokeUrl])
  const app = { id: client, ...(clientSecret === undefined ? {} : { secret: clientSecret }) }
  try {
    await revokeToken(
      { way, client: app, system: connector.title, ...at, network, now: systemClock.now },
      refresh ?? token,
    )
  } catch {
    // It ends over there in its own time.
  } finally {
    await network.close()
  }
}

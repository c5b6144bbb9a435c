/** Saving connections: a key or a password is tried before it is kept, and what is live is refused where practice is meant. */
import { openNetwork, sealTo } from '#adapters/net'
import type { NewConnection } from '#adapters/sign-ins'
import { systemClock, systemRandom } from '#adapters/system'
import {
  type Access,
  Account,
  type Connector,
  Failure,
  own,
  type SavedConnection,
  type SignInWay,
  valueAt,
} from '#engine'
import type { ConnectionView } from '#protocol'
import type { Context } from './context.ts'
import { viewOf } from './saved.ts'
import { checkAccount } from './slots.ts'

/** What is said of a connection before it is saved. */
export interface Described {
  id?: string | undefined
  connector: string
  name: string
  slot: 'practice' | 'live'
  address: string
  values: Readonly<Record<string, string>>
}

/** Throws Failures connector.unknown, sign-in.no-such-way, saved.*, slot.*, secrets.*. */
export async function saveConnection(
  context: Context,
  given: Described & { way: 'key' | 'password' | 'none'; user: string; secret: string },
): Promise<ConnectionView> {
  const { connector, described } = prepared(context, given, given.way)
  const token = tokenOf(connector, given)
  const access = { address: described.address, token, values: described.values }
  const account = await accepted(connector, given.slot, access)
  const way = connector.signIns.find(({ kind }) => kind === given.way)
  const known = way && 'belongsTo' in way && way.belongsTo ? { belongsTo: way.belongsTo } : {}
  const next = { ...described, way: given.way, ...known, ...(account === undefined ? {} : { account }) }
  return viewOf(
    context,
    renewing(context, connector, given.id, () => context.signIns.keep(next, { token })),
  )
}

/** Those who wait for an earlier sign-in under this id go on with the new one. */
export function renewing(
  context: Context,
  connector: Connector,
  id: string | undefined,
  save: () => SavedConnection,
): SavedConnection {
  const before = id === undefined ? undefined : context.signIns.all().find((saved) => saved.id === id)
  const saved = save()
  const access = context.signIns.access(saved.id)
  // A kept sign-in is the same account whatever its token is: the address is what tells gates apart.
  if (before) context.runner.renew(connector, { ...access, address: before.address }, access)
  return saved
}

export interface Prepared {
  connector: Connector
  described: Omit<NewConnection, 'way'>
}

/** Throws Failures connector.unknown, sign-in.no-such-way, saved.value-missing, slot.address. */
export function prepared(context: Context, given: Described, way: SignInWay['kind'] | 'none'): Prepared {
  const connector = own(context.connectors, given.connector)
  if (!connector)
    throw new Failure('connector.unknown', 'permanent', { connector: given.connector, connection: given.name })
  const { title, signIns, defaultAddress } = connector
  if (way !== 'none' && !signIns.some(({ kind }) => kind === way)) {
    const choices = signIns.map(({ label }) => label)
    throw new Failure('sign-in.no-such-way', 'permanent', { system: title, choices })
  }
  const missing = connector.values?.find(({ name, required }) => required && !given.values[name]?.trim())
  if (missing) throw new Failure('saved.value-missing', 'permanent', { system: title, value: missing.label })
  const address = (given.address === '' ? defaultAddress : given.address).replace(/\/+$/, '')
  if (!URL.canParse(address)) {
    const values = { address: address.slice(0, 200), why: 'it is not an address' }
    throw new Failure('slot.unreachable', 'permanent', { system: title, ...values })
  }
  const { id, name, slot, values } = given
  return {
    connector,
    described: { connector: connector.id, name, slot, values, address, ...(id === undefined ? {} : { id }) },
  }
}

/** A password goes with its name, behind which some systems want a suffix. */
function tokenOf(connector: Connector, { way, user, secret }: { way: string; user: string; secret: string }): string {
  if (way !== 'password') return secret.trim()
  const found = connector.signIns.find(({ kind }) => kind === 'password')
  return `${user.trim()}${found?.kind === 'password' ? (found.userSuffix ?? '') : ''}:${secret}`
}

/**
 * Whose account it is. In practice a live account is refused; what says nothing of itself must at least be accepted. Throws slot.*.
 */
export async function accepted(
  connector: Connector,
  slot: 'practice' | 'live',
  access: Access,
): Promise<string | undefined> {
  if (slot === 'practice') return checkAccount(connector, access)
  const request = connector.account?.request ?? connector.check?.request
  if (!request) return undefined
  const network = openNetwork({ seal: sealTo([access.address], { mode: slot }) })
  const ports = { network, clock: systemClock, random: systemRandom }
  const account = new Account({ connector, access, ports, patience: 5000, giveUp: () => undefined })
  try {
    const said = await account.call(request, {}, new AbortController().signal)
    const id = connector.account && valueAt(said, connector.account.id)
    return typeof id === 'number' || (typeof id === 'string' && id !== '') ? String(id) : undefined
  } catch (error) {
    throw slotFailure(connector, access, error)
  } finally {
    await network.close()
  }
}

function slotFailure({ title }: Connector, { address }: Access, error: unknown): unknown {
  const failure = (error as { failure?: Failure }).failure
  if (!failure) return error
  const { message = null, why = message } = failure.values
  if (failure.category === 'sign-in') return new Failure('slot.refused', 'permanent', { system: title, message })
  return new Failure('slot.unreachable', 'permanent', { system: title, address, why })
}

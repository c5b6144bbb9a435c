/** Practice sign-ins: each connection leads to the practice system of its connector, or to the user's own sandbox account. */
import { openNetwork, sealTo } from '#adapters/net'
import { systemClock, systemRandom } from '#adapters/system'
import {
  type Access,
  Account,
  type Connector,
  Failure,
  type Flow,
  isInside,
  type SavedConnection,
  valueAt,
} from '#engine'
import type { PracticeSlot } from '#protocol'
import { bringOverSlots, dropOldSlots } from './bring-over.ts'
import type { Context } from './context.ts'
import { dropUnused, putInSlot, savedIn } from './saved.ts'

/** Where a connection leads in practice; `target` names the place without the sign-in. */
export interface PracticeAccess extends Access {
  target: string
}

/** Forgets every sign-in of a flow, also those of connections that it no longer has. Saved ones that others may use stay. */
export function forgetSlots(context: Context, flow: string): void {
  const { uses } = context.secrets.tables
  const made = context.signIns.all().filter(({ madeFor }) => madeFor === flow)
  uses.forget(flow)
  dropOldSlots(context, flow)
  for (const saved of made) dropUnused(context, saved)
}

/** Where each connection of the flow leads in practice. Throws Failures connector.unknown, practice.unavailable. */
export async function practiceAccess(context: Context, flow: Flow): Promise<Record<string, PracticeAccess>> {
  const access: Record<string, PracticeAccess> = Object.create(null)
  for (const [id, { connector, name, practice }] of Object.entries(flow.connections)) {
    if (isInside(context.connectors[connector])) continue
    const own = ownSandbox(context, flow, id)
    access[id] = own
      ? { ...context.signIns.access(own.id), target: placeOf(connector, own.address, own.account) }
      : { ...(await practiceSystem(context, connector, name, practice)), target: practiceTarget(context) }
  }
  return access
}

/** What a run remembers of where it leads, so that its rest never goes elsewhere: the place of every connection. */
export const targetOf = (places: Readonly<Record<string, string>>): string =>
  Object.entries(places)
    .map(([connection, place]) => `${connection}: ${place}`)
    .sort()
    .join(', ')

export const placeOf = (connector: string, address: string, account?: string): string =>
  account === undefined ? `${connector} ${address}` : `${connector} ${address} ${account}`

/** Their address changes at every start; whose they are does not. */
function practiceTarget({ options: { dataFolder, practiceFolder = dataFolder } }: Context): string {
  return practiceFolder === dataFolder ? 'practice' : `practice ${practiceFolder}`
}

/** The sign-in that was saved for the connection, and for practice: no other can be chosen by a run in practice. */
function ownSandbox(context: Context, flow: Flow, connection: string): SavedConnection | undefined {
  bringOverSlots(context)
  return savedIn(context, flow, connection, 'practice')
}

async function practiceSystem(
  context: Context,
  connector: string,
  connection: string,
  values: Readonly<Record<string, string>> | undefined,
): Promise<Access> {
  const { systems } = await context.practice.addresses()
  const found = Object.hasOwn(systems, connector) ? systems[connector as keyof typeof systems] : undefined
  if (!found) throw new Failure('connector.unknown', 'permanent', { connector, connection })
  return values === undefined ? found : { ...found, values: { ...found.values, ...values } }
}

export async function slotsOf(context: Context, flow: Flow): Promise<PracticeSlot[]> {
  const access = await practiceAccess(context, flow)
  return Object.keys(flow.connections).map((connection) => {
    const own = ownSandbox(context, flow, connection)
    const slot: PracticeSlot = {
      connection,
      kind: own ? 'own-sandbox' : 'practice-system',
      address: access[connection]?.address ?? '',
    }
    if (own?.account) slot.account = own.account
    return slot
  })
}

/** Signs in to the user's own sandbox account; an empty address goes back to the practice system. Throws slot.* Failures. */
export async function setSlot(context: Context, flow: Flow, connection: string, given: Access): Promise<void> {
  const named = flow.connections[connection]
  const connector = named && context.connectors[named.connector]
  if (!connector) throw new Failure('connection.unknown', 'permanent', { step: flow.name })
  if (given.address.trim() === '') return putInSlot(context, flow, connection, 'practice', undefined)
  const access = { address: given.address.trim(), token: given.token.trim() }
  const account = await checkAccount(connector, access)
  const before = ownSandbox(context, flow, connection)
  const earlier = before && signedIn(context, before)
  const saved = context.signIns.keep(
    {
      ...(before?.madeFor === flow.id ? { id: before.id } : {}),
      ...{ connector: connector.id, name: `${named.name} (own sandbox)`, slot: 'practice', way: 'key' },
      ...{ address: access.address, values: before?.values ?? {}, madeFor: flow.id },
      ...(account ? { account } : {}),
    },
    { token: access.token },
  )
  putInSlot(context, flow, connection, 'practice', saved.id)
  if (earlier) context.runner.renew(connector, earlier, context.signIns.access(saved.id))
}

/** Undefined when it has ended: nothing waits with it that could be told apart. */
function signedIn(context: Context, saved: SavedConnection): Access | undefined {
  try {
    return context.signIns.access(saved.id)
  } catch (error) {
    if (error instanceof Failure) return undefined
    throw error
  }
}

/** Asks whose account this is. A live one is refused, so that practice can never reach live data. */
export async function checkAccount(connector: Connector, access: Access): Promise<string | undefined> {
  const { title, liveToken, liveAddress } = connector
  if (!URL.canParse(access.address))
    throw new Failure('slot.unreachable', 'permanent', {
      system: title,
      address: access.address,
      why: 'it is not an address',
    })
  if (liveToken && new RegExp(liveToken.pattern).test(access.token))
    throw new Failure('slot.live-key', 'permanent', { system: title, account: 'by its token' })
  if (liveAddress && new RegExp(liveAddress.pattern).test(access.address))
    throw new Failure('slot.live-key', 'permanent', { system: title, account: 'by its address' })
  if (!connector.account) return undefined
  const { request, id, type, practice } = connector.account
  const json = await ask(connector, access, request)
  const said = (path: string) => valueAt(json, path)
  const account = String(said(id) ?? 'unknown')
  // What is not known to be safe is taken for live.
  if (!practice.includes(String(said(type))))
    throw new Failure('slot.live-key', 'permanent', { system: title, account })
  return account
}

async function ask(
  connector: Connector,
  access: Access,
  request: NonNullable<Connector['account']>['request'],
): Promise<unknown> {
  const network = openNetwork({ seal: sealTo([access.address]) })
  const ports = { network, clock: systemClock, random: systemRandom }
  const account = new Account({ connector, access, ports, patience: 5000, giveUp: () => undefined })
  try {
    return await account.call(request, {}, new AbortController().signal)
  } catch (error) {
    const failure = (error as { failure?: Failure }).failure
    if (!failure) throw error
    const { address } = access
    const { message, why } = failure.values
    if (failure.category === 'sign-in')
      throw new Failure('slot.refused', 'permanent', { system: connector.title, message: message ?? null })
    throw new Failure('slot.unreachable', 'permanent', {
      system: connector.title,
      address,
      why: why ?? message ?? null,
    })
  } finally {
    await network.close()
  }
}

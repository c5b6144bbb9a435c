/** `sluice connections add` and `sign-in`: the secret comes from the environment, standard input or a hidden prompt. */
import { type Connector, Failure, type SavedConnection, type SignInWay } from '#engine'
import type { ConnectionView } from '#protocol'
import { type Context, OAuthSignIns, saveConnection, viewOf } from '#studio'
import { readSecretFrom } from '../hidden-prompt.ts'
import { usage } from '../tell-error.ts'
import { say, sayAside, sayJson } from '../terminal.ts'
import { readValues } from '../who.ts'
import { withContext } from '../with-context.ts'
import { type ConnectionOptions, find } from './connections.ts'

export interface AddOptions extends ConnectionOptions {
  name?: string
  slot: 'practice' | 'live'
  address?: string
  value?: string[]
  way?: string
  user?: string
  client?: string
  permission?: string[]
  redirectPort?: number
}

type Way = SignInWay['kind'] | 'none'

/** Throws Failures connector.unknown, sign-in.*, slot.*, saved.*, usage.invalid. */
export function add(system: string, options: AddOptions): Promise<number> {
  return withContext(options, async (context) => {
    const connector = Object.hasOwn(context.connectors, system) ? context.connectors[system] : undefined
    if (!connector)
      throw usage(`There is no connector "${system}"; there are ${Object.keys(context.connectors).join(', ')}`)
    const way = wayOf(connector, options.way)
    const { name = connector.title, slot, address = '', value = [] } = options
    const values = Object.fromEntries(Object.entries(readValues(value)).map(([key, text]) => [key, String(text)]))
    return told(await signIn(context, { connector: system, name, slot, address, values }, way, options), options)
  })
}

/** Signs in again to one that is saved: whatever waits for it goes on. */
export function signInAgain(named: string, options: AddOptions): Promise<number> {
  return withContext(options, async (context) => {
    const saved = find(context, named)
    const { id, connector, name, slot, address, values, way, client, redirectPort } = saved
    const given = { ...(client === undefined ? {} : { client }), ...(redirectPort ? { redirectPort } : {}), ...options }
    return told(await signIn(context, { id, connector, name, slot, address, values }, way, given), options)
  })
}

type Described = Pick<SavedConnection, 'connector' | 'name' | 'slot' | 'address' | 'values'> & { id?: string }

async function signIn(context: Context, given: Described, way: Way, options: AddOptions): Promise<ConnectionView> {
  if (way === 'none') return saveConnection(context, { ...given, way, user: '', secret: '' })
  if (way === 'key' || way === 'password') {
    const { user = '' } = options
    if (way === 'password' && user === '') throw usage('Say whose password it is: give --user')
    const secret = await readSecretFrom(way === 'key' ? 'The key' : 'The password', 'SLUICE_SECRET')
    return saveConnection(context, { ...given, way, user, secret })
  }
  if (!options.client) throw usage('Say which app signs in: give --client with the id that it has over there')
  const clientSecret = await readSecretFrom("The app's secret", 'SLUICE_CLIENT_SECRET')
  return withBrowser(context, {
    ...{ ...given, way, client: options.client, clientSecret, permissions: options.permission ?? [] },
    ...(options.redirectPort === undefined ? {} : { port: options.redirectPort }),
  })
}

async function withBrowser(context: Context, given: Parameters<OAuthSignIns['start']>[0]): Promise<ConnectionView> {
  const signIns = new OAuthSignIns(context)
  const cancel = () => signIns.close()
  process.once('SIGINT', cancel)
  try {
    const { signIn: id, progress: first } = await signIns.start(given)
    if (first.state === 'waiting') sayAside(`Open this page in a browser and allow the access:\n${first.open}`)
    let progress = first
    while (progress.state === 'waiting') progress = await signIns.finish(id)
    if (progress.state === 'saved') return viewOf(context, context.signIns.get(progress.saved.id))
    throw new Failure(progress.reason.code, progress.reason.category, progress.reason.values)
  } finally {
    process.off('SIGINT', cancel)
    signIns.close()
  }
}

function wayOf({ signIns, title }: Connector, named: string | undefined): Way {
  const kinds = signIns.map(({ kind }) => kind)
  if (named === undefined) return kinds[0] ?? 'none'
  const found = kinds.find((kind) => kind === named)
  if (found) return found
  throw usage(`${title} is signed in to with ${kinds.join(' or ') || 'nothing'}, not with ${named}`)
}

function told(saved: ConnectionView, { json }: AddOptions): number {
  if (json) sayJson(saved)
  else say(`"${saved.name}" is saved for ${saved.slot}${saved.account ? `, account ${saved.account}` : ''}.`)
  return 0
}

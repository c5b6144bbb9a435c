/** A sign-in form as it is filled in, and when it can be sent. */
import type { Connector, SignInWay } from '#engine'
import type { ConnectionView } from '#protocol'
import type { SignInGiven } from '../../../../state/sign-in-store.ts'

export interface Draft {
  way: SignInWay['kind'] | 'none'
  address: string
  values: Record<string, string>
  user: string
  secret: string
  client: string
  clientSecret: string
  port: string
}

export const NO_SECRETS = { secret: '', clientSecret: '' } as const

/** The first of each kind: a sign-in names its way by its kind. */
export const waysOf = ({ signIns }: Pick<Connector, 'signIns'>): SignInWay[] =>
  signIns.filter((way, at) => signIns.findIndex(({ kind }) => kind === way.kind) === at)

type Filled = Pick<ConnectionView, 'way' | 'address' | 'values' | 'client' | 'redirectPort'>

export function beginDraft(connector: Connector, saved?: Filled): Draft {
  const offered = connector.signIns.some(({ kind }) => kind === saved?.way)
  return {
    way: offered && saved ? saved.way : (connector.signIns[0]?.kind ?? 'none'),
    address: saved?.address ?? connector.defaultAddress,
    values: { ...saved?.values },
    user: '',
    ...NO_SECRETS,
    client: saved?.client ?? '',
    port: saved?.redirectPort === undefined ? '' : String(saved.redirectPort),
  }
}

const isFilled = (text: string | undefined): boolean => text !== undefined && text.trim() !== ''

export function isComplete({ values = [] }: Pick<Connector, 'values'>, draft: Draft): boolean {
  if (!isFilled(draft.address)) return false
  if (values.some(({ name, required }) => required && !isFilled(draft.values[name]))) return false
  switch (draft.way) {
    case 'none':
      return true
    case 'key':
      return isFilled(draft.secret)
    case 'password':
      return isFilled(draft.user) && isFilled(draft.secret)
    case 'oauth-client':
      return isFilled(draft.client) && isFilled(draft.clientSecret)
    case 'oauth-code':
      return isFilled(draft.client) && portOf(draft.port) !== 'wrong'
  }
}

/** Undefined when none was typed. */
export function portOf(text: string): number | 'wrong' | undefined {
  if (text.trim() === '') return undefined
  const port = /^\d+$/.test(text.trim()) ? Number(text) : 0
  return port >= 1 && port <= 65_535 ? port : 'wrong'
}

/** Where the browser comes back to (RFC 8252, 7.3). */
export function redirectOf(port: string): string {
  const chosen = portOf(port)
  return `http://127.0.0.1${typeof chosen === 'number' ? `:${chosen}` : ''}/signed-in`
}

/** Values that are blank are left out: the system decides what then holds. */
export function givenOf(connector: Connector, draft: Draft, kept: { id?: string; name: string }): SignInGiven {
  const { port: typed, values, address, client, ...rest } = draft
  const port = draft.way === 'oauth-code' ? portOf(typed) : undefined
  const filled = Object.entries(values).filter(([, value]) => isFilled(value))
  return {
    ...rest,
    ...kept,
    connector: connector.id,
    address: address.trim(),
    client: client.trim(),
    values: Object.fromEntries(filled.map(([name, value]) => [name, value.trim()])),
    ...(typeof port === 'number' ? { port } : {}),
  }
}

/** What an IT department is asked for before a connection can work: permissions with reasons, account, addresses. */
import { endpointOf, Failure, own, type SavedConnection, scopesFor } from '#engine'
import type { AccessRequest } from '#protocol'
import type { Context } from './context.ts'
import { needsOf } from './saved.ts'

/** `from`: our outgoing addresses as others see them, where somebody knows them. Throws Failures saved.not-found, connector.unknown. */
export function accessRequest(context: Context, id: string, from: readonly string[] = []): AccessRequest {
  const saved = context.signIns.get(id)
  const connector = own(context.connectors, saved.connector)
  if (!connector)
    throw new Failure('connector.unknown', 'permanent', { connector: saved.connector, connection: saved.name })
  const way = connector.signIns.find(({ kind }) => kind === saved.way)
  const oauth = way && 'tokenUrl' in way ? way : undefined
  const needs = needsOf(context, saved)
  const always = oauth
    ? scopesFor(oauth, []).filter((scope) => !needs.some(({ permission }) => permission === scope))
    : []
  const permissions = [
    ...needs.map(({ permission, reasons }) => ({ permission, reasons: [...reasons] })),
    ...always.map((permission) => ({ permission, reasons: ['asked for at every sign-in'] })),
  ]
  const port = saved.redirectPort
  const redirect = oauth?.authorizeUrl === undefined ? undefined : `http://127.0.0.1${port ? `:${port}` : ''}/signed-in`
  const endpoints = oauth ? [oauth.authorizeUrl, oauth.tokenUrl, oauth.revokeUrl] : []
  const { address, values } = saved
  const urls = [address, ...endpoints.flatMap((url) => (url ? [endpointOf(url, { address, values })] : []))]
  const reach = [...new Set(urls.flatMap((url) => (URL.canParse(url) ? [new URL(url).host] : [])))]
  const asked = { system: connector.title, permissions, reach, from: [...from], ...(redirect ? { redirect } : {}) }
  return { ...asked, text: textOf(asked, saved, way?.help) }
}

function textOf(asked: Omit<AccessRequest, 'text'>, saved: SavedConnection, help: string | undefined): string {
  const { system, permissions, redirect, reach, from } = asked
  const anyPort = saved.redirectPort === undefined ? ' (any port of this computer; RFC 8252)' : ''
  return [
    `Access to ${system} for Sluice: "${saved.name}" (${saved.slot})`,
    '',
    'What is asked for',
    ...(permissions.length === 0 ? ['- no permission beyond signing in'] : []),
    ...permissions.map(({ permission, reasons }) => `- ${permission}: ${reasons.join('; ')}`),
    '',
    'Account',
    `- a service account or an app of its own, not a personal login: a personal one ends when that person leaves`,
    `- nothing beyond the permissions above`,
    ...(help ? [`- ${help}`] : []),
    ...(redirect ? ['', 'Redirect address to register', `- ${redirect}${anyPort}`] : []),
    '',
    'Addresses that must be reachable from here (HTTPS)',
    ...reach.map((host) => `- ${host}`),
    '',
    'Addresses that calls come from, should they have to be allowed',
    ...(from.length > 0
      ? from.map((address) => `- ${address}`)
      : ['- not known here: the network decides it. Whoever runs the network can say it.']),
    '',
  ].join('\n')
}

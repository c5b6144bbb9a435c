/** Where the connections of a flow lead with --live: addresses from the command line, tokens only from the environment. */
import { type Access, type Connector, type Flow, isInside } from '#engine'
import { usage } from './tell-error.ts'

/** Throws usage.invalid when an address or a token is missing, or when a connection is named that the flow does not have. */
export function liveAccess(flow: Flow, given: readonly string[], env = process.env): Record<string, Access> {
  const addresses = new Map(given.map(readConnection))
  for (const id of addresses.keys()) {
    if (!Object.hasOwn(flow.connections, id)) {
      throw usage(`The flow has no connection "${id}"; it has ${Object.keys(flow.connections).join(', ') || 'none'}`)
    }
  }
  const access: Record<string, Access> = Object.create(null)
  for (const [id, { name }] of Object.entries(flow.connections)) {
    const address = addresses.get(id)
    if (address === undefined) throw usage(`The connection "${name}" has no address: give --connection ${id}=ADDRESS`)
    const variable = tokenVariable(id)
    const token = env[variable]?.trim()
    if (!token) throw usage(`The connection "${name}" has no token: set the environment variable ${variable}`)
    access[id] = { address, token }
  }
  return access
}

/** The flow with only those connections that lead to another system: what is part of Sluice has no address. */
export function leadingOut(flow: Flow, connectors: Readonly<Record<string, Connector>>): Flow {
  const out = Object.entries(flow.connections).filter(([, { connector }]) => !isInside(connectors[connector]))
  return { ...flow, connections: Object.fromEntries(out) }
}

/** SLUICE_TOKEN_MY_CRM for the connection `my-crm`. */
const tokenVariable = (connection: string): string => `SLUICE_TOKEN_${connection.toUpperCase().replaceAll('-', '_')}`

function readConnection(text: string): [string, string] {
  const at = text.indexOf('=')
  const address = text.slice(at + 1).replace(/\/+$/, '')
  const url = URL.parse(address)
  if (at < 1 || !url || !/^https?:$/.test(url.protocol)) {
    throw usage(`"${text}" does not say where a connection leads, as crm=https://api.example.com does`)
  }
  return [text.slice(0, at), address]
}

import { usage } from './tell-error.ts'

export interface ServerOptions {
  server?: string
  token?: string
}

/** The server that a command means; undefined: this computer. Throws usage.invalid without a token. */
export function serverAccess({ server, token }: ServerOptions, env = process.env) {
  if (server === undefined) return undefined
  const signIn = (token ?? env.SLUICE_SERVER_TOKEN ?? '').trim()
  if (signIn === '') throw usage('The server wants a token: give --token, or set SLUICE_SERVER_TOKEN')
  return { address: server, token: signIn }
}

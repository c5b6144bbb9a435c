/** `sluice send`: hands a saved bundle to a server, where it arrives paused. */
import { sendBundle } from '#studio'
import { readNamedFile } from '../read-named-file.ts'
import { usage } from '../tell-error.ts'
import { say } from '../terminal.ts'

export interface SendOptions {
  to: string
  token?: string
}

/** Throws Failures server.unreachable, server.sign-in, server.refused. */
export async function send(file: string, { to, token }: SendOptions, env = process.env): Promise<number> {
  const text = readNamedFile(file).toString('utf8')
  const signIn = (token ?? env.SLUICE_SERVER_TOKEN ?? '').trim()
  if (signIn === '') throw usage('The server wants a token: give --token, or set SLUICE_SERVER_TOKEN')
  const { name, flow, version, state, slots } = await sendBundle({ address: to, token: signIn }, text)
  say(`${name} (${flow}) arrived as version ${version} and is ${state}.`)
  const open = slots.filter(({ mapped }) => !mapped)
  if (open.length === 0) say('All its connections have their live sign-ins there.')
  else say('Still to map on the server, before it can start:')
  for (const slot of open) say(`  ${slot.name} (${slot.connection}): ${slot.system}`)
  return 0
}

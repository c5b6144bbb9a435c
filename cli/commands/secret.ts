/** `sluice secret`: what senders sign a flow's events with, set on a server. It is read from standard input, never from the command line. */
import { setServerSecret } from '#studio'
import { readPiped, typeHidden } from '../hidden-prompt.ts'
import { usage } from '../tell-error.ts'
import { say, sayAside } from '../terminal.ts'

export interface SecretOptions {
  server?: string
  remove?: boolean
}

/** Longest secret that a server takes. */
const LONGEST = 1000

/** Throws Failures usage.invalid, server.unreachable, server.sign-in, server.refused, flow.not-found. */
export async function secret(flow: string, { server, remove }: SecretOptions, env = process.env): Promise<number> {
  const address = (server ?? env.SLUICE_SERVER ?? '').trim()
  if (address === '') throw usage('Say which server it is: give --server, or set SLUICE_SERVER')
  const token = (env.SLUICE_SERVER_TOKEN ?? '').trim()
  if (token === '') throw usage('The server wants a token: set SLUICE_SERVER_TOKEN')
  const text = remove ? '' : await readSecret()
  const { signature, secret: isSet } = await setServerSecret({ address, token }, flow, text)
  say(isSet ? `The signing secret of ${flow} is set.` : `${flow} has no signing secret there any more.`)
  if (isSet && signature === 'none') sayAside('Its webhook asks for no signature, so nothing is checked with it yet.')
  if (!isSet && signature !== 'none') sayAside('Every event is refused until another one is set.')
  return 0
}

async function readSecret(): Promise<string> {
  const text = (process.stdin.isTTY ? await typeHidden('Signing secret') : await readPiped()).trim()
  if (text === '') throw usage('The secret is read from standard input, and nothing came')
  if (text.length > LONGEST) throw usage(`The secret is longer than ${LONGEST} signs`)
  return text
}

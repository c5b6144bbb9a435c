/** Who may post to a flow: whoever knows the unguessable part of its address, or has the API token. */
import { timingSafeEqual } from 'node:crypto'
import { Failure } from '#engine'
import { isSignedIn } from '../http/sign-in.ts'
import type { Parts } from '../parts.ts'

/** `leads.<key>` is the address of the flow `leads`; without a key it is for whoever has the API token. */
export function addressOf(id: string): { flow: string; key?: string } {
  const at = id.indexOf('.')
  return at < 0 ? { flow: id } : { flow: id.slice(0, at), key: id.slice(at + 1) }
}

/** Answers the flow. Throws server.sign-in, which does not tell whether there is such a flow. */
export function demandEntry({ server }: Pick<Parts, 'server'>, id: string, authorization: string | undefined): string {
  const { flow, key } = addressOf(id)
  const kept = server.installs.find(flow)?.hookKey
  const may = key === undefined ? isSignedIn(server, authorization) : kept !== undefined && same(key, kept)
  if (!may) throw new Failure('server.sign-in', 'sign-in')
  return flow
}

function same(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)]
  return left.length === right.length && timingSafeEqual(left, right)
}

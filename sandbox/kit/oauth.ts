// OAuth 2 as practice systems offer it: RFC 6749 with PKCE (RFC 7636), loopback redirects (RFC 8252), revocation (RFC 7009)
// and rotation of refresh tokens (RFC 9700, section 4.14).
import { type Call, isRecord, type Reply } from '../http/exchange.ts'
import { bodyOf } from './form.ts'
import { answerAuthorize } from './oauth-authorize.ts'
import { answerGrant } from './oauth-grants.ts'
import { type ClientProof, type OAuthForm, OAuthRefused, type OAuthRoom, uncached } from './oauth-room.ts'

/** The answer of an OAuth endpoint; undefined when the call is for none of them. */
export function answerOAuth(room: OAuthRoom, call: Call): Reply | undefined {
  const { oauth } = room
  if (call.method === 'GET' && call.path === oauth.authorizePath) return answerAuthorize(room, call)
  if (call.method !== 'POST') return undefined
  if (call.path === oauth.tokenPath) return answered(room, call, answerGrant)
  if (call.path === oauth.revokePath) return answered(room, call, revoke)
  return undefined
}

function answered(
  room: OAuthRoom,
  call: Call,
  work: (room: OAuthRoom, form: OAuthForm, proof: ClientProof) => unknown,
): Reply {
  const answer = () => {
    const form = formOf(call)
    return { status: 200, body: work(room, form, proofOf(room, call, form)), headers: uncached }
  }
  // What a refusal wrote (a consent made void) stays: it is caught within.
  return room.store.together(() => refusedOr(answer))
}

function refusedOr(answer: () => Reply): Reply {
  try {
    return answer()
  } catch (error) {
    if (error instanceof OAuthRefused) return error.reply
    if (error instanceof SyntaxError) return new OAuthRefused('invalid_request', 'The body cannot be read').reply
    throw error
  }
}

function formOf(call: Call): OAuthForm {
  const body = bodyOf(call)
  const entries = isRecord(body) ? Object.entries(body) : []
  return Object.fromEntries(entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'))
}

function proofOf({ keys, declaration }: OAuthRoom, call: Call, form: OAuthForm): ClientProof {
  const basic = /^Basic\s+(\S+)$/i.exec(call.headers.authorization ?? '')?.[1]
  if (basic !== undefined) {
    const text = Buffer.from(basic, 'base64').toString('utf8')
    const colon = text.indexOf(':')
    const [id, secret] = [text.slice(0, colon), text.slice(colon + 1)].map(formDecoded)
    if (id === keys.clientId && secret === keys.clientSecret) return 'secret'
    const challenge = { 'WWW-Authenticate': `Basic realm="${declaration.name}"` }
    throw new OAuthRefused('invalid_client', 'The app is not known, or its secret is wrong', 401, challenge)
  }
  const { client_id: id, client_secret: secret } = form
  if (id !== keys.clientId) throw new OAuthRefused('invalid_client', 'The app is not known', 401)
  if (secret !== undefined && secret !== keys.clientSecret)
    throw new OAuthRefused('invalid_client', 'The secret of the app is wrong', 401)
  return secret === undefined ? 'public' : 'secret'
}

/** RFC 6749, section 2.3.1: id and secret are form-encoded before they go into the header. */
function formDecoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    return text
  }
}

/** RFC 7009: also a token that nobody knows is answered well. */
function revoke({ store, declaration }: OAuthRoom, { token }: OAuthForm): unknown {
  if (token === undefined) throw new OAuthRefused('invalid_request', 'The token is missing')
  const row = store.signIns.find(declaration.name, token)
  if (row?.kind === 'refresh' && row.family !== undefined) store.signIns.revokeFamily(declaration.name, row.family)
  if (row?.kind === 'access') store.signIns.revoke(declaration.name, token)
  return {}
}

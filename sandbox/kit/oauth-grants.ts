import { createHash } from 'node:crypto'
import type { SignInRow } from '../store/index.ts'
import { randomText } from './keys.ts'
import { codeKeptMs, codeScope, type KeptCode, scopesIn } from './oauth-authorize.ts'
import { type ClientProof, type OAuthForm, OAuthRefused, type OAuthRoom } from './oauth-room.ts'

/** Exchanges a code, a refresh token or the app's own secret for a token. @throws OAuthRefused */
export function answerGrant(room: OAuthRoom, form: OAuthForm, proof: ClientProof): unknown {
  const grant = form.grant_type
  if (grant === undefined) throw new OAuthRefused('invalid_request', 'grant_type is missing')
  if (!room.oauth.grants.some((one) => one === grant)) {
    throw new OAuthRefused('unsupported_grant_type', `${grant} is not known here`)
  }
  if (grant === 'authorization_code') return exchangeCode(room, form, proof)
  if (grant === 'refresh_token') return refresh(room, form, proof)
  if (proof === 'public') throw new OAuthRefused('invalid_client', 'The secret of the app is missing', 401)
  const permissions = narrowed(room.declaration.signIn.permissions, form.scope)
  return issue(room, { permissions, family: randomText(), public: false, madeAt: room.now() }, false)
}

interface Grant {
  readonly permissions: readonly string[]
  readonly family: string
  readonly public: boolean
  readonly person?: string
  readonly madeAt: number
}

function exchangeCode(room: OAuthRoom, form: OAuthForm, proof: ClientProof): unknown {
  const { store, declaration, now } = room
  const { name } = declaration
  const text = store.memory.recall(name, codeScope, form.code ?? '', now())
  if (text === undefined) throw invalidGrant('The code is not known, or it is over')
  const kept = JSON.parse(text) as KeptCode
  if (kept.used) return voidFamily(room, kept.family)
  if (kept.endsAt <= now()) throw invalidGrant('The code is over')
  if (form.redirect_uri !== kept.redirectUri) throw invalidGrant('redirect_uri is another one than before')
  checkVerifier(kept, form.code_verifier, proof)
  store.memory.remember(name, codeScope, form.code ?? '', JSON.stringify({ ...kept, used: true }), now() + codeKeptMs)
  const { permissions, family } = kept
  const grant = { permissions, family, public: proof === 'public', person: 'Practice Person', madeAt: now() }
  return issue(room, grant, true)
}

/** RFC 7636, section 4.6. An app without a secret proves itself by the verifier alone. */
function checkVerifier({ challenge }: KeptCode, verifier: string | undefined, proof: ClientProof): void {
  if (challenge === undefined && proof === 'public') {
    throw new OAuthRefused('invalid_client', 'An app without a secret needs a code challenge', 401)
  }
  if (challenge === undefined && verifier === undefined) return
  const wellFormed = /^[A-Za-z0-9\-._~]{43,128}$/.test(verifier ?? '')
  const hashed = createHash('sha256')
    .update(verifier ?? '', 'ascii')
    .digest('base64url')
  if (!wellFormed || hashed !== challenge) throw invalidGrant('code_verifier does not fit the code challenge')
}

function refresh(room: OAuthRoom, form: OAuthForm, proof: ClientProof): unknown {
  const { store, declaration, now, oauth, signIns } = room
  const row = store.signIns.find(declaration.name, form.refresh_token ?? '')
  if (row?.kind !== 'refresh' || row.family === undefined) throw invalidGrant('The refresh token is not known')
  if (row.public !== (proof === 'public')) throw new OAuthRefused('invalid_client', 'Another app signed in', 401)
  if (row.used) return voidFamily(room, row.family)
  if (row.revoked) throw invalidGrant('The refresh token was taken back')
  if (row.endsAt !== undefined && row.endsAt <= now()) throw invalidGrant('The refresh token expired')
  const lasts = declaration.signIn.session?.lastsMs
  if (lasts !== undefined && row.madeAt + lasts <= now()) throw invalidGrant('The session is over')
  // An expired token is what refreshing is for; one that was taken back, or forgotten, took this one with it.
  if (signIns.isStruck(row) && room.faults.current().token !== 'expired')
    throw invalidGrant('The refresh token was taken back')
  const permissions = narrowed(row.permissions, form.scope)
  if (oauth.refresh === 'rotates') store.signIns.use(row.n)
  else if (oauth.refreshLastsMs !== undefined) store.signIns.prolong(row.n, now() + oauth.refreshLastsMs)
  return issue(room, grantOf(row), oauth.refresh === 'rotates', permissions)
}

function grantOf({ permissions, family = '', public: isPublic, madeAt, person }: SignInRow): Grant {
  return { permissions, family, public: isPublic, madeAt, ...(person === undefined ? {} : { person }) }
}

/** What was used comes again: somebody has a copy, so that everything of this consent is void (RFC 9700, section 4.14.2). */
function voidFamily(room: OAuthRoom, family: string): never {
  room.store.signIns.revokeFamily(room.declaration.name, family)
  throw invalidGrant('It was used before; everything that came of it is void now')
}

function narrowed(permissions: readonly string[], scope: string | undefined): readonly string[] {
  const wanted = scopesIn(scope ?? '')
  const unknown = wanted.find((one) => !permissions.includes(one))
  if (unknown !== undefined) throw new OAuthRefused('invalid_scope', `The permission ${unknown} cannot be had`)
  return wanted.length === 0 ? permissions : wanted
}

/** A refresh token keeps all permissions of the consent, also where the access token was asked for with fewer. */
function issue(room: OAuthRoom, grant: Grant, withRefresh: boolean, permissions = grant.permissions): unknown {
  const { store, declaration, oauth, now, address } = room
  const access = `practice-access-${randomText()}`
  const endsAt = now() + oauth.tokenLastsMs
  store.signIns.make(declaration.name, { ...grant, permissions, credential: access, kind: 'access', endsAt })
  const answer = {
    access_token: access,
    token_type: 'Bearer',
    expires_in: Math.floor(oauth.tokenLastsMs / 1_000),
    scope: permissions.join(' '),
    ...oauth.tokenAnswer?.(address()),
  }
  if (!withRefresh || oauth.refresh === 'none' || !oauth.grants.includes('refresh_token')) return answer
  const token = `practice-refresh-${randomText()}`
  const ends = oauth.refreshLastsMs === undefined ? {} : { endsAt: now() + oauth.refreshLastsMs }
  store.signIns.make(declaration.name, { ...grant, credential: token, kind: 'refresh', ...ends })
  return { ...answer, refresh_token: token }
}

const invalidGrant = (description: string) => new OAuthRefused('invalid_grant', description)

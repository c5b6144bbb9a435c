/** How people sign in to a system, how a sign-in goes into requests, and how it is checked: data, like all of a connector. */
import type { Json } from '../model/json.ts'
import type { RequestTemplate, WaitForm } from './declare.ts'

/** How the secret of a sign-in goes into every request. Transports that are not HTTP (SQL, mail) read it from there too. */
export type Auth =
  | { kind: 'none' }
  | { kind: 'bearer' }
  /**
   * HTTP Basic; the secret is `user:password`. `orBearer`: the system also hands out access tokens; a secret without a colon is one,
   * and goes as `Bearer`.
   */
  | { kind: 'basic'; orBearer?: true }
  /** A header of its own, lower case; `before` stands before the secret, such as `Token token=`. */
  | { kind: 'header'; name: string; before?: string }
  /** A member of every JSON body. */
  | { kind: 'body'; name: string }
  /** It is not sent: it signs the body (HMAC with SHA-256, hexadecimal) in this header, lower case; `before` stands before that. */
  | { kind: 'hmac'; name: string; before?: string }

/** A way to get such a secret. A connector offers one or several; the first is the one that is recommended. */
export type SignInWay = KeyWay | PasswordWay | OAuthWay

/** A key or token that is made in the system and pasted. */
export interface KeyWay {
  kind: 'key'
  /** Such as `Private app token`. */
  label: string
  /** Where people find it over there. */
  help: string
  /** It belongs to an app or a service account, or to a person whose leaving ends it. Absent: nobody knows. */
  belongsTo?: 'service' | 'person'
}

/** A name and a secret; kept as `name:secret`. */
export interface PasswordWay {
  kind: 'password'
  /** What the name is over there, such as `E-mail address`, and what the secret is. */
  user: string
  label: string
  help: string
  /** Stands behind the name, such as Zendesk's `/token`. */
  userSuffix?: string
  belongsTo?: 'service' | 'person'
}

/** OAuth 2 (RFC 6749): `oauth-code` with a browser and a loopback redirect (RFC 8252), `oauth-client` with client credentials. */
export interface OAuthWay {
  kind: 'oauth-code' | 'oauth-client'
  label: string
  /** What has to be made over there first: an app with a client id. */
  help: string
  /** Absolute, or beginning with `/` at the connection's address. `{account.x}` takes a value of the connection. */
  authorizeUrl?: string
  tokenUrl: string
  /** Where a token is declared void at sign-out (RFC 7009). */
  revokeUrl?: string
  /** Asked for always, beside the `needs` of the operations in use. */
  scopes: readonly string[]
  /** Permissions in `needs` are no scopes over there: only `scopes` are asked for. */
  fixedScopes?: boolean
  /** Between scopes; a space unless given. */
  scopeSeparator?: ' ' | ','
  /** RFC 7636, S256. */
  pkce: boolean
  /** How the client says who it is at the token address. */
  clientAuth: 'basic' | 'body' | 'none'
  /** `rotates`: each refresh gives a new refresh token and ends the old one. */
  refresh: 'rotates' | 'stays' | 'none'
  /** Milliseconds a token is good for where the answer does not say. */
  lasts?: number
  /** Milliseconds after which an unused refresh token ends. */
  refreshLasts?: number
  /** More parameters of the authorization request. */
  parameters?: Readonly<Record<string, string>>
  /** Paths in the token answer that say more of the connection: its address, or values of it. */
  answers?: { address?: string; values?: Readonly<Record<string, string>> }
  belongsTo?: 'service' | 'person'
}

/** A sign-in that ends by itself, however it was made: then people or the schedule sign in anew. */
export interface Session {
  /** Milliseconds. */
  lasts?: number
  /** Calls that it is good for. */
  calls?: number
  /** How it is taken up again: by the kept sign-in (`by-itself`), or only by a person. */
  renewed: 'by-itself' | 'by-a-person'
}

/** How a connection is checked: who signs in, with which permissions, until when. */
export interface SignInCheck {
  /** A harmless call that every sign-in may make. */
  request: RequestTemplate
  /** Path to the name of the person or app. */
  who?: string
  /** It is a person's own login when the value at `path` is one of `is`. */
  person?: { path: string; is: readonly Json[] }
  /** When the sign-in ends: a path, or a header in lower case, and how it is meant. */
  expires?: WaitForm
  /** The permissions it has: a list, or one text with spaces or commas; asked for by `request` where that is another call. */
  granted?: { request?: RequestTemplate; path?: string; header?: string }
  /** Where the system does not tell: a harmless call for each permission; refused for sign-in reasons means it is missing. */
  probes?: Readonly<Record<string, RequestTemplate>>
}

/** A value that belongs to the connection beside its sign-in, such as a tenant, a realm or a spreadsheet. */
export interface ConnectionValue {
  name: string
  label: string
  help: string
  required: boolean
}

/** How the system signs its webhooks, for the webhook step and the server. */
export interface WebhookDeclaration {
  title: string
  signature: 'none' | 'hmac-sha256' | 'github' | 'stripe' | 'shopify' | 'slack'
  /** With `hmac-sha256`: the header that carries it, lower case. */
  header?: string
  /** What tells events apart: a field of the event, or a header. */
  id?: { field?: string; header?: string }
  /** Where it is switched on over there. */
  help: string
}

/** OAuth 2 over our own network: with a browser, with client credentials, and renewing what was given. */
export { beginCodeSignIn, type CodeSignIn } from './code-sign-in.ts'
export {
  clientTokens,
  type GrantNeeds,
  type OAuthClient,
  refreshTokens,
  revokeToken,
  type Tokens,
  tokenUrlOf,
} from './grants.ts'
export { TOKEN_TIMEOUT } from './token-fetch.ts'

/** Xero's OAuth 2: an app that people allow, or a custom connection that belongs to no person. */
import type { SignInWay } from '#engine'

const TOKEN = 'https://identity.xero.com/connect/token'
const DAY = 86_400_000

export const signIns: readonly SignInWay[] = [
  {
    kind: 'oauth-client',
    label: 'Custom connection',
    help: 'In developer.xero.com, New app, Custom connection: for one organisation, without a person. Xero charges for it and offers it in some countries only.',
    tokenUrl: TOKEN,
    scopes: ['accounting.settings.read'],
    pkce: false,
    clientAuth: 'basic',
    refresh: 'none',
    lasts: 1_800_000,
    belongsTo: 'service',
  },
  {
    kind: 'oauth-code',
    label: 'Sign in with Xero',
    help: 'In developer.xero.com, New app, Web app or Mobile or desktop app: copy its client id, and its secret where it has one.',
    authorizeUrl: 'https://login.xero.com/identity/connect/authorize',
    tokenUrl: TOKEN,
    revokeUrl: 'https://identity.xero.com/connect/revocation',
    scopes: ['openid', 'profile', 'email', 'offline_access', 'accounting.settings.read'],
    pkce: true,
    clientAuth: 'basic',
    refresh: 'rotates',
    lasts: 1_800_000,
    refreshLasts: 60 * DAY,
    belongsTo: 'person',
  },
]

/** How an app signs in to Slack, and where it is told what it may do. */
import type { Connector } from '#engine'

export const signIns: Connector['signIns'] = [
  {
    kind: 'key',
    label: 'Bot token',
    help:
      'On api.slack.com/apps, create an app for your workspace, add the bot scopes chat:write and channels:history under OAuth & ' +
      'Permissions, install it, and copy the Bot User OAuth Token, which begins with xoxb-. Then invite the app to the channel.',
    belongsTo: 'service',
  },
  {
    kind: 'oauth-code',
    label: 'Sign in with Slack',
    help:
      'Needs a Slack app of your own with its client id and secret, and the redirect address shown here. Slack may want an address ' +
      'that begins with https; then use the bot token.',
    authorizeUrl: 'https://slack.com/oauth/v2/authorize',
    tokenUrl: 'https://slack.com/api/oauth.v2.access',
    revokeUrl: 'https://slack.com/api/auth.revoke',
    scopes: [],
    scopeSeparator: ',',
    pkce: false,
    clientAuth: 'body',
    refresh: 'rotates',
    belongsTo: 'service',
  },
]

export const check: NonNullable<Connector['check']> = {
  request: { method: 'GET', path: '/api/auth.test' },
  who: 'user',
  granted: { header: 'x-oauth-scopes' },
}

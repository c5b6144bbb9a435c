/** Messages in channels of Microsoft Teams, as data. Teams has no way to repeat a post safely: our own list says what was sent. */
import type { Connector, ErrorRule } from '#engine'

const message = ['error.message', 'error.code', 'error_description']
/** May be a fraction, such as 2.128. */
const waits = [{ header: 'retry-after', as: 'seconds' }] as const

const errors: readonly ErrorRule[] = [
  {
    when: { status: [429, 503], header: { name: 'retry-after' } },
    category: 'transient',
    message,
    rateLimit: true,
    waits,
  },
  { when: { status: 429 }, category: 'transient', message, rateLimit: true },
  { when: { status: [401, 403] }, category: 'sign-in', message },
  { when: { status: [408, 423, 425, 509] }, category: 'transient', message },
  { when: { status: [400, 405, 406, 409, 411, 412, 413, 415, 422] }, category: 'validation', message },
  { when: { status: [404, 410] }, category: 'permanent', message },
  { when: { statusFrom: 500 }, category: 'transient', message },
]

export const teams: Connector = {
  id: 'teams',
  title: 'Microsoft Teams',
  family: 'Chat',
  version: 1,
  source:
    'Microsoft Graph v1.0, as learn.microsoft.com/graph describes it (chatMessage, throttling) and @microsoft/microsoft-graph-client 3.0.7 ' +
    'speaks it. Two posts a second for an app in a tenant: blog.thoughtstuff.co.uk (2020); newer figures differ, this is the strictest. ' +
    'A post whose answer is lost may stand in the channel: it is not repeated by itself, a person decides. Posting is only possible ' +
    'for a person who is signed in, not for an app alone. Unconfirmed: the longest text. Graph does not say that a tenant is for ' +
    'practice. Not checked against a live tenant.',
  auth: { kind: 'bearer' },
  signIns: [
    {
      kind: 'oauth-code',
      label: 'Sign in with Microsoft',
      help:
        'In Microsoft Entra, register an app for mobile and desktop with the redirect address http://127.0.0.1, give it the delegated ' +
        'permission ChannelMessage.Send, and sign in with an account that is a member of the team, best one made for this purpose.',
      authorizeUrl: 'https://login.microsoftonline.com/{account.tenant}/oauth2/v2.0/authorize',
      tokenUrl: 'https://login.microsoftonline.com/{account.tenant}/oauth2/v2.0/token',
      scopes: ['offline_access', 'User.Read'],
      pkce: true,
      clientAuth: 'none',
      refresh: 'rotates',
      lasts: 3_600_000,
      refreshLasts: 7_776_000_000,
      belongsTo: 'person',
    },
  ],
  check: {
    request: { method: 'GET', path: '/v1.0/me' },
    who: 'userPrincipalName',
    probes: { 'Channel.ReadBasic.All': { method: 'GET', path: '/v1.0/me/joinedTeams' } },
  },
  values: [
    {
      name: 'tenant',
      label: 'Tenant',
      help: 'The id or a domain of your organisation in Microsoft Entra, such as alder.example.',
      required: true,
    },
    {
      name: 'team',
      label: 'Team to watch',
      help: 'Only for starting on new messages: the id of the team.',
      required: false,
    },
    {
      name: 'channel',
      label: 'Channel to watch',
      help: 'Only for starting on new messages: the id of the channel, such as 19:…@thread.tacv2.',
      required: false,
    },
  ],
  defaultAddress: 'https://graph.microsoft.com',
  proof: ['@microsoft/microsoft-graph-client 3.0.7'],
  limit: { calls: 2, per: 1_000 },
  concurrency: 2,
  timeout: 30_000,
  objects: {
    messages: {
      title: 'Message',
      plural: 'Messages',
      fields: [
        { name: 'team', label: 'Team (its id)', type: 'text', required: true },
        { name: 'channel', label: 'Channel (its id, such as 19:…@thread.tacv2)', type: 'text', required: true },
        { name: 'content', label: 'Text', type: 'text', required: true },
        {
          name: 'contentType',
          label: 'Form of the text',
          type: 'choice',
          choices: [
            { value: 'text', label: 'Plain text' },
            { value: 'html', label: 'HTML' },
          ],
        },
        { name: 'subject', label: 'Subject', type: 'text' },
        {
          name: 'importance',
          label: 'Importance',
          type: 'choice',
          choices: [
            { value: 'normal', label: 'Normal' },
            { value: 'high', label: 'High' },
            { value: 'urgent', label: 'Urgent' },
          ],
        },
      ],
      unique: [{ name: 'key', label: 'Our own key, kept here and not in Teams' }],
    },
  },
  operations: {
    'post-message': {
      title: 'Post a message to a channel (may come twice if an answer is lost)',
      object: 'messages',
      does: 'create',
      strategy: 'own-ledger',
      bulk: 1,
      send: {
        request: {
          method: 'POST',
          path: '/v1.0/teams/{body.team}/channels/{body.channel}/messages',
          body: {
            subject: { $: 'body.subject', optional: true },
            importance: { $: 'body.importance', optional: true },
            body: {
              '...': { contentType: 'text' },
              contentType: { $: 'body.contentType', optional: true },
              content: { $: 'body.content' },
            },
          },
        },
        reply: { id: 'id' },
      },
      list: {
        title: 'New and changed messages of a channel',
        request: {
          method: 'GET',
          path: '/v1.0/teams/{account.team}/channels/{account.channel}/messages',
          query: { $top: 50 },
        },
        reply: { items: 'value', id: 'id', fields: '', next: '@odata.nextLink', nextAs: 'url' },
        cursor: { field: 'lastModifiedDateTime', as: 'time', asked: 'iso', start: '' },
        newestFirst: true,
      },
      undo: {
        created: 'none',
        updated: 'none',
        words: 'A message cannot be taken back from here; whoever posted it can delete it in Teams.',
      },
      needs: ['ChannelMessage.Send'],
    },
  },
  errors,
}

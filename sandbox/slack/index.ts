// The practice Slack: channels, messages with metadata, users, and sign-in by OAuth with rotating tokens of twelve hours.
// Facts: docs.slack.dev (methods, rate limits, token rotation, message metadata) and the types of @slack/web-api 8.2.0.
import { createHmac } from 'node:crypto'
import { bearerToken, type Call, type Reply } from '../http/exchange.ts'
import type { Desk, SystemDeclaration } from '../kit/system.ts'
import { argumentsOf, fail, methodOf, permissions, refusals, textOf } from './answers.ts'
import { type Arguments, history, post, remove, update } from './messages.ts'
import { seedSlack } from './seed.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

const permissionOf: Readonly<Record<string, string>> = {
  'chat.postMessage': 'chat:write',
  'chat.update': 'chat:write',
  'chat.delete': 'chat:write',
  'conversations.history': 'channels:history',
  'conversations.list': 'channels:read',
  'users.lookupByEmail': 'users:read.email',
}

export const slack: SystemDeclaration = {
  name: 'slack',
  title: 'Practice Slack',
  kinds: [
    { name: 'messages', title: 'Messages', label: 'text' },
    { name: 'channels', title: 'Channels', label: 'name' },
    { name: 'users', title: 'Members', label: 'real_name' },
  ],
  values: { channel: 'C0GENERAL' },
  signIn: {
    // Older clients send the token as an argument.
    credential: (call) => bearerToken(call) ?? (textOf(tokenArgument(call)) || undefined),
    permissions,
    permissionFor: (call) => permissionOf[methodOf(call)],
    key: (random) => `practice-xoxb-${random}`,
    oauth: {
      authorizePath: '/oauth/v2/authorize',
      tokenPath: '/api/oauth.v2.access',
      revokePath: '/api/auth.revoke',
      grants: ['authorization_code', 'refresh_token'],
      tokenLastsMs: 12 * HOUR,
      refresh: 'rotates',
      tokenAnswer: () => ({
        ok: true,
        app_id: 'A0PRACTICE',
        bot_user_id: 'U0PRACTICE',
        team: { id: 'T0PRACTICE', name: 'Practice' },
      }),
    },
  },
  limits: [
    // One message a second for each channel, short bursts allowed: counted here over a minute and all channels.
    { name: 'chat.postMessage', calls: 60, per: MINUTE, counts: (call) => methodOf(call) === 'chat.postMessage' },
    { name: 'tier 3', calls: 50, per: MINUTE, counts: (call) => tier3.includes(methodOf(call)) },
    { name: 'tier 2', calls: 20, per: MINUTE, counts: (call) => methodOf(call) === 'conversations.list' },
  ],
  refusals,
  isWrite: (call) => methodOf(call).startsWith('chat.'),
  route(call, desk) {
    const method = methodOf(call)
    const answer = Object.hasOwn(methods, method) ? methods[method] : undefined
    const reply = answer ? answer(desk, argumentsOf(call)) : refusals.noSuchPath(call)
    return { ...reply, headers: { ...reply.headers, 'x-oauth-scopes': desk.caller.permissions.join(',') } }
  },
  seed: seedSlack,
  signWebhook({ text, secret, now }) {
    const time = String(Math.floor(now / 1000))
    const signature = createHmac('sha256', secret).update(`v0:${time}:${text}`).digest('hex')
    return { 'x-slack-request-timestamp': time, 'x-slack-signature': `v0=${signature}` }
  },
}

const tier3 = ['chat.update', 'chat.delete', 'conversations.history', 'users.lookupByEmail']

const methods: Readonly<Record<string, (desk: Desk, args: Arguments) => Reply>> = {
  'auth.test': (desk) => ({
    status: 200,
    body: {
      ok: true,
      url: `${desk.address}/`,
      team: 'Practice',
      user: 'practice_bot',
      team_id: 'T0PRACTICE',
      user_id: 'U0PRACTICE',
      bot_id: 'B0PRACTICE',
      is_enterprise_install: false,
    },
  }),
  'chat.postMessage': post,
  'chat.update': update,
  'chat.delete': remove,
  'conversations.history': history,
  'conversations.list': listChannels,
  'users.lookupByEmail': (desk, args) => {
    const [user] = desk.docs.findBy('users', 'profile.email', textOf(args.email))
    return user ? { status: 200, body: { ok: true, user: user.body } } : fail('users_not_found')
  },
}

function listChannels(desk: Desk, args: Arguments): Reply {
  const limit = Math.min(1000, Number(args.limit ?? 100))
  const withoutArchived = textOf(args.exclude_archived) === 'true'
  const page = desk.docs.page('channels', textOf(args.cursor) || undefined, limit)
  const channels = page.map(({ body }) => body).filter((body) => !(withoutArchived && body.is_archived === true))
  const next = page.length === limit ? (page.at(-1)?.id ?? '') : ''
  return { status: 200, body: { ok: true, channels, response_metadata: { next_cursor: next } } }
}

function tokenArgument(call: Call): unknown {
  try {
    return argumentsOf(call).token
  } catch {
    return undefined
  }
}

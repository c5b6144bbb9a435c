/** Slack's own client, which posts forms where our declaration posts JSON. */
import { createRequire } from 'node:module'
import { LogLevel, WebClient } from '@slack/web-api'
import { expect } from 'vitest'
import type { Witness, WitnessPlace } from './contract.ts'

const { version } = createRequire(import.meta.url)('@slack/web-api/package.json') as { version: string }

const connect = ({ system }: WitnessPlace, token = system.token) =>
  new WebClient(token, {
    slackApiUrl: `${system.address}/api/`,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    logLevel: LogLevel.ERROR,
  })

const channel = 'C0GENERAL'
const metadata = (key: string) => ({ event_type: 'sluice_message', event_payload: { key } })

const post = (place: WitnessPlace, key: string) =>
  connect(place).chat.postMessage({ channel, text: `Hello ${key} & all`, metadata: metadata(key) })

async function find(place: WitnessPlace, key: string) {
  const { messages = [] } = await connect(place).conversations.history({
    channel,
    include_all_metadata: true,
    limit: 999,
  })
  return messages.filter((message) => (message.metadata?.event_payload as { key?: string } | undefined)?.key === key)
}

const failing = (error: string) => ({ code: 'slack_webapi_platform_error', data: { ok: false, error } })

export const slack: Witness = {
  connector: 'slack',
  by: `@slack/web-api ${version}`,

  async signIn(place) {
    expect(await connect(place).auth.test()).toMatchObject({ ok: true, user: 'practice_bot', team_id: 'T0PRACTICE' })
    await expect(connect(place, 'xoxb-nobody').auth.test()).rejects.toMatchObject(failing('invalid_auth'))
    const narrow = await place.control.newSignIn({ permissions: ['channels:history'] })
    await expect(connect(place, narrow).chat.postMessage({ channel, text: 'x' })).rejects.toMatchObject(
      failing('missing_scope'),
    )
  },

  async create(place) {
    const { ts = '', message } = await post(place, 'K1')
    expect(message).toMatchObject({ text: 'Hello K1 &amp; all', metadata: metadata('K1') })
    const changed = await connect(place).chat.update({ channel, ts, text: 'Changed' })
    expect(changed).toMatchObject({ ok: true, ts, text: 'Changed' })
    // What the change did not name stays.
    expect(await find(place, 'K1')).toMatchObject([{ ts, text: 'Changed' }])
    expect(await connect(place).chat.delete({ channel, ts })).toMatchObject({ ok: true })
    expect(await find(place, 'K1')).toEqual([])
  },

  async find(place) {
    const { ts } = await post(place, 'K1')
    expect(await find(place, 'K1')).toMatchObject([{ ts }])
    expect(await find(place, 'K2')).toEqual([])
    const plain = await connect(place).conversations.history({ channel, limit: 1 })
    expect(plain.messages?.[0]?.metadata).toEqual({ event_type: 'sluice_message' })
    expect(plain).toMatchObject({ has_more: true, response_metadata: { next_cursor: expect.any(String) } })
  },

  async repeat(place) {
    await place.control.faults({ lostAnswers: 1 })
    await expect(post(place, 'K1')).rejects.toThrow()
    expect(await find(place, 'K1')).toHaveLength(1)
    const { effects } = await place.control.show('messages')
    expect(effects).toMatchObject([{ key: `${channel} K1`, effects: 1, writes: 1 }])
  },

  async limited(place) {
    await place.control.faults({ storm: { answers: 1, waitMs: 2_000 } })
    await expect(post(place, 'K1')).rejects.toMatchObject({ code: 'slack_webapi_rate_limited_error', retryAfter: 2 })
    expect(await post(place, 'K1')).toMatchObject({ ok: true })
  },

  async expired(place) {
    await place.control.faults({ token: 'expired' })
    await expect(post(place, 'K1')).rejects.toMatchObject(failing('token_expired'))
  },
}

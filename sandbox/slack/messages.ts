// Messages of channels: posted, changed, deleted, and read back newest first, with the metadata that an app attached.
import { isRecord, type Reply } from '../http/exchange.ts'
import type { Body, Document } from '../kit/documents.ts'
import { missingRequired, renameIn, renameOut, unknownNames } from '../kit/drift.ts'
import type { Desk } from '../kit/system.ts'
import { fail, isTrue, textOf } from './answers.ts'

export type Arguments = Readonly<Record<string, unknown>>

const longestText = 40_000
const mostOfHistory = 999
/** Made up for practice: the real limit is not published. */
const largestMetadata = 64_000

export function channelOf(desk: Desk, args: Arguments): Document {
  const name = textOf(args.channel)
  const found = desk.docs.get('channels', name) ?? desk.docs.findBy('channels', 'name', name.replace(/^#/, ''))[0]
  return found ?? fail('channel_not_found')
}

export function post(desk: Desk, sent: Arguments): Reply {
  const args = asKept(desk, sent)
  const channel = channelOf(desk, args)
  if (channel.body.is_archived === true) fail('is_archived')
  if (channel.body.is_member !== true) fail('not_in_channel')
  const text = checkedText(args)
  const metadata = checkedMetadata(args)
  const ts = nextTs(desk)
  const message: Body = {
    type: 'message',
    subtype: 'bot_message',
    user: 'U0PRACTICE',
    bot_id: 'B0PRACTICE',
    channel: channel.id,
    ts,
    text: escaped(text),
    ...(metadata ? { metadata } : {}),
    ...(args.thread_ts === undefined ? {} : { thread_ts: textOf(args.thread_ts) }),
  }
  desk.docs.insert('messages', message, { id: ts })
  desk.docs.effect('messages', keyOf(message), 'created')
  desk.notify('message', { type: 'event_callback', event_id: `Ev${ts.replace('.', '')}`, event: message })
  return { status: 200, body: { ok: true, channel: channel.id, ts, message: shown(message, true) } }
}

export function update(desk: Desk, sent: Arguments): Reply {
  const args = asKept(desk, sent)
  const { channel, message } = messageOf(desk, args)
  if (message.body.bot_id !== 'B0PRACTICE') fail('cant_update_message')
  const text = escaped(checkedText(args))
  // Metadata that is not named stays as it was.
  const metadata = checkedMetadata(args) ?? message.body.metadata
  const changed: Body = { ...message.body, text, ...(metadata ? { metadata } : {}) }
  const same = JSON.stringify(changed) === JSON.stringify(message.body)
  const edited = { edited: { user: 'U0PRACTICE', ts: `${Math.floor(desk.now() / 1000)}.000000` } }
  desk.docs.update('messages', message.id, same ? changed : { ...changed, ...edited })
  desk.docs.effect('messages', keyOf(changed), same ? 'unchanged' : 'changed')
  return { status: 200, body: { ok: true, channel, ts: message.id, text, message: shown(changed, true) } }
}

export function remove(desk: Desk, args: Arguments): Reply {
  const { channel, message } = messageOf(desk, args)
  if (message.body.bot_id !== 'B0PRACTICE') fail('cant_delete_message')
  desk.docs.remove('messages', message.id)
  desk.docs.effect('messages', keyOf(message.body), 'removed')
  return { status: 200, body: { ok: true, channel, ts: message.id } }
}

export function history(desk: Desk, args: Arguments): Reply {
  const channel = channelOf(desk, args)
  if (channel.body.is_member !== true) fail('not_in_channel')
  const limit = args.limit === undefined ? 100 : Number(args.limit)
  if (!Number.isInteger(limit) || limit < 1 || limit > mostOfHistory) fail('invalid_limit')
  const before = cursorOf(args)
  const now = desk.now()
  const lag = desk.searchLagMs()
  const within = desk.docs
    .findBy('messages', 'channel', channel.id)
    .filter(({ id, body, createdAt }) => body.thread_ts === undefined && inRange(id, args) && createdAt + lag <= now)
    .filter(({ id }) => before === undefined || Number(id) < Number(before))
    .sort((one, other) => Number(other.id) - Number(one.id))
  const page = within.slice(0, limit)
  const last = page.at(-1)
  const more = within.length > page.length && last !== undefined
  const next = more ? { response_metadata: { next_cursor: btoa(`next_ts:${last.id}`) } } : {}
  const messages = page.map(({ body }) => renameOut(desk, 'messages', shown(body, isTrue(args.include_all_metadata))))
  return { status: 200, body: { ok: true, messages, has_more: more, pin_count: 0, ...next } }
}

/** The arguments under the names that the system keeps them by, whatever they are called at the moment. */
function asKept(desk: Desk, sent: Arguments): Arguments {
  if (unknownNames(desk, 'messages', sent).length > 0) fail('invalid_arguments')
  const args = renameIn(desk, 'messages', sent)
  if (missingRequired(desk, 'messages', args).length > 0) fail('invalid_arguments')
  return args
}

function messageOf(desk: Desk, args: Arguments): { channel: string; message: Document } {
  const channel = channelOf(desk, args).id
  const message = desk.docs.get('messages', textOf(args.ts))
  if (message?.body.channel !== channel) return fail('message_not_found')
  return { channel, message }
}

function checkedText(args: Arguments): string {
  const text = textOf(args.text)
  if (text === '' && args.blocks === undefined && args.attachments === undefined) fail('no_text')
  if (text.length > longestText) fail('msg_too_long')
  return text
}

function checkedMetadata(args: Arguments): Record<string, unknown> | undefined {
  const { metadata } = args
  if (metadata === undefined || metadata === null || metadata === '') return undefined
  if (!isRecord(metadata)) return fail('invalid_metadata_format')
  if (typeof metadata.event_type !== 'string' || !/^[A-Za-z0-9_.-]+$/.test(metadata.event_type))
    fail('invalid_metadata_schema')
  const payload = metadata.event_payload
  if (!isRecord(payload) || Object.values(payload).some((value) => value === null)) fail('invalid_metadata_schema')
  if (JSON.stringify(metadata).length > largestMetadata) fail('metadata_too_large')
  return metadata
}

/** Without being asked for, only the type of metadata is told. `channel` is named by the call, not by the message. */
function shown({ channel: _, ...message }: Body, withPayload: boolean): Body {
  const { metadata } = message
  if (!isRecord(metadata) || withPayload) return message
  return { ...message, metadata: { event_type: metadata.event_type } }
}

function cursorOf(args: Arguments): string | undefined {
  const cursor = textOf(args.cursor)
  if (cursor === '') return undefined
  const ts = /^next_ts:(\d+\.\d+)$/.exec(Buffer.from(cursor, 'base64').toString('latin1'))?.[1]
  return ts ?? fail('invalid_cursor')
}

function inRange(ts: string, { oldest, latest, inclusive }: Arguments): boolean {
  const at = Number(ts)
  const edge = isTrue(inclusive)
  const from = textOf(oldest)
  const until = textOf(latest)
  if (from !== '' && Number(from) > 0 && !(edge ? at >= Number(from) : at > Number(from))) return false
  return until === '' || (edge ? at <= Number(until) : at < Number(until))
}

/** Seconds and a number that never comes twice: both the message's time and its id. */
function nextTs(desk: Desk): string {
  return `${Math.floor(desk.now() / 1000)}.${String(desk.docs.next('ts') % 1_000_000).padStart(6, '0')}`
}

/** Slack keeps the three signs of its own notation escaped. */
const escaped = (text: string): string =>
  text
    .replaceAll(/&(?!(?:amp|lt|gt);)/g, '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')

/** What the message is about: what its metadata call its key, else its words. */
function keyOf({ channel, metadata, text }: Body): string {
  const payload = isRecord(metadata) && isRecord(metadata.event_payload) ? metadata.event_payload : {}
  return `${channel} ${payload.key ?? payload.id ?? text}`
}
